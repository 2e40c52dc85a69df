#include "base/calendar.hpp"
#include "orbit/earth/earth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <string>

#include "cases.hpp"
#include "data_file.hpp"

namespace urker::validation {

namespace {

using orbit::Vector3;

orbit::Frame frame_of(const std::string& name) {
  static const std::map<std::string, orbit::Frame> frames{
      {"gcrf", orbit::Frame::gcrf},       {"itrf", orbit::Frame::itrf},
      {"teme", orbit::Frame::teme},       {"cirs", orbit::Frame::cirs},
      {"eme2000", orbit::Frame::eme2000}, {"mod", orbit::Frame::mod},
      {"tod", orbit::Frame::tod}};
  return frames.at(name);
}

/// Greatest angle of each kind of rotation in a table.
std::map<std::string, double> worst_mas(const DataFile& file) {
  constexpr double kMas = std::numbers::pi / 180.0 / 3.6e6;
  std::map<std::string, double> result;
  for (std::size_t i = 0; i < file.size(); ++i) {
    const Epoch epoch(parse_calendar(file.text(i, "utc")).value());
    const orbit::Earth earth(epoch, kStart, kStart, orbit::EarthOrientationModel::standard);
    double squares = 0.0;
    for (int column = 0; column < 3; ++column) {
      const Vector3 found =
          earth
              .convert({Vector3::Unit(column), Vector3::Zero()}, frame_of(file.text(i, "from")),
                       frame_of(file.text(i, "to")), kStart)
              .r_m;
      for (int row = 0; row < 3; ++row) {
        const std::string name = fmt::format("m{}{}", row + 1, column + 1);
        squares += std::pow(found[row] - file.number(i, name), 2);
      }
    }
    double& worst = result[fmt::format("{} to {}", file.text(i, "from"), file.text(i, "to"))];
    worst = std::max(worst, std::sqrt(squares / 2.0) / kMas); // the angle, if it is small
  }
  return result;
}

/// The pole and UT1 between the days of the table.
void compare_earth_orientation(Page& page) {
  constexpr double kMas = std::numbers::pi / 180.0 / 3.6e6;
  const DataFile file("orbit/earth_orientation.csv");
  double pole_mas = 0.0, ut1_s = 0.0;
  for (std::size_t i = 0; i < file.size(); ++i) {
    const Epoch epoch(parse_calendar(file.text(i, "utc")).value());
    const orbit::Earth earth(epoch, kStart, kStart, orbit::EarthOrientationModel::standard);
    const orbit::EarthOrientation found = earth.orientation(kStart);
    const JulianDate ut1 = epoch.ut1(kStart, file.number(i, "ut1_minus_utc_s"));
    const JulianDate tai = epoch.tai(kStart);
    const double ut1_minus_tai_s = ((ut1.day - tai.day) + (ut1.fraction - tai.fraction)) * 86400.0;
    pole_mas =
        std::max({pole_mas, std::abs(found.pole_x_rad / kMas - 1e3 * file.number(i, "pole_x_as")),
                  std::abs(found.pole_y_rad / kMas - 1e3 * file.number(i, "pole_y_as"))});
    ut1_s = std::max(ut1_s, std::abs(found.ut1_minus_tai_s - ut1_minus_tai_s));
  }
  page.add({"Polar motion between midnights", "Orekit 13.1.7", "mas", 0.02, pole_mas});
  page.add({"UT1 between midnights", "Orekit 13.1.7", "s", 1e-8, ut1_s});
}

} // namespace

void compare_rotations(Page& page) {
  compare_earth_orientation(page);
  for (const auto& [kind, mas] : worst_mas(DataFile("orbit/rotations.csv"))) {
    page.add({fmt::format("Rotation from {}, 8 dates", kind), "Orekit 13.1.7", "mas", 2.0, mas});
  }
  for (const auto& [kind, mas] : worst_mas(DataFile("orbit/rotations_tidal.csv"))) {
    page.add({fmt::format("The same from {}, with sub-daily tides that Urker leaves out", kind),
              "Orekit 13.1.7", "mas", 2.0, mas});
  }
}

} // namespace urker::validation
