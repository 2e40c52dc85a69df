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

Vector3 vector(const DataFile& file, std::size_t row, const std::string& prefix) {
  return {file.number(row, prefix + "_x_m"), file.number(row, prefix + "_y_m"),
          file.number(row, prefix + "_z_m")};
}

Vector3 velocity(const DataFile& file, std::size_t row, const std::string& prefix) {
  return {file.number(row, prefix + "_vx_m_s"), file.number(row, prefix + "_vy_m_s"),
          file.number(row, prefix + "_vz_m_s")};
}

/// An SGP4 satellite's published positions, each turned from TEME.
void compare_satellite(Page& page) {
  const DataFile file("orbit/leo_states.csv");
  const Epoch epoch(CalendarTime{2024, 3, 10, 6, 0, 0.0});
  const Time end = kStart + round_seconds(file.number(file.size() - 1, "t_s"));
  const orbit::Earth earth(epoch, kStart, end, orbit::EarthOrientationModel::standard);
  double itrf_m = 0.0, gcrf_m = 0.0;
  for (std::size_t i = 0; i < file.size(); ++i) {
    const Time t = kStart + round_seconds(file.number(i, "t_s"));
    const orbit::State teme{vector(file, i, "teme"), Vector3::Zero()};
    const auto distance_m = [&](orbit::Frame frame, const char* prefix) {
      return (earth.convert(teme, orbit::Frame::teme, frame, t).r_m - vector(file, i, prefix))
          .norm();
    };
    itrf_m = std::max(itrf_m, distance_m(orbit::Frame::itrf, "itrf"));
    gcrf_m = std::max(gcrf_m, distance_m(orbit::Frame::gcrf, "gcrf"));
  }
  page.add({"LEO satellite from TEME to ITRF", "Orekit 13.1.7", "m", 5e-3, itrf_m});
  page.add({"LEO satellite from TEME to GCRF", "Orekit 13.1.7", "m", 5e-3, gcrf_m});
}

void compare_sun_and_moon(Page& page) {
  const DataFile file("orbit/sun_moon.csv");
  double sun_m = 0.0, moon_m = 0.0, speed_m_s = 0.0;
  for (std::size_t i = 0; i < file.size(); ++i) {
    const orbit::SunMoon bodies(Epoch(parse_calendar(file.text(i, "utc")).value()));
    const auto found = bodies.states(kStart);
    sun_m = std::max(sun_m, (found.sun.r_m - vector(file, i, "sun")).norm());
    moon_m = std::max(moon_m, (found.moon.r_m - vector(file, i, "moon")).norm());
    speed_m_s = std::max({speed_m_s, (found.sun.v_m_s - velocity(file, i, "sun")).norm(),
                          (found.moon.v_m_s - velocity(file, i, "moon")).norm()});
  }
  page.add({"Geocentric Sun", "JPL DE-405 by Orekit 13.1.7", "m", 1e-3, sun_m});
  page.add({"Geocentric Moon", "JPL DE-405 by Orekit 13.1.7", "m", 1e-3, moon_m});
  page.add({"Velocities of both", "JPL DE-405 by Orekit 13.1.7", "m/s", 2e-6, speed_m_s});
}

} // namespace

void compare_frames(Page& page) {
  page.begin_section("Frames, geodesy, Sun and Moon");
  compare_rotations(page);
  compare_satellite(page);
  compare_geodesy(page);
  compare_sun_and_moon(page);
}

} // namespace urker::validation
