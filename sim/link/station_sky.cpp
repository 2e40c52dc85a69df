#include "link/station_sky.hpp"

#include "link/atmosphere/air_mass.hpp"
#include "link/atmosphere/normal.hpp"

#include <limits>

namespace urker::link {

StationSky::StationSky(const GroundAntennaConfig& antenna)
    : air_(Shell{antenna.zenith_attenuation_db}) {}

StationSky::StationSky(const WeatherLoss& loss, double share)
    : air_(Steady{loss, normal_quantile(1.0 - share)}) {}

StationSky::StationSky(const WeatherLoss& loss, const RainState& rain) : air_(InTime{loss, rain}) {}

AtmosphericLoss StationSky::loss(Time t, double elevation_rad) {
  if (auto* weather = std::get_if<InTime>(&air_)) {
    return weather->loss.in_state(weather->rain.normal(t), elevation_rad);
  }
  if (const auto* steady = std::get_if<Steady>(&air_)) {
    return steady->loss.in_state(steady->state, elevation_rad);
  }
  AtmosphericLoss loss;
  loss.gas_db = std::get<Shell>(air_).zenith_attenuation_db * air_mass(elevation_rad);
  loss.total_db = loss.gas_db;
  return loss;
}

double StationSky::cross_polarisation_db(Time t, double elevation_rad) {
  if (auto* weather = std::get_if<InTime>(&air_)) {
    return weather->loss.cross_polarisation_db(weather->rain.normal(t), elevation_rad);
  }
  if (const auto* steady = std::get_if<Steady>(&air_)) {
    return steady->loss.cross_polarisation_db(steady->state, elevation_rad);
  }
  return std::numeric_limits<double>::infinity();
}

} // namespace urker::link
