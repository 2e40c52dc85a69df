#include "spacecraft/attitude/exclusion.hpp"

#include "orbit/angles.hpp"

#include <algorithm>
#include <cmath>

namespace urker::spacecraft {

std::string_view excluded(const std::map<std::string, ApertureConfig>& apertures,
                          const orbit::Matrix3& body_to_inertial, const Heavens& heavens, Time t) {
  if (apertures.empty()) {
    return {};
  }
  const orbit::Vector3 r_m = heavens.state(t).r_m;
  const orbit::Vector3 to_sun_m = heavens.sun_m(t) - r_m;
  const bool sunlit = heavens.sunlit_fraction(t) > 0.0;
  const double limb_rad = std::asin(std::min(1.0, orbit::kEarthEquatorialRadius_m / r_m.norm()));
  bool has_tracker = false;
  bool tracker_sees = false;
  for (const auto& [name, aperture] : apertures) {
    const orbit::Vector3 line = body_to_inertial * aperture.direction.unit();
    const bool sun =
        sunlit && orbit::angle_between_rad(line, to_sun_m) < aperture.sun_exclusion_rad;
    const bool earth =
        aperture.earth_exclusion_rad &&
        orbit::angle_between_rad(line, -r_m) - limb_rad < *aperture.earth_exclusion_rad;
    if (aperture.kind == ApertureKind::star_tracker) {
      has_tracker = true;
      tracker_sees = tracker_sees || (!sun && !earth);
    } else if (sun) {
      return "sun_exclusion";
    } else if (earth) {
      return "earth_exclusion";
    }
  }
  return has_tracker && !tracker_sees ? "no_star_tracker" : "";
}

} // namespace urker::spacecraft
