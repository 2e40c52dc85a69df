#include "run/make_faults.hpp"

#include "orbit/atmosphere/space_weather.hpp"
#include "orbit/itrf_state.hpp"
#include "spacecraft/faults/fault_unit.hpp"

#include <utility>

namespace urker::run {

namespace {

spacecraft::UpsetSource make_upsets(const World& world, const Satellite& satellite,
                                    const spacecraft::RadiationConfig& config) {
  const auto place = [trajectory = satellite.trajectory, earth = world.earth](Time t) {
    return orbit::itrf_state(*trajectory, *earth, t).r_m;
  };
  const auto mjd = [epoch = world.epoch](Time t) {
    const JulianDate utc = epoch.utc_julian(t);
    return utc.day - 2400000.5 + utc.fraction;
  };
  const auto year = [mjd](Time t) { return 2000.0 + (mjd(t) - 51544.5) / 365.25; };
  const auto activity = [mjd, stated = config.solar_activity](Time t) {
    return stated ? *stated
                  : spacecraft::solar_activity(orbit::SpaceWeather::shipped().at(mjd(t)).f107a);
  };
  return {config, spacecraft::RadiationAlong(place, year, activity), satellite.name,
          static_cast<std::uint64_t>(world.scenario.seed)};
}

} // namespace

std::unique_ptr<spacecraft::Subsystem> make_faults(const World& world, const Satellite& satellite) {
  const auto& config = *satellite.config;
  const bool upsets = config.radiation && !config.radiation->devices.empty();
  if (config.faults.empty() && !upsets) {
    return nullptr;
  }
  spacecraft::FaultSetup setup{satellite.name,    config.faults,
                               std::nullopt,      static_cast<std::uint64_t>(world.scenario.seed),
                               satellite.service, world.epoch};
  if (upsets) {
    setup.upsets = make_upsets(world, satellite, *config.radiation);
  }
  return std::make_unique<spacecraft::FaultUnit>(std::move(setup));
}

} // namespace urker::run
