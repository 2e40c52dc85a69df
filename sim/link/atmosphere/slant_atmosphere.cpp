#include "link/atmosphere/slant_atmosphere.hpp"

#include "link/atmosphere/air_mass.hpp"
#include "link/atmosphere/cloud_attenuation.hpp"
#include "link/atmosphere/facts.hpp"
#include "link/gas/gas_lines.hpp"
#include "link/gas/reference_atmosphere.hpp"
#include "link/rain/cross_polarisation.hpp"

#include <algorithm>
#include <cmath>

namespace urker::link {

namespace {

/// The year's rain rate: as given, or from the months.
double rain_rate_m_s(const AtmosphereConfig& facts) {
  constexpr double kFraction = 1e-4;
  return facts.rain_rate_m_s ? *facts.rain_rate_m_s
                             : RainClimate(facts.months).exceeded_m_s(kFraction);
}

/// By the equivalent height of the oxygen and the column of the vapour.
double zenith_gas_db(double frequency_hz, const Air& surface, double vapour_content_kg_m2,
                     bool edition_12, double height_m) {
  const auto edition = edition_12 ? GasEdition::p676_12 : GasEdition::p676_13;
  return equivalent_heights(edition, frequency_hz, surface).oxygen_m *
             oxygen_attenuation_db_m(frequency_hz, surface) +
         zenith_vapour_db(frequency_hz, vapour_content_kg_m2, height_m);
}

const AtmosphereConfig& complete(const AtmosphereConfig& facts, AtmosphereEdition edition,
                                 std::string_view where) {
  require_facts(facts, edition, where);
  return facts;
}

} // namespace

double total_attenuation_db(double gas_db, double cloud_db, double rain_db,
                            double scintillation_db) {
  return gas_db + std::hypot(rain_db + cloud_db, scintillation_db);
}

SlantAtmosphere::SlantAtmosphere(const AtmosphereConfig& facts, double latitude_rad,
                                 const Carrier& carrier, AtmosphereEdition edition,
                                 std::string_view where, GasAnnex gases)
    : carrier_(carrier), least_fraction_(edition == AtmosphereEdition::p618_13 ? 0.01 : 0.05),
      site_{latitude_rad, *complete(facts, edition, where).height_m,
            rain_height_m(*facts.isotherm_height_m), rain_rate_m_s(facts)},
      coefficients_(carrier.frequency_hz),
      scintillation_(carrier.frequency_hz, *facts.wet_refractivity, carrier.dish_diameter_m,
                     carrier.dish_efficiency) {
  const bool reduced = edition == AtmosphereEdition::p618_13;
  const double f = carrier.frequency_hz;
  const double per_liquid =
      reduced ? reduced_liquid_attenuation_db_m2_kg(f) : liquid_attenuation_db_m2_kg(f);
  // ITU's own examples take the total pressure for that of dry air in P.676; so does this.
  const double pressure_pa = facts.pressure_pa.value_or(reference_pressure_pa(site_.height_m));
  for (const ExceededConfig& e : facts.exceeded) {
    zenith_.push_back({std::log(e.of_year),
                       gases == GasAnnex::annex_1
                           ? SlantGas::by_lines(f, site_.height_m, *e.vapour_density_kg_m3)
                           : SlantGas::of_zenith(zenith_gas_db(
                                 f, {*facts.temperature_k, pressure_pa, *e.vapour_density_kg_m3},
                                 *e.vapour_content_kg_m2, reduced, site_.height_m)),
                       per_liquid * (reduced ? *e.reduced_liquid_kg_m2 : *e.liquid_kg_m2)});
  }
}

SlantAtmosphere::Zenith SlantAtmosphere::zenith(double fraction) const {
  const double x = std::log(fraction);
  const auto above = std::upper_bound(zenith_.begin(), zenith_.end(), x,
                                      [](double v, const Zenith& z) { return v < z.log_fraction; });
  if (above == zenith_.begin() || above == zenith_.end()) {
    return above == zenith_.end() ? zenith_.back() : zenith_.front();
  }
  const Zenith& a = *(above - 1);
  const double weight = (x - a.log_fraction) / (above->log_fraction - a.log_fraction);
  return {x, SlantGas::between(a.gas, above->gas, weight),
          a.cloud_db + weight * (above->cloud_db - a.cloud_db)};
}

RainAttenuation SlantAtmosphere::rain(double elevation_rad) const {
  return {site_, coefficients_.at(elevation_rad, carrier_.tilt_rad), carrier_.frequency_hz,
          elevation_rad};
}

AtmosphericLoss SlantAtmosphere::exceeded(double elevation_rad, double fraction) const {
  const Zenith up = zenith(std::max(fraction, least_fraction_));
  const double factor = slant_factor(elevation_rad);
  AtmosphericLoss loss;
  loss.gas_db = up.gas.at(elevation_rad);
  loss.cloud_db = factor * up.cloud_db;
  loss.rain_db = rain(elevation_rad).exceeded_db(fraction);
  loss.scintillation_db =
      scintillation_.deviation_db(elevation_rad) * Scintillation::depth(fraction);
  loss.total_db =
      total_attenuation_db(loss.gas_db, loss.cloud_db, loss.rain_db, loss.scintillation_db);
  return loss;
}

double SlantAtmosphere::cross_polarisation_db(double elevation_rad, double fraction,
                                              double wet_part) const {
  return link::cross_polarisation_db(wet_part * rain(elevation_rad).exceeded_db(fraction),
                                     carrier_.frequency_hz, elevation_rad, carrier_.tilt_rad,
                                     fraction);
}

} // namespace urker::link
