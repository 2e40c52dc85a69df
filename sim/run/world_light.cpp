#include "run/world_light.hpp"

#include "run/known_part.hpp"

namespace urker::run {

std::vector<access::MoonEclipse> moon_eclipses_of(const World& world, std::uint32_t satellite,
                                                  Time known_until) {
  auto eclipses = search_known_part(kStart, known_until, [&](Time end) {
    return access::find_moon_eclipses(*world.satellites[satellite].trajectory, *world.earth, kStart,
                                      end, world.shadow_bodies);
  });
  for (auto& eclipse : eclipses) {
    eclipse.satellite = satellite;
  }
  return eclipses;
}

std::vector<access::SunOutage> sun_outages_of(const World& world,
                                              const access::StationContact& contact) {
  const auto& config = *world.stations[contact.station].config;
  const double limit_rad = config.antennas.reception.half_power_beamwidth_rad() / 2.0 +
                           access::kSunApparentRadius_rad; // a beam is 90 deg wide at most
  const access::Site site{config.site.place(), config.least_elevation_rad};
  return access::find_sun_outages(*world.satellites[contact.satellite].trajectory, *world.earth,
                                  site, contact, limit_rad, world.shadow_bodies);
}

} // namespace urker::run
