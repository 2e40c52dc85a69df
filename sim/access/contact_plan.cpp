#include "access/contact_plan.hpp"

#include "access/plan_search.hpp"
#include "base/error.hpp"

namespace urker::access {

std::vector<StationContact> find_station_contacts(const orbit::Trajectory& trajectory,
                                                  const orbit::Earth& earth, const Site& site,
                                                  Time begin, Time end) {
  PlanSearch search({{&trajectory}, &earth, {site}, false, {}}, begin, end);
  std::vector<StationContact> contacts;
  search.advance(end, [&contacts](const PlanPart& part) { contacts = part.contacts; });
  if (!search.failures().empty()) {
    throw Error(Cause::invalid_input, search.failures().front().reason);
  }
  return contacts;
}

std::vector<Eclipse> find_eclipses(const orbit::Trajectory& trajectory, const orbit::Earth& earth,
                                   Time begin, Time end) {
  return find_eclipses(Track(trajectory, earth, begin, end), begin, end);
}

std::vector<AreaPass> find_area_passes(const orbit::Trajectory& trajectory,
                                       const orbit::Earth& earth, const AreaTarget& target,
                                       Time begin, Time end) {
  return find_area_passes(Track(trajectory, earth, begin, end), target, begin, end);
}

} // namespace urker::access
