#include "base/calendar.hpp"
#include "orbit/earth/geodesy.hpp"
#include "orbit/earth/sun_moon.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "cases.hpp"
#include "data_file.hpp"

namespace urker::validation {

namespace {

using orbit::Geodetic;
using orbit::Vector3;

constexpr double kDegree = std::numbers::pi / 180.0;

Geodetic place(const DataFile& file, std::size_t row) {
  return {file.number(row, "latitude_deg") * kDegree, file.number(row, "longitude_deg") * kDegree,
          file.number(row, "height_m")};
}

void compare_geodesy(Page& page) {
  const DataFile file("orbit/geodetic.csv");
  double there_m = 0.0, back_m = 0.0;
  for (std::size_t i = 0; i < file.size(); ++i) {
    const Vector3 itrf_m(file.number(i, "x_m"), file.number(i, "y_m"), file.number(i, "z_m"));
    there_m = std::max(there_m, (orbit::to_itrf_m(place(file, i)) - itrf_m).norm());
    back_m = std::max(back_m,
                      std::abs(orbit::to_geodetic(itrf_m).height_m - file.number(i, "height_m")));
  }
  page.add({"Geodetic coordinates to ITRF", "Orekit 13.1.7", "m", 2e-6, there_m});
  page.add({"ITRF to geodetic height", "Orekit 13.1.7", "m", 1e-3, back_m});
}

void compare_look_angles(Page& page) {
  const DataFile file("orbit/leo_look.csv");
  double angle_deg = 0.0, range_m = 0.0;
  for (std::size_t i = 0; i < file.size(); ++i) {
    orbit::State satellite;
    satellite.r_m = {file.number(i, "itrf_x_m"), file.number(i, "itrf_y_m"),
                     file.number(i, "itrf_z_m")};
    const auto look = orbit::look_angles(place(file, i), satellite);
    angle_deg =
        std::max({angle_deg, std::abs(look.azimuth_rad / kDegree - file.number(i, "azimuth_deg")),
                  std::abs(look.elevation_rad / kDegree - file.number(i, "elevation_deg"))});
    range_m = std::max(range_m, std::abs(look.range_m - file.number(i, "range_m")));
  }
  page.add({"Azimuth and elevation from three sites", "Orekit 13.1.7", "deg", 2e-7, angle_deg});
  page.add({"Slant range from three sites", "Orekit 13.1.7", "m", 1e-3, range_m});
}

Vector3 vector(const DataFile& file, std::size_t row, const std::string& prefix) {
  return {file.number(row, prefix + "_x_m"), file.number(row, prefix + "_y_m"),
          file.number(row, prefix + "_z_m")};
}

void compare_sun_and_moon(Page& page) {
  const DataFile file("orbit/sun_moon.csv");
  double sun_m = 0.0, moon_m = 0.0;
  for (std::size_t i = 0; i < file.size(); ++i) {
    const orbit::SunMoon bodies(Epoch(parse_calendar(file.text(i, "utc")).value()));
    const auto found = bodies.positions(kStart);
    sun_m = std::max(sun_m, (found.sun_m - vector(file, i, "sun")).norm());
    moon_m = std::max(moon_m, (found.moon_m - vector(file, i, "moon")).norm());
  }
  page.add({"Geocentric Sun", "JPL DE-405 by Orekit 13.1.7", "m", 1e-3, sun_m});
  page.add({"Geocentric Moon", "JPL DE-405 by Orekit 13.1.7", "m", 1e-3, moon_m});
}

} // namespace

void compare_frames(Page& page) {
  page.begin_section("Frames, geodesy, Sun and Moon");
  compare_rotations(page);
  compare_geodesy(page);
  compare_look_angles(page);
  compare_sun_and_moon(page);
}

} // namespace urker::validation
