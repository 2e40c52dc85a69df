#include "link/atmosphere/air_mass.hpp"
#include "link/atmosphere/slant_atmosphere.hpp"
#include "link/atmosphere/slant_gas.hpp"
#include "link/gas/gas_path.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

#include "station_facts.hpp"

using namespace urker;
using namespace urker::link;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

} // namespace

TEST_CASE("Gases line by line are those of the path at every elevation") {
  constexpr double kHeight_m = 350.0, kVapour_kg_m3 = 8e-3;
  const double at_sea_level = kVapour_kg_m3 * std::exp(kHeight_m / 2000.0);
  for (const double frequency_hz : {2.2e9, 8.2e9, 20e9, 30e9}) {
    const SlantGas gas = SlantGas::by_lines(frequency_hz, kHeight_m, kVapour_kg_m3);
    for (const double elevation_deg : {0.0, 0.3, 1.0, 2.0, 3.3, 5.0, 8.0, 17.0, 45.0, 71.0, 90.0}) {
      const double elevation_rad = elevation_deg * kDegree;
      const double exact =
          gas_loss_by_lines(frequency_hz, elevation_rad, kHeight_m, at_sea_level).total_db();
      INFO(frequency_hz / 1e9 << " GHz, " << elevation_deg << " deg");
      CHECK(gas.at(elevation_rad) == Approx(exact).epsilon(elevation_deg < 2.0 ? 0.01 : 0.002));
    }
    CHECK(gas.at(-0.1) == gas.at(0.0));
  }
}

TEST_CASE("Gases of the zenith follow the cosecant") {
  const SlantGas gas = SlantGas::of_zenith(0.3);
  CHECK(gas.at(90.0 * kDegree) == Approx(0.3));
  CHECK(gas.at(30.0 * kDegree) == Approx(0.6));
  const SlantGas more = SlantGas::between(gas, SlantGas::of_zenith(0.5), 0.25);
  CHECK(more.at(30.0 * kDegree) == Approx(0.7));
}

TEST_CASE("Both annexes agree on a mean day from 10 deg on, and on nothing but gases they differ") {
  const Carrier carrier{20e9, 45.0 * kDegree, 3.0, 0.6};
  const auto air = [&](GasAnnex gases) {
    return SlantAtmosphere(all_facts(), 40.0 * kDegree, carrier, AtmosphereEdition::p618_13, "x",
                           gases);
  };
  const SlantAtmosphere lines = air(GasAnnex::annex_1), zenith = air(GasAnnex::annex_2);
  for (const double elevation_deg : {10.0, 30.0, 90.0}) {
    const auto a = lines.exceeded(elevation_deg * kDegree, 0.3);
    const auto b = zenith.exceeded(elevation_deg * kDegree, 0.3);
    CHECK(a.gas_db == Approx(b.gas_db).epsilon(0.3)); // columns of vapour are facts in one of them
    CHECK(a.gas_db != b.gas_db);
    CHECK(a.rain_db == b.rain_db);
    CHECK(a.cloud_db == b.cloud_db);
  }
}
