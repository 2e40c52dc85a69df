#pragma once

#include "link/gas/air.hpp"

namespace urker::link {

/// Mean annual global reference atmosphere of ITU-R P.835-6 section 1, 0 to 100 km above mean sea
/// level, with the vapour density at sea level as given and a scale height of 2 km.
[[nodiscard]] Air reference_air(double height_m, double sea_level_vapour_kg_m3 = 7.5e-3);

/// Total pressure of that atmosphere.
[[nodiscard]] double reference_pressure_pa(double height_m);

/// Index of refraction of air for radio waves less one, ITU-R P.453-14 eqs. 1, 2 and 7.
[[nodiscard]] double refractivity(const Air& air);

} // namespace urker::link
