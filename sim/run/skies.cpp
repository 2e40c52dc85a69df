#include "run/skies.hpp"

#include "link/rain/rain_rate.hpp"

namespace urker::run {

std::shared_ptr<const link::StationSky> Skies::flown(std::uint32_t station, double frequency_hz) {
  return at(station, frequency_hz).flown;
}

std::shared_ptr<const link::StationSky> Skies::planned(std::uint32_t station, double frequency_hz) {
  return at(station, frequency_hz).planned;
}

const Skies::Pair& Skies::at(std::uint32_t station, double frequency_hz) {
  Pair& pair = made_[{station, frequency_hz}];
  if (!pair.flown) {
    pair = make(world_.stations[station], frequency_hz);
  }
  return pair;
}

Skies::Pair Skies::make(const Station& station, double frequency_hz) const {
  using link::StationSky;
  const link::GroundAntennaConfig& antenna = station.config->antennas.reception;
  const link::PropagationConfig& propagation = world_.scenario.environment.propagation;
  const auto edition = link::edition_of(propagation.model);
  if (!edition) {
    const auto shell = std::make_shared<const StationSky>(antenna);
    return {shell, shell};
  }
  constexpr double kCircular_rad = 45.0 * unit::deg.scale;
  constexpr double kEfficiency = 0.6;
  const link::AtmosphereConfig facts = station.config->atmosphere_facts();
  const orbit::Geodetic place = station.config->site.place();
  const link::SlantAtmosphere atmosphere(
      facts, place.latitude_rad,
      {frequency_hz, kCircular_rad, antenna.diameter_m(frequency_hz), kEfficiency}, *edition,
      "stations." + station.name + ".atmosphere");
  const link::WeatherLoss loss(
      atmosphere, facts.rain_probability ? *facts.rain_probability
                                         : link::RainClimate(facts.months).rain_probability());
  using Config = link::PropagationConfig;
  Pair pair;
  pair.planned = std::make_shared<const StationSky>(
      loss, propagation.planned_share.value_or(Config::kPlannedShare));
  if (propagation.weather == link::WeatherModel::steady) {
    pair.flown =
        std::make_shared<const StationSky>(loss, propagation.share.value_or(Config::kShare));
  } else {
    const auto seed = static_cast<std::uint64_t>(world_.scenario.seed);
    pair.flown = std::make_shared<const StationSky>(loss, link::RainState(seed, place));
  }
  return pair;
}

} // namespace urker::run
