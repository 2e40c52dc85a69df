#pragma once

#include "access/contact_plan.hpp"

namespace urker::access {

/// Shadows as simple planning programs define them: a spherical Earth of 6378.137 km, a Sun of
/// 696000 km at the place of the almanac's low-precision formula, taken as TEME
/// (orbit/earth/almanac_sun.hpp). With an Earth of EarthOrientationModel::gmst there is then
/// nothing in it but published closed formulas. `earth` must outlive the result.
[[nodiscard]] ShadowBodies almanac_shadows(const orbit::Earth& earth, const Epoch& epoch);

} // namespace urker::access
