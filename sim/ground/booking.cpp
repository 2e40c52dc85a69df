#include "ground/booking.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <tuple>

namespace urker::ground {

namespace {

bool same_pass(const protocol::Pass& a, const protocol::Pass& b) {
  return a.satellite == b.satellite && a.station == b.station && a.aos == b.aos;
}

bool goes_first(const Claim& a, const Claim& b) {
  const auto rank = [](const Claim& c) {
    return std::tuple(!c.owner, c.owner ? 0 : -c.priority, c.pass.aos, c.pass.satellite,
                      c.pass.station, std::string_view(c.organisation), c.pass.los);
  };
  return rank(a) < rank(b);
}

} // namespace

std::string_view outcome_name(BookingOutcome outcome) {
  switch (outcome) {
  case BookingOutcome::granted:
    return "granted";
  case BookingOutcome::refused_occupied:
    return "refused_occupied";
  case BookingOutcome::refused_late:
    return "refused_late";
  case BookingOutcome::refused_no_access:
    return "refused_no_access";
  case BookingOutcome::refused_no_pass:
    return "refused_no_pass";
  }
  return "";
}

AntennaCalendar::AntennaCalendar(std::int64_t antennas, Duration setup_time)
    : antennas_(static_cast<std::size_t>(antennas)), setup_time_(setup_time) {
  require(antennas > 0 && setup_time >= Duration::zero(), "a calendar without antennas");
}

std::vector<Decision> AntennaCalendar::decide(std::vector<Claim> batch) {
  std::stable_sort(batch.begin(), batch.end(), goes_first);
  std::vector<Decision> decisions;
  decisions.reserve(batch.size());
  for (const auto& claim : batch) {
    decisions.push_back(decide_one(claim));
  }
  return decisions;
}

bool AntennaCalendar::is_granted(const protocol::Pass& pass) const {
  return std::any_of(antennas_.begin(), antennas_.end(), [&pass](const Antenna& antenna) {
    const auto found = antenna.find(pass.aos);
    return found != antenna.end() && same_pass(found->second.pass, pass);
  });
}

void AntennaCalendar::forget(Time now) {
  for (Antenna& antenna : antennas_) {
    std::erase_if(antenna,
                  [&](const auto& booking) { return booking.second.pass.los + setup_time_ < now; });
  }
}

const AntennaCalendar::Booking* AntennaCalendar::conflict(const Antenna& antenna,
                                                          const protocol::Pass& pass) const {
  const auto next = antenna.lower_bound(pass.aos);
  if (next != antenna.end() && next->second.pass.aos < pass.los + setup_time_) {
    return &next->second;
  }
  if (next != antenna.begin()) {
    const Booking& previous = std::prev(next)->second;
    if (previous.pass.los + setup_time_ > pass.aos) {
      return &previous;
    }
  }
  return nullptr;
}

Decision AntennaCalendar::decide_one(const Claim& claim) {
  Decision decision;
  decision.claim = claim;
  require(claim.pass.aos < claim.pass.los, "a pass that ends before it begins");
  const Booking* holder = nullptr;
  for (std::size_t i = 0; i < antennas_.size(); ++i) {
    const Booking* in_the_way = conflict(antennas_[i], claim.pass);
    const bool repeated = in_the_way != nullptr && same_pass(in_the_way->pass, claim.pass) &&
                          in_the_way->organisation == claim.organisation;
    if (repeated) {
      decision.antenna = static_cast<std::int64_t>(i);
      return decision;
    }
    if (in_the_way == nullptr && decision.antenna < 0) {
      decision.antenna = static_cast<std::int64_t>(i);
    }
    if (holder == nullptr) {
      holder = in_the_way;
    }
  }
  if (decision.antenna >= 0) {
    antennas_[static_cast<std::size_t>(decision.antenna)].emplace(
        claim.pass.aos, Booking{claim.pass, claim.organisation});
  } else {
    decision.outcome = BookingOutcome::refused_occupied;
    decision.displaced_by = holder->organisation;
    decision.displacing_satellite = holder->pass.satellite;
  }
  return decision;
}

} // namespace urker::ground
