#pragma once

#include "access/moon_eclipses.hpp"
#include "access/sun_outages.hpp"
#include "run/world.hpp"

#include <cstdint>
#include <vector>

namespace urker::run {

/// A satellite's eclipses by the Moon until `known_until`, in service or not.
[[nodiscard]] std::vector<access::MoonEclipse>
moon_eclipses_of(const World& world, std::uint32_t satellite, Time known_until);

/// The Sun outages within a contact: while the Sun is nearer to the satellite than half the width
/// of the station's beam and the Sun's apparent radius.
[[nodiscard]] std::vector<access::SunOutage> sun_outages_of(const World& world,
                                                            const access::StationContact& contact);

} // namespace urker::run
