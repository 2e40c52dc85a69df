#include "run/link_interference.hpp"

#include "base/decibel.hpp"
#include "link/budget/co_channel.hpp"
#include "run/emitters.hpp"

#include <algorithm>

namespace urker::run {

scenario::Scenario BandNeighbours::in_band(const scenario::Scenario& source,
                                           const std::string& satellite,
                                           const std::string& station) {
  scenario::Scenario band = source;
  const link::RadioConfig& victim = *source.satellites.at(satellite).radio;
  std::erase_if(band.satellites, [&](const auto& s) {
    return s.first != satellite &&
           (!s.second.radio || link::shared_spectrum(victim, *s.second.radio) == 0.0);
  });
  std::erase_if(band.stations, [&](const auto& s) { return s.first != station; });
  band.areas.clear();
  return band;
}

BandNeighbours::BandNeighbours(const scenario::Scenario& scenario, const std::string& satellite,
                               const std::string& station)
    : scenario_(in_band(scenario, satellite, station)),
      world_(scenario_), neighbours_{emitters_of(world_), world_.earth, satellite} {}

void add_terms(link::Waterfall& waterfall, const link::RadioConfig& radio,
               const spacecraft::NeighboursInPass::Heard& heard) {
  using enum link::TermRole;
  const auto cn0 = std::find_if(waterfall.terms.begin(), waterfall.terms.end(),
                                [](const auto& term) { return term.key == "cn0_db_hz"; });
  const double both_db_hz = link::disturbed_db_hz(radio, cn0->value, heard.i_over_c);
  waterfall.terms.push_back(
      {"band_neighbours", "satellites in the band", "", shown, static_cast<double>(heard.number)});
  if (heard.number > 0) {
    waterfall.terms.push_back(
        {"c_over_i_db", "C/I, all together", "dB", shown, -to_db(heard.i_over_c)});
  }
  waterfall.terms.push_back(
      {"cn0_with_interference_db_hz", "C/(N0 + I0)", "dB Hz", shown, both_db_hz});
}

} // namespace urker::run
