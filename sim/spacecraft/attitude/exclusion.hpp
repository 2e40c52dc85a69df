#pragma once

#include "spacecraft/attitude/attitude_config.hpp"
#include "spacecraft/attitude/heavens.hpp"

#include <map>
#include <string>
#include <string_view>

namespace urker::spacecraft {

/// Why the apertures do not serve an imager in that orientation: `sun_exclusion` or
/// `earth_exclusion` of an imager's aperture, or `no_star_tracker` if each of them is blinded;
/// empty if nothing is. The Earth is a sphere of its equatorial radius.
[[nodiscard]] std::string_view excluded(const std::map<std::string, ApertureConfig>& apertures,
                                        const orbit::Matrix3& body_to_inertial,
                                        const Heavens& heavens, Time t);

} // namespace urker::spacecraft
