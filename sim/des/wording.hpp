#pragma once

#include "time/time.hpp"

#include <string>

namespace urker::des {

/// For messages: "12.000000345 s" or "never".
[[nodiscard]] std::string seconds_text(Time t);

} // namespace urker::des
