#include "orbit/earth/geodesy.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "cases.hpp"
#include "data_file.hpp"

namespace urker::validation {

void compare_looks(Page& page, const std::string& subject, const std::string& file,
                   const orbit::Trajectory& trajectory, const orbit::Earth& earth) {
  constexpr double kDegree = std::numbers::pi / 180.0;
  const DataFile table(file);
  double angle_deg = 0.0, range_m = 0.0, rate_m_s = 0.0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto number = [&](const char* column) { return table.number(i, column); };
    const Time t = kStart + round_seconds(number("t_s"));
    const orbit::Geodetic site{number("latitude_deg") * kDegree, number("longitude_deg") * kDegree,
                               number("height_m")};
    const orbit::LookAngles look =
        orbit::look_angles(site, earth.to_itrf(trajectory.state(t), trajectory.frame(), t));
    const double azimuth_deg =
        std::remainder(look.azimuth_rad / kDegree - number("azimuth_deg"), 360.0);
    const double elevation_deg = look.elevation_rad / kDegree - number("elevation_deg");
    angle_deg = std::max({angle_deg, std::abs(azimuth_deg), std::abs(elevation_deg)});
    range_m = std::max(range_m, std::abs(look.range_m - number("range_m")));
    rate_m_s = std::max(rate_m_s, std::abs(look.range_rate_m_s - number("range_rate_m_s")));
  }
  const std::string truth = "Orekit 13.1.7";
  page.add({subject + ", azimuth and elevation from three sites", truth, "deg", 1e-6, angle_deg});
  page.add({subject + ", slant range", truth, "m", 0.01, range_m});
  page.add({subject + ", range rate", truth, "m/s", 1e-4, rate_m_s});
}

} // namespace urker::validation
