#include "link/budget/flux_limits.hpp"
#include "link/budget/terms.hpp"

#include <catch2/catch.hpp>

#include <numbers>

using namespace urker::link;

namespace {
constexpr double kDegree = std::numbers::pi / 180.0;
}

TEST_CASE("Free space is the spreading and the area of an isotropic antenna") {
  CHECK(free_space_loss_db(1234e3, 8.2e9) ==
        Approx(spreading_loss_db_m2(1234e3) - isotropic_area_db_m2(8.2e9)));
}

TEST_CASE("Two equal disturbances cost 3 dB, a negligible one nothing") {
  CHECK(combined_db(20.0, 20.0) == Approx(16.9897).epsilon(1e-5));
  CHECK(combined_db(20.0, 80.0) == Approx(20.0).epsilon(1e-6));
}

TEST_CASE("A satellite that comes nearer sounds higher") {
  CHECK(doppler_shift_hz(8.2e9, -7000.0) == Approx(191466.0).epsilon(1e-5));
}

TEST_CASE("Flux limits rise between 5 and 25 deg; a band may have several services") {
  const auto x_band = flux_limits_at(8.2e9);
  REQUIRE(x_band.size() == 1);
  CHECK(x_band[0].at_dbw_m2(-0.1) == -150.0);
  CHECK(x_band[0].at_dbw_m2(5.0 * kDegree) == Approx(-150.0));
  CHECK(x_band[0].at_dbw_m2(15.0 * kDegree) == Approx(-145.0));
  CHECK(x_band[0].at_dbw_m2(25.0 * kDegree) == Approx(-140.0));
  CHECK(x_band[0].at_dbw_m2(90.0 * kDegree) == -140.0);
  CHECK_FALSE(x_band[0].confirmed);
  CHECK(flux_limits_at(11e9).size() == 2);
  CHECK(flux_limits_at(6e9).empty());
  for (const FluxLimit& limit : flux_limits()) {
    CAPTURE(limit.service);
    CHECK(limit.low_dbw_m2 + 20.0 * limit.slope_db_deg == Approx(limit.high_dbw_m2));
  }
  // 16 dBW over 100 MHz from 600 km: -110.6 - 44.0 dB(W/m2) in 4 kHz.
  CHECK(flux_dbw_m2(16.0, 600e3, 100e6, 4e3) == Approx(-154.53).margin(0.01));
  CHECK(flux_dbw_m2(16.0, 600e3, 1e3, 4e3) == Approx(-110.56).margin(0.01));
}
