#include "link/antenna/masks.hpp"
#include "link/transponder/off_axis_limits.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace urker::link;

TEST_CASE("Limits of the EIRP off the axis have their corners") {
  const auto ku = off_axis_limits_at(14.25e9);
  REQUIRE(ku.size() == 2);
  CHECK(ku[0].source == "ITU-R S.524-9");
  CHECK(ku[0].at_dbw(2.5) == Approx(29.0515).margin(1e-4)); // 39 - 25 lg 2.5
  CHECK(ku[0].at_dbw(8.0) == 18.0);
  CHECK(ku[0].at_dbw(20.0) == Approx(42.0 - 32.5257).margin(1e-4));
  CHECK(ku[0].at_dbw(90.0) == 0.0);
  CHECK(ku[1].at_dbw(5.0) - ku[0].at_dbw(5.0) == 3.0);
  // The lines meet their steps, to the rounding of the tables.
  for (const auto& limit : ku) {
    CHECK(limit.at_dbw(7.0) == Approx(limit.at_dbw(7.1)).margin(0.2));
    CHECK(limit.at_dbw(9.2) == Approx(limit.at_dbw(9.3)).margin(0.25));
  }
  CHECK(off_axis_limits_at(28e9).size() == 1);
  CHECK(off_axis_limits_at(29.7e9).size() == 2);
  CHECK(off_axis_limits_at(6.2e9).empty());
}

TEST_CASE("A dish with the side lobes of S.580 is as far off the limit as its EIRP says") {
  // 4.5 m at 14.25 GHz, 65 %: 54.67 dBi. 74.8 dBW in 30 Mbaud are 46.05 dBW in 40 kHz; with lobes
  // of 29 - 25 lg(angle) that is 20.38 - 25 lg(angle), 18.62 dB below 39 - 25 lg(angle).
  const MaskedDish dish(4.5, 14.25e9, 0.65, SideLobes::s580);
  const auto checks = off_axis_checks(dish, 74.8, 14.25e9, 30e6);
  REQUIRE(checks.size() == 2);
  const double peak_dbi = 10.0 * std::log10(0.65 * std::pow(M_PI * 4.5 * 14.25e9 / 299792458.0, 2));
  const double lobes_dbw = 74.8 - 10.0 * std::log10(750.0) - peak_dbi + 29.0; // at 1 deg
  // Beyond 26.3 deg the lobes are those of S.465, 3 dB higher, as is the limit; at 48 deg they end
  // at -10 dBi, and the limit at 0.
  CHECK(checks[0].margin_db() == Approx(39.0 - lobes_dbw).margin(0.2));
  CHECK(checks[1].margin_db() - checks[0].margin_db() == Approx(3.0).margin(0.01));
  // More power is more off the axis; a carrier narrower than 40 kHz has all of its power in them.
  CHECK(off_axis_checks(dish, 94.8, 14.25e9, 30e6)[0].margin_db() ==
        Approx(checks[0].margin_db() - 20.0));
  CHECK(off_axis_checks(dish, 40.0, 14.25e9, 20e3)[0].eirp_dbw ==
        Approx(off_axis_checks(dish, 40.0, 14.25e9, 40e3)[0].eirp_dbw));
}
