#include "mission/pass_selection.hpp"

#include <algorithm>
#include <tuple>

namespace urker::mission {

namespace {

constexpr Duration kWorthwhile = std::chrono::minutes(2);

bool starts_first(const protocol::Pass& a, const protocol::Pass& b) {
  return std::tie(a.aos, a.station) < std::tie(b.aos, b.station);
}

bool goes_first(const PassOffer& a, const PassOffer& b) {
  if (a.own_station != b.own_station) {
    return a.own_station;
  }
  const Duration length_a = a.pass.los - a.pass.aos;
  const Duration length_b = b.pass.los - b.pass.aos;
  return length_a != length_b ? length_a > length_b : starts_first(a.pass, b.pass);
}

/// Whether a pass is worth its antenna, given the chosen ones (sorted by AOS).
bool is_worthwhile(const protocol::Pass& pass, const std::vector<protocol::Pass>& chosen) {
  Time begin = pass.aos;
  for (const auto& other : chosen) {
    if (other.los <= pass.aos || other.aos >= pass.los) {
      continue;
    }
    if (starts_first(pass, other)) {
      return false; // the satellite would stay with this one
    }
    begin = std::max(begin, other.los);
  }
  return begin + kWorthwhile <= pass.los;
}

} // namespace

std::vector<protocol::Pass> select_passes(std::vector<PassOffer> offers,
                                          std::vector<protocol::Pass> booked) {
  std::sort(offers.begin(), offers.end(), goes_first);
  std::sort(booked.begin(), booked.end(), starts_first);
  std::vector<protocol::Pass> selected;
  for (const auto& offer : offers) {
    if (is_worthwhile(offer.pass, booked)) {
      selected.push_back(offer.pass);
      booked.insert(std::upper_bound(booked.begin(), booked.end(), offer.pass, starts_first),
                    offer.pass);
    }
  }
  std::sort(selected.begin(), selected.end(), starts_first);
  return selected;
}

std::vector<UsefulPass> useful_parts(const std::vector<protocol::Pass>& booked) {
  std::vector<UsefulPass> useful;
  Time covered = kNotYet;
  for (const auto& pass : booked) {
    const Time begin = std::max(pass.aos, covered);
    if (begin < pass.los) {
      useful.push_back({pass, begin});
      covered = pass.los;
    }
  }
  return useful;
}

} // namespace urker::mission
