#include "base/units.hpp"
#include "orbit/earth/almanac_sun.hpp"
#include "orbit/earth/earth.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include <cmath>

using namespace urker;
using namespace urker::orbit;
using namespace std::chrono_literals;

TEST_CASE("the almanac's Sun is within 0.02 deg of the true one") {
  const Epoch epoch({2006, 4, 2});
  const Earth earth(epoch, kStart, kStart + 24h * 366, EarthOrientationModel::standard);
  for (Time t = kStart; t < kStart + 24h * 366; t += 24h * 7) {
    const Vector3 almanac_m = almanac_sun_m(epoch, t);
    const Vector3 true_m = earth.sun_m(Frame::teme, t);
    CHECK(almanac_m.cross(true_m).norm() / almanac_m.norm() / true_m.norm() <
          0.02 * unit::deg.scale);
    CHECK(almanac_m.norm() == Approx(true_m.norm()).epsilon(1e-4));
  }
  CHECK(almanac_sun_m(epoch, kStart + 12h) == almanac_sun_m(2283.0));
}
