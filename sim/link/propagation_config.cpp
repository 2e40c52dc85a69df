#include "link/propagation_config.hpp"

namespace urker::link {

void describe(FieldVisitor& v, PropagationConfig& c) {
  v.optional("model", c.model,
             "shell: clear sky by the antennas' zenith_attenuation; p618_13, p618_14: gases, "
             "clouds, rain and scintillation by the edition of ITU-R P.618, from the stations' "
             "atmosphere");
  v.optional(
      "gases", c.gases,
      "By which annex of ITU-R P.676: annex_1, line by line along the bent path, or annex_2, "
      "unless given, from the zenith by the cosecant");
  v.optional("weather", c.weather,
             "steady: the attenuation exceeded for one share of the year; in_time: as rain comes "
             "and goes at each station");
  v.optional("share", c.share, between(0.001, 50.0, unit::percent),
             "Share of the year in which the attenuation is higher than in steady weather; 50 % "
             "unless given");
  v.optional("planned_share", c.planned_share, between(0.001, 50.0, unit::percent),
             "Likewise of the attenuation that planners reckon with; 5 % unless given");
  v.optional("interference", c.interference,
             "none, or all_in_view: the rates of a pass are those of C/(N0 + I0), with all other "
             "satellites of the band that the station could see sending all the time");
  const bool shell = c.model == AirModel::shell;
  v.check(!shell || !c.gases, "gases", "needs `model: p618_13` or p618_14");
  v.check(!shell || c.weather == WeatherModel::steady, "weather",
          "needs `model: p618_13` or p618_14");
  v.check(!c.share || (!shell && c.weather == WeatherModel::steady), "share",
          "is of steady weather by `model: p618_13` or p618_14");
  v.check(!c.planned_share || !shell, "planned_share", "needs `model: p618_13` or p618_14");
}

std::optional<AtmosphereEdition> edition_of(AirModel model) {
  switch (model) {
  case AirModel::p618_13:
    return AtmosphereEdition::p618_13;
  case AirModel::p618_14:
    return AtmosphereEdition::p618_14;
  case AirModel::shell:
    break;
  }
  return std::nullopt;
}

} // namespace urker::link
