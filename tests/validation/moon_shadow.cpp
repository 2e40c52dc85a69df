#include "access/moon_eclipses.hpp"
#include "base/calendar.hpp"

#include <chrono>
#include <cmath>
#include <limits>
#include <string>

#include "cases.hpp"
#include "fixtures.hpp"

namespace urker::validation {

using access::test::read_csv;

/// Published eclipses of the Sun, for a trajectory that stands on the ground.
void compare_moon_shadow(Page& page) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  page.begin_section("The Moon's shadow");
  double worst_length_s = 0.0, worst_middle_s = 0.0, worst_part = 0.0;
  for (const auto& row : read_csv("access/solar_eclipses.csv")) {
    const auto number = [&](const char* column) { return std::stod(row.at(column)); };
    const Epoch epoch(parse_calendar(row.at("day") + "T00:00:00Z").value());
    const Time end = kStart + std::chrono::hours(24);
    const orbit::Earth earth(epoch, kStart, end, orbit::EarthOrientationModel::standard);
    const access::test::GroundPoint place(
        earth, access::test::deg(number("latitude_deg"), number("longitude_deg")));
    const auto eclipses = access::find_moon_eclipses(place, earth, kStart, end);
    const bool as_published = eclipses.size() == 1 && eclipses[0].umbra.begin != kNotYet &&
                              eclipses[0].annular == (row.at("kind") == "annular");
    if (!as_published) {
      worst_length_s = worst_middle_s = worst_part = kInfinity;
      break;
    }
    const double begin_s = seconds_since_start(eclipses[0].umbra.begin);
    const double end_s = seconds_since_start(eclipses[0].umbra.end);
    worst_length_s = std::max(worst_length_s, std::abs(end_s - begin_s - number("central_s")));
    worst_middle_s =
        std::max(worst_middle_s, std::abs((begin_s + end_s) / 2.0 - number("greatest_utc_s")));
    worst_part = std::max(worst_part, std::abs(eclipses[0].obscuration - number("obscuration")));
  }
  // Urker leaves out the 1.3 s that light takes from the Moon, in which the Earth moves by 38 km.
  const std::string truth = "NASA/GSFC, F. Espenak, with light time";
  page.add({"Two total and one annular eclipse on the ground, length", truth, "s", 20.0,
            worst_length_s});
  page.add({"The same, middle", truth, "s", 70.0, worst_middle_s});
  page.add({"The same, hidden part of the Sun's disc", truth, "", 2e-3, worst_part});
}

} // namespace urker::validation
