#pragma once

#include "link/budget/flux_limits.hpp"
#include "link/radio_config.hpp"

#include <optional>

namespace urker::link {

inline constexpr double kGeoRadius_m = 42164170.0; // mean motion of a sidereal day

/// Limit of the flux density that a satellite of the Earth exploration service on another orbit
/// makes at the geostationary one: 8025 to 8400 MHz, -174 dB(W/m2) in any 4 kHz, whatever the
/// direction. ITU Radio Regulations, No. 22.5.
[[nodiscard]] std::optional<FluxLimit> geo_flux_limit_at(double frequency_hz);

/// The greatest flux density on the sphere of that radius, where the Earth does not stand in
/// between, from a satellite at `radius_m`, less than it: by 1 deg off the nadir and 15 around it.
/// An upper bound for the orbit itself, which is but the equator of the sphere. An antenna that
/// follows its station turns to the Earth's limb at most.
[[nodiscard]] double geo_flux_dbw_m2(RadioConfig radio, double radius_m, double occupied_hz,
                                     double reference_hz);

} // namespace urker::link
