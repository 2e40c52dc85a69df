#pragma once

namespace urker::link {

/// Length of a straight path through a homogeneous shell of air over that at the zenith. Within 1 %
/// of 1/sin(elevation) above 18 deg, finite at the horizon; that of the horizon below it.
[[nodiscard]] double air_mass(double elevation_rad);

/// Ratio of slant to zenith attenuation of gases and clouds: 1/sin(elevation) from 5 deg on, as
/// ITU-R P.676 Annex 2 and P.840 have it, and below that as the air mass grows.
[[nodiscard]] double slant_factor(double elevation_rad);

} // namespace urker::link
