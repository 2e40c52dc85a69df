#pragma once

#include "link/budget/waterfall.hpp"
#include "run/world.hpp"
#include "scenario/scenario.hpp"
#include "spacecraft/band_neighbours.hpp"

#include <string>

namespace urker::run {

/// The satellites of a scenario that may send into the band of one downlink.
class BandNeighbours {
 public:
  BandNeighbours(const scenario::Scenario& scenario, const std::string& satellite,
                 const std::string& station);

  /// As passes of that satellite are disturbed by them; this must outlive it.
  [[nodiscard]] const spacecraft::Neighbours& neighbours() const { return neighbours_; }

 private:
  static scenario::Scenario in_band(const scenario::Scenario& source, const std::string& satellite,
                                    const std::string& station);

  scenario::Scenario scenario_;
  World world_;
  spacecraft::Neighbours neighbours_;
};

/// Adds their number, C/I of all together and C/(N0 + I0) to a budget.
void add_terms(link::Waterfall& waterfall, const link::RadioConfig& radio,
               const spacecraft::NeighboursInPass::Heard& heard);

} // namespace urker::run
