#pragma once

#include "run/world.hpp"

#include <string>
#include <vector>

namespace urker::run {

/// For the user: radios whose flux density exceeds a limit of the Radio Regulations somewhere, with
/// the EIRP spread evenly over what is sent at the rate that is densest. At the ground, by article
/// 21 (link::flux_limits_at): with the lowest height that the orbit reaches in the run, over a
/// sphere, at the angle of arrival that is worst. At the geostationary orbit, by No. 22.5
/// (link::geo_flux_limit_at): with the greatest height, if that is below it. The limits of article
/// 22 on equivalent flux density are not checked: they are statistics over a whole system of the
/// fixed-satellite service, by the algorithm of ITU-R S.1503.
[[nodiscard]] std::vector<std::string> flux_notes(const World& world);

} // namespace urker::run
