#include "orbit/numerical/tide_table.hpp"

#include <catch2/catch.hpp>

#include <memory>
#include <vector>

using namespace urker;
using namespace urker::orbit;

TEST_CASE("the pole tide follows the pole of the Earth's own table") {
  constexpr double kArcsecond_rad = 4.84813681109536e-6;
  constexpr double kEve_mjd = 60377.0;
  const Epoch epoch({.year = 2024, .month = 3, .day = 10});
  const SunMoon bodies(epoch);
  const auto c21 = [&](double pole_x_as) {
    EarthOrientation turn;
    turn.pole_x_rad = pole_x_as * kArcsecond_rad;
    turn.ut1_minus_tai_s = -37.0;
    const Earth earth(
        epoch, kStart, kStart,
        std::make_shared<EarthOrientationTable>(kEve_mjd, std::vector<EarthOrientation>(6, turn)));
    GravityCorrections out{};
    TideTable(epoch, earth, bodies, kStart, kStart, PoleTide::solid).corrections(kStart, out, 0);
    return out.c[0][1][0];
  };
  // IERS Conventions 2010, section 6.4: -1.333e-9 an arcsecond of m1.
  CHECK(c21(1.0) - c21(0.0) == Approx(-1.333e-9).epsilon(1e-3));
}
