#include "run/skies.hpp"

#include "link/rain/rain_rate.hpp"

namespace urker::run {

std::shared_ptr<const link::Receiver> Skies::receiver(std::uint32_t station, double frequency_hz,
                                                      Antenna antenna) {
  return at(station, frequency_hz, antenna).receiver;
}

std::shared_ptr<const link::StationSky> Skies::flown(std::uint32_t station, double frequency_hz,
                                                     Antenna antenna) {
  return at(station, frequency_hz, antenna).flown;
}

std::shared_ptr<const link::StationSky> Skies::planned(std::uint32_t station, double frequency_hz,
                                                       Antenna antenna) {
  return at(station, frequency_hz, antenna).planned;
}

const Skies::Ends& Skies::at(std::uint32_t station, double frequency_hz, Antenna antenna) {
  Ends& ends = made_[{station, frequency_hz, antenna}];
  if (!ends.flown) {
    const Station& its = world_.stations[station];
    ends = make(its, frequency_hz,
                antenna == Antenna::report ? its.config->report_antenna.value()
                                           : its.config->antennas.reception);
  }
  return ends;
}

Skies::Ends Skies::make(const Station& station, double frequency_hz,
                        const link::GroundAntennaConfig& antenna) const {
  using link::StationSky;
  const link::PropagationConfig& propagation = world_.scenario.environment.propagation;
  const auto receiver = std::make_shared<const link::Receiver>(antenna, frequency_hz);
  const auto edition = link::edition_of(propagation.model);
  if (!edition) {
    const auto shell = std::make_shared<const StationSky>(antenna);
    return {receiver, shell, shell};
  }
  constexpr double kCircular_rad = 45.0 * unit::deg.scale;
  const double efficiency = antenna.dish ? antenna.dish->efficiency : 0.6;
  const link::AtmosphereConfig facts = station.config->atmosphere_facts();
  const orbit::Geodetic place = station.config->site.place();
  const link::SlantAtmosphere atmosphere(
      facts, place.latitude_rad,
      {frequency_hz, kCircular_rad, antenna.diameter_m(frequency_hz), efficiency}, *edition,
      "stations." + station.name + ".atmosphere", propagation.gas_annex());
  const link::WeatherLoss loss(
      atmosphere, facts.rain_probability ? *facts.rain_probability
                                         : link::RainClimate(facts.months).rain_probability());
  using Config = link::PropagationConfig;
  Ends ends;
  ends.receiver = receiver;
  ends.planned = std::make_shared<const StationSky>(
      loss, propagation.planned_share.value_or(Config::kPlannedShare));
  if (propagation.weather == link::WeatherModel::steady) {
    ends.flown =
        std::make_shared<const StationSky>(loss, propagation.share.value_or(Config::kShare));
  } else {
    const auto seed = static_cast<std::uint64_t>(world_.scenario.seed);
    ends.flown = std::make_shared<const StationSky>(loss, link::RainState(seed, place));
  }
  return ends;
}

} // namespace urker::run
