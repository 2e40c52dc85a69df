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

} // namespace

void compare_rotations(Page& page) {
  constexpr double kMas = std::numbers::pi / 180.0 / 3.6e6;
  const DataFile file("orbit/rotations.csv");
  std::map<std::string, double> worst_mas;
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
    double& worst = worst_mas[fmt::format("{} to {}", file.text(i, "from"), file.text(i, "to"))];
    worst = std::max(worst, std::sqrt(squares / 2.0) / kMas); // the angle, if it is small
  }
  for (const auto& [kind, mas] : worst_mas) {
    page.add({fmt::format("Rotation from {}, 8 dates", kind), "Orekit 13.1.7", "mas", 2.0, mas});
  }
}

} // namespace urker::validation
