#pragma once

#include "run/world.hpp"

#include <string>
#include <vector>

namespace urker::run {

/// For the user: services whose uplink, under clear sky at the start, sends more off its axis than
/// a limit for geostationary networks allows (link/transponder/off_axis_limits.hpp).
[[nodiscard]] std::vector<std::string> uplink_notes(const World& world);

} // namespace urker::run
