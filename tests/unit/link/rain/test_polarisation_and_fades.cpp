#include "link/rain/cross_polarisation.hpp"
#include "link/rain/fade_durations.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace urker::link;

namespace {
constexpr double kDegree = std::numbers::pi / 180.0;
}

TEST_CASE("Linear polarisation along the raindrops' axes is kept better than slanted or circular") {
  const auto xpd_db = [](double tilt_deg) {
    return cross_polarisation_db(5.0, 12e9, 30 * kDegree, tilt_deg * kDegree, 1e-3);
  };
  CHECK(xpd_db(0.0) > xpd_db(20.0));
  CHECK(xpd_db(20.0) > xpd_db(45.0));
  CHECK(xpd_db(90.0) == Approx(xpd_db(0.0)));
  CHECK(cross_polarisation_db(10.0, 12e9, 30 * kDegree, 0.8, 1e-3) <
        cross_polarisation_db(5.0, 12e9, 30 * kDegree, 0.8, 1e-3));
}

TEST_CASE("Below 6 GHz the discrimination is scaled, without a step") {
  const auto xpd_db = [](double f_hz) {
    return cross_polarisation_db(3.0, f_hz, 30 * kDegree, 0.8, 0.01);
  };
  CHECK(xpd_db(5.9999999e9) == Approx(xpd_db(6e9)).epsilon(1e-6));
  CHECK(xpd_db(4e9) - xpd_db(6e9) == Approx(20.0 * std::log10(6.0 / 4.0)));
}

TEST_CASE("Longer fades are rarer, and make up more of the time than of the number") {
  const FadeDurations fades(8.0, 35 * kDegree, 20e9);
  double of_fades = 1.0 + 1e-12, of_time = 1.0;
  for (double duration_s = 1.0; duration_s < 1e5; duration_s *= 1.01) {
    REQUIRE(fades.fraction_of_fades(duration_s) <= of_fades);
    REQUIRE(fades.fraction_of_time(duration_s) < of_time);
    REQUIRE(fades.fraction_of_time(duration_s) > fades.fraction_of_fades(duration_s) * 0.9);
    // Small steps where short fades meet long ones.
    REQUIRE(fades.fraction_of_fades(duration_s) > 0.94 * of_fades);
    of_fades = fades.fraction_of_fades(duration_s);
    of_time = fades.fraction_of_time(duration_s);
  }
  CHECK(fades.fraction_of_fades(1.0) == Approx(1.0));
  CHECK(fades.fades(2000.0) == Approx(2.0 * fades.fades(1000.0)));
}
