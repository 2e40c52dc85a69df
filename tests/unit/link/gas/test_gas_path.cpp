#include "link/gas/gas_lines.hpp"
#include "link/gas/gas_path.hpp"
#include "link/gas/gas_zenith.hpp"
#include "link/gas/reference_atmosphere.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace urker::link;

namespace {
constexpr double kDegree = std::numbers::pi / 180.0;
}

TEST_CASE("The reference atmosphere is continuous and that of the standard at its layers") {
  // US Standard Atmosphere 1976, table 1: 11 km, 20 km and 47 km geopotential.
  CHECK(reference_pressure_pa(11019.0) == Approx(22632.0).epsilon(1e-4));
  CHECK(reference_air(20063.0).temperature_k == Approx(216.65).epsilon(1e-6));
  CHECK(reference_air(47350.0).temperature_k == Approx(270.65).epsilon(1e-4));
  double pressure = reference_pressure_pa(-400.0);
  double temperature = reference_air(-400.0).temperature_k;
  for (double h_m = -390.0; h_m <= 100e3; h_m += 10.0) {
    REQUIRE(reference_pressure_pa(h_m) < pressure);
    REQUIRE(reference_pressure_pa(h_m) > 0.995 * pressure);
    REQUIRE(std::abs(reference_air(h_m).temperature_k - temperature) < 0.12);
    pressure = reference_pressure_pa(h_m);
    temperature = reference_air(h_m).temperature_k;
  }
}

TEST_CASE("Annex 2 stands for Annex 1 at the zenith, and both differ by what is known") {
  // ITU-R's own three answers for standard air at 20 GHz.
  const Air air;
  const auto annex_2_db = [&](GasEdition edition) {
    const EquivalentHeights h = equivalent_heights(edition, 20e9, air);
    return h.oxygen_m * oxygen_attenuation_db_m(20e9, air) +
           h.vapour_m * vapour_attenuation_db_m(20e9, air);
  };
  const GasLoss lines = gas_loss_by_lines(20e9, 90.0 * kDegree, 0.0, 7.5e-3);
  CHECK(lines.total_db() == Approx(0.2509).margin(5e-5));
  CHECK(annex_2_db(GasEdition::p676_12) == Approx(0.2440).margin(5e-5));
  CHECK(annex_2_db(GasEdition::p676_13) == Approx(0.2712).margin(5e-5));
}

TEST_CASE("A ray through the air is finite at the horizon and shorter from a mountain") {
  const double sea_db = gas_loss_by_lines(12e9, 0.0, 0.0, 7.5e-3).total_db();
  CHECK(std::isfinite(sea_db));
  CHECK(sea_db > 30.0 * gas_loss_by_lines(12e9, 90.0 * kDegree, 0.0, 7.5e-3).total_db());
  CHECK(gas_loss_by_lines(12e9, 0.2, 2000.0, 7.5e-3).total_db() <
        0.7 * gas_loss_by_lines(12e9, 0.2, 0.0, 7.5e-3).total_db());
  // High up the air is a flat slab.
  const GasLoss up = gas_loss_by_lines(12e9, 90.0 * kDegree, 0.0, 7.5e-3);
  CHECK(gas_loss_by_lines(12e9, 30.0 * kDegree, 0.0, 7.5e-3).vapour_db ==
        Approx(2.0 * up.vapour_db).epsilon(2e-3));
}
