#pragma once

#include "base/fields.hpp"
#include "link/rain/rain_rate.hpp"

#include <optional>
#include <string>
#include <vector>

namespace urker::link {

/// Which ITU-R chain gives the total attenuation. Rain, scintillation and cross polarisation are
/// the same in both.
enum class AtmosphereEdition {
  p618_13, ///< gases P.676-12 Annex 2 and clouds P.840-8, for at least 1 % of the time
  p618_14, ///< gases P.676-13 Annex 2 and clouds P.840-9, for at least 5 % of the time
};

/// How P.676 is used for the gases of a path.
enum class GasAnnex {
  annex_1, ///< line by line along the bent path, for any elevation
  annex_2, ///< zenith attenuation from the surface and the vapour column, by the cosecant
};

/// What is exceeded above a site for a part of an average year.
struct ExceededConfig {
  double of_year = 0.0;                       ///< 0..1
  std::optional<double> vapour_density_kg_m3; ///< at the surface, ITU-R P.836
  std::optional<double> vapour_content_kg_m2; ///< in the whole column, ITU-R P.836
  std::optional<double> reduced_liquid_kg_m2; ///< of clouds, reduced to 0 deg C, ITU-R P.840-8
  std::optional<double> liquid_kg_m2;         ///< of clouds, ITU-R P.840-9
};
void describe(FieldVisitor& v, ExceededConfig& c);

void describe(FieldVisitor& v, RainMonth& c);

/// Facts of the air above a site, read off ITU's digital maps or measured. What is not given is
/// missed only by the models that need it.
struct AtmosphereConfig {
  std::optional<double> height_m;          ///< of the site above mean sea level
  std::optional<double> temperature_k;     ///< annual mean at the surface, ITU-R P.1510
  std::optional<double> pressure_pa;       ///< mean at the surface
  std::optional<double> wet_refractivity;  ///< N-units, median of the year, ITU-R P.453
  std::optional<double> isotherm_height_m; ///< of 0 deg C above mean sea level, ITU-R P.839
  std::optional<double> rain_rate_m_s;     ///< exceeded for 0.01 % of the year, ITU-R P.837
  std::optional<double> rain_probability;  ///< part of the year, ITU-R P.837
  std::vector<RainMonth> months;           ///< January to December
  std::vector<ExceededConfig> exceeded;    ///< by increasing part of the year
};
void describe(FieldVisitor& v, AtmosphereConfig& c);

} // namespace urker::link
