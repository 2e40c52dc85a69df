#include "link/station_sky.hpp"

#include "link/atmosphere/air_mass.hpp"

namespace urker::link {

StationSky::StationSky(const GroundAntennaConfig& antenna)
    : air_(Shell{antenna.zenith_attenuation_db}) {}

StationSky::StationSky(const SlantAtmosphere& atmosphere, double share)
    : air_(Steady{atmosphere, share}) {}

StationSky::StationSky(const WeatherLoss& weather) : air_(weather) {}

AtmosphericLoss StationSky::loss(Time t, double elevation_rad) {
  if (auto* weather = std::get_if<WeatherLoss>(&air_)) {
    return weather->at(t, elevation_rad);
  }
  if (const auto* steady = std::get_if<Steady>(&air_)) {
    return steady->atmosphere.exceeded(elevation_rad, steady->share);
  }
  AtmosphericLoss loss;
  loss.gas_db = std::get<Shell>(air_).zenith_attenuation_db * air_mass(elevation_rad);
  loss.total_db = loss.gas_db;
  return loss;
}

} // namespace urker::link
