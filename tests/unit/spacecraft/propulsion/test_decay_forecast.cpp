#include <catch2/catch.hpp>

#include "flight_bench.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::FlightBench;

namespace {

/// Days until the integrated orbit has its perigee at 120 km, or so.
double integrated_days(FlightBench& bench) {
  const auto flown = bench.coasting();
  REQUIRE_FALSE(flown->early_end().empty());
  return to_seconds(flown->end() - kStart) / 86400.0;
}

} // namespace

TEST_CASE("The forecast of a decay agrees with an integration") {
  FlightBench bench(30.0);
  orbit::AtmosphereConfig air;
  air.exponential = orbit::ExponentialAtmosphereConfig{2e-11, 300e3, 45e3};
  bench.orbit.drag = {orbit::make_atmosphere(air, bench.epoch, bench.earth), 2.2, 0.4};
  double a_m = 6378137.0 + 300e3, e = 2e-3;
  SECTION("nearly circular") {}
  SECTION("eccentric") {
    a_m = 6378137.0 + 335e3;
    e = 0.01;
  }
  bench.orbit.state = orbit::to_cartesian({a_m, e, 1.7, 0.3, 0.5, 0.2});
  const double days = integrated_days(bench);
  CHECK(days > 3.0);
  const auto mean = orbit::mean_orbit(*bench.coasting(), kStart + std::chrono::hours(2));
  const DecayForecast forecast(bench.orbit, bench.epoch, bench.bodies);
  const double forecast_days = forecast.lifetime_s(mean, 20.0, 1e8) / 86400.0 + 2.0 / 24.0;
  CHECK(forecast_days == Approx(days).epsilon(0.06));
}
