#include "base/error.hpp"
#include "link/atmosphere/air_mass.hpp"
#include "link/atmosphere/slant_atmosphere.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

#include "station_facts.hpp"

using namespace urker;
using namespace urker::link;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr Carrier kKaBand{20e9, 45.0 * kDegree, 3.0, 0.6};

SlantAtmosphere air(const AtmosphereConfig& facts,
                    AtmosphereEdition edition = AtmosphereEdition::p618_13) {
  return {facts, 40.0 * kDegree, kKaBand, edition, "stations.baku.atmosphere"};
}

} // namespace

TEST_CASE("A site without facts says which models miss which") {
  AtmosphereConfig none;
  CHECK_THROWS_WITH(
      air(none),
      "stations.baku.atmosphere: gases (ITU-R P.676-12) needs height, temperature, "
      "exceeded[].vapour_density, exceeded[].vapour_content; clouds (ITU-R P.840-8) needs "
      "exceeded[].reduced_liquid; rain (ITU-R P.618) needs height, isotherm_height, rain_rate or "
      "months; scintillation (ITU-R P.618) needs wet_refractivity");
  AtmosphereConfig facts = all_facts();
  facts.exceeded[1].liquid_kg_m2.reset();
  CHECK_NOTHROW(air(facts));
  CHECK_THROWS_WITH(air(facts, AtmosphereEdition::p618_14),
                    "stations.baku.atmosphere: clouds (ITU-R P.840-9) needs exceeded[].liquid");
  facts.rain_rate_m_s.reset();
  CHECK_THROWS_WITH(air(facts),
                    "stations.baku.atmosphere: rain (ITU-R P.618) needs rain_rate or months");
  facts.months.assign(12, {288.0, 0.03});
  CHECK_NOTHROW(air(facts));
}

TEST_CASE("Rarer is worse, and so is lower but for rain, whose cells are small") {
  const SlantAtmosphere above = air(all_facts());
  double before = INFINITY;
  for (double fraction = 1e-6; fraction < 0.6; fraction *= 1.1) {
    const AtmosphericLoss loss = above.exceeded(20.0 * kDegree, fraction);
    REQUIRE(loss.total_db < before);
    REQUIRE(loss.total_db >=
            loss.gas_db + std::max(loss.rain_db + loss.cloud_db, loss.scintillation_db));
    REQUIRE(loss.total_db <= loss.absorbed_db() + loss.scintillation_db);
    before = loss.total_db;
  }
  before = INFINITY;
  for (double elevation = 0.0; elevation <= 90.0; elevation += 0.05) {
    const AtmosphericLoss loss = above.exceeded(elevation * kDegree, 0.3);
    const double without_rain_db = loss.gas_db + loss.cloud_db + loss.scintillation_db;
    REQUIRE(without_rain_db < before);
    REQUIRE(std::isfinite(loss.total_db));
    before = without_rain_db;
  }
}

TEST_CASE("Between the parts of the year that are given, attenuation follows their logarithm") {
  const SlantAtmosphere above = air(all_facts());
  const double rare = above.exceeded(1.0, 0.01).gas_db;
  const double often = above.exceeded(1.0, 0.1).gas_db;
  CHECK(above.exceeded(1.0, std::sqrt(0.001)).gas_db == Approx(0.5 * (rare + often)));
  CHECK(above.exceeded(1.0, 0.9).gas_db == above.exceeded(1.0, 0.5).gas_db);
  // Not even the rarest weather takes more vapour than 1 % of the year has.
  CHECK(above.exceeded(1.0, 1e-4).gas_db == rare);
  CHECK(above.exceeded(1.0, 1e-4).cloud_db == above.exceeded(1.0, 0.01).cloud_db);
}

TEST_CASE("A site above the rain has none") {
  AtmosphereConfig facts = all_facts();
  facts.height_m = 4000.0;
  facts.isotherm_height_m = 3600.0;
  CHECK(air(facts).exceeded(0.5, 1e-4).rain_db == 0.0);
  CHECK(air(facts).rain(0.5).fraction_above(0.1) == 0.0);
  CHECK(std::isinf(air(facts).cross_polarisation_db(0.5, 1e-4)));
}

TEST_CASE("Slant paths follow the cosecant down to 5 deg and stay finite below, without a step") {
  CHECK(slant_factor(30.0 * kDegree) == Approx(2.0));
  CHECK(slant_factor(4.999999 * kDegree) == Approx(slant_factor(5.0 * kDegree)).epsilon(1e-6));
  CHECK(slant_factor(0.0) > slant_factor(1.0 * kDegree));
  CHECK(slant_factor(0.0) < 60.0);
}
