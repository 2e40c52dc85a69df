#include "run/link_interference.hpp"

#include "link/budget/terms.hpp"
#include "orbit/angles.hpp"
#include "orbit/earth/geodesy.hpp"
#include "orbit/itrf_state.hpp"
#include "run/interference.hpp"

#include <algorithm>
#include <cmath>

namespace urker::run {

scenario::Scenario BandNeighbours::in_band(const scenario::Scenario& source,
                                           const std::string& satellite,
                                           const std::string& station) {
  scenario::Scenario band = source;
  const link::RadioConfig& victim = *source.satellites.at(satellite).radio;
  std::erase_if(band.satellites, [&](const auto& s) {
    return s.first != satellite &&
           (!s.second.radio || shared_spectrum(victim, *s.second.radio) == 0.0);
  });
  std::erase_if(band.stations, [&](const auto& s) { return s.first != station; });
  band.areas.clear();
  return band;
}

BandNeighbours::BandNeighbours(const scenario::Scenario& scenario, const std::string& satellite,
                               const std::string& station)
    : scenario_(in_band(scenario, satellite, station)), world_(scenario_), satellite_(satellite) {}

void BandNeighbours::add_terms(link::Waterfall& waterfall, Time t) const {
  const auto& station = *world_.stations[0].config;
  const orbit::Geodetic place = station.site.place();
  const orbit::Vector3 site_m = orbit::to_itrf_m(place);
  const auto itrf = [&](const Satellite& s) {
    return orbit::itrf_state(*s.trajectory, *world_.earth, t);
  };
  const auto victim = std::find_if(world_.satellites.begin(), world_.satellites.end(),
                                   [&](const Satellite& s) { return s.name == satellite_; });
  const link::RadioConfig& radio = *victim->config->radio;
  const orbit::Vector3 to_victim_m = itrf(*victim).r_m - site_m;
  double number = 0.0;
  double interference = 0.0; // over the carrier
  for (const Satellite& other : world_.satellites) {
    if (&other == &*victim || t < other.service.begin || t > other.service.end) {
      continue;
    }
    const orbit::State state = itrf(other);
    if (orbit::look_angles(place, state).elevation_rad <= 0.0) {
      continue;
    }
    const orbit::Vector3 to_other_m = state.r_m - site_m;
    const double apart_rad = orbit::angle_between_rad(to_victim_m, to_other_m);
    const CoChannel channel(radio, *other.config->radio, station.antennas.reception);
    interference += std::pow(
        10.0, -0.1 * channel.c_over_i_db(to_victim_m.norm(), to_other_m.norm(), apart_rad));
    number += 1.0;
  }
  using enum link::TermRole;
  waterfall.terms.push_back({"band_neighbours", "satellites in the band", "", shown, number});
  const auto cn0 = std::find_if(waterfall.terms.begin(), waterfall.terms.end(),
                                [](const auto& term) { return term.key == "cn0_db_hz"; });
  double both_db_hz = cn0->value;
  if (interference > 0.0) {
    const double c_over_i_db = -10.0 * std::log10(interference);
    const double per_hertz_db = c_over_i_db + 10.0 * std::log10(occupied_hz(radio));
    both_db_hz = link::combined_db(cn0->value, per_hertz_db);
    waterfall.terms.push_back({"c_over_i_db", "C/I, all together", "dB", shown, c_over_i_db});
  }
  waterfall.terms.push_back(
      {"cn0_with_interference_db_hz", "C/(N0 + I0)", "dB Hz", shown, both_db_hz});
}

} // namespace urker::run
