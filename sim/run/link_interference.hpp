#pragma once

#include "link/budget/waterfall.hpp"
#include "run/world.hpp"
#include "scenario/scenario.hpp"
#include "time/time.hpp"

#include <string>
#include <vector>

namespace urker::run {

/// The satellites of a scenario that may send into the band of one downlink, as its station hears
/// them beside it (CoChannel): all that are in service and above the horizon, sending all the time.
class BandNeighbours {
 public:
  /// `scenario` must outlive it.
  BandNeighbours(const scenario::Scenario& scenario, const std::string& satellite,
                 const std::string& station);

  /// Adds their number, C/I of all together and C/(N0 + I0) to a budget of that instant.
  void add_terms(link::Waterfall& waterfall, Time t) const;

 private:
  static scenario::Scenario in_band(const scenario::Scenario& source, const std::string& satellite,
                                    const std::string& station);

  scenario::Scenario scenario_;
  World world_;
  std::string satellite_;
};

} // namespace urker::run
