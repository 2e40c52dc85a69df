#pragma once

#include "mission/strip_finder.hpp"
#include "spacecraft/imager_config.hpp"

#include <vector>

namespace urker::mission {

/// How long a strip within a window may be at most, so that no period of the duty limit holds more
/// of it and of the fixed strips than the limit allows.
[[nodiscard]] Duration duty_room(const spacecraft::DutyConfig& duty,
                                 const std::vector<FixedStrip>& fixed, Time begin, Time end);

} // namespace urker::mission
