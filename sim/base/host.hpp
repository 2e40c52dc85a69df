#pragma once

#include <string>

namespace urker {

/// The name of this machine, for messages and provenance; "unknown" where it has none.
[[nodiscard]] std::string host_name();

} // namespace urker
