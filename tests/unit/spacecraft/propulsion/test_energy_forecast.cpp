#include "spacecraft/propulsion/energy_forecast.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <vector>

using namespace urker;
using namespace urker::spacecraft;
using namespace std::chrono_literals;

namespace {

orbit::MeanOrbit polar_orbit(double raan_rad) {
  orbit::MeanOrbit orbit;
  orbit.time = kStart;
  orbit.semi_major_axis_m = 6903137.0;
  orbit.inclination_rad = 1.5707963267948966;
  orbit.raan_rad = raan_rad;
  return orbit;
}

} // namespace

TEST_CASE("The shadow of a plane that holds the Sun is as wide as the Earth") {
  // Sun along the node: the middle of the shadow is half a revolution behind it.
  const auto shadow = ShadowForecast::of(polar_orbit(0.0), {1.5e11, 0.0, 0.0});
  const double half_angle = std::asin(6378136.3 / 6903137.0);
  const double turn_s = to_seconds(shadow.revolution);
  CHECK(to_seconds(shadow.half) == Approx(half_angle / 6.283185307179586 * turn_s).epsilon(1e-9));
  CHECK(std::abs(to_seconds(shadow.middle - kStart)) == Approx(0.5 * turn_s).epsilon(1e-9));
  CHECK(shadow.dark(shadow.middle));
  CHECK_FALSE(shadow.dark(kStart));
  const Time begin = shadow.next_edge(kStart);
  CHECK(to_seconds(begin - kStart) == Approx(0.5 * turn_s - to_seconds(shadow.half)).epsilon(1e-9));
  CHECK(shadow.dark(begin));
  CHECK(shadow.next_edge(begin) - begin == 2 * shadow.half);
}

TEST_CASE("A plane that faces the Sun has no shadow") {
  const auto shadow = ShadowForecast::of(polar_orbit(1.5707963267948966), {1.5e11, 0.0, 0.0});
  CHECK(shadow.half == Duration::zero());
  CHECK(shadow.next_edge(kStart) == kNever);
  CHECK_FALSE(shadow.dark(kStart + 1000s));
}

TEST_CASE("A burn's energy by hand") {
  PowerConfig power;
  power.array = ArrayConfig{60.0};
  power.battery.emplace();
  power.battery->capacity_j = 360e3;
  power.battery->charge_efficiency = 0.9;
  power.battery->discharge_efficiency = 0.8;
  const EnergyForecast forecast(power, 10.0);
  ShadowForecast light;
  light.half = Duration::zero();
  const std::vector<EnergyForecast::Draw> draws{{kStart + 100s, kStart + 700s, 150.0}};
  const auto result = forecast.run(0.9, kStart, kStart + 1000s, draws, light);
  const double before = 0.9 + 100.0 * 50.0 * 0.9 / 360e3;
  const double after = before - 600.0 * 100.0 / 0.8 / 360e3;
  CHECK(result.least == Approx(after).epsilon(1e-12));
  CHECK(result.last == Approx(after + 300.0 * 50.0 * 0.9 / 360e3).epsilon(1e-12));
}
