#include "ground/booking.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

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

AntennaCalendar::AntennaCalendar(std::int64_t antennas, TurnRound turn_round)
    : antennas_(static_cast<std::size_t>(antennas)), turn_round_(std::move(turn_round)) {
  require(antennas > 0, "a calendar without antennas");
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

std::optional<Time> AntennaCalendar::ready(const protocol::Pass& pass) const {
  for (const Antenna& antenna : antennas_) {
    const auto found = antenna.find(pass.aos);
    if (found != antenna.end() && same_pass(found->second.pass, pass)) {
      return found->second.ready;
    }
  }
  return std::nullopt;
}

std::optional<Time> AntennaCalendar::aos_of(const protocol::Pass& pass) const {
  for (const Antenna& antenna : antennas_) {
    const auto after = antenna.upper_bound(pass.aos);
    if (after == antenna.begin()) {
      continue;
    }
    const Booking& booking = std::prev(after)->second;
    if (booking.ready == pass.aos && booking.pass.satellite == pass.satellite &&
        booking.pass.station == pass.station) {
      return booking.pass.aos;
    }
  }
  return std::nullopt;
}

void AntennaCalendar::forget(Time now) {
  for (Antenna& antenna : antennas_) {
    std::erase_if(antenna, [&](const auto& booking) {
      return booking.second.pass.los + turn_round_.longest() < now;
    });
  }
}

AntennaCalendar::Room AntennaCalendar::room(const Antenna& antenna,
                                            const protocol::Pass& pass) const {
  const auto next = antenna.lower_bound(pass.aos);
  if (next != antenna.end()) {
    const auto ready = turn_round_.ready(pass, next->second.pass);
    if (!ready || *ready > next->second.ready) {
      return {kNotYet, &next->second};
    }
  }
  if (next == antenna.begin()) {
    return {pass.aos, nullptr};
  }
  const Booking& previous = std::prev(next)->second;
  const auto ready = turn_round_.ready(previous.pass, pass);
  return ready ? Room{*ready, nullptr} : Room{kNotYet, &previous};
}

Decision AntennaCalendar::decide_one(const Claim& claim) {
  Decision decision;
  decision.claim = claim;
  require(claim.pass.aos < claim.pass.los, "a pass that ends before it begins");
  const Booking* holder = nullptr;
  for (std::size_t i = 0; i < antennas_.size(); ++i) {
    const Room room = this->room(antennas_[i], claim.pass);
    const bool repeated = room.in_the_way != nullptr &&
                          same_pass(room.in_the_way->pass, claim.pass) &&
                          room.in_the_way->organisation == claim.organisation;
    if (repeated) {
      decision.antenna = static_cast<std::int64_t>(i);
      decision.ready = room.in_the_way->ready;
      return decision;
    }
    const bool better = decision.antenna < 0 || room.ready < decision.ready;
    if (room.in_the_way == nullptr && better) {
      decision.antenna = static_cast<std::int64_t>(i);
      decision.ready = room.ready;
    }
    if (holder == nullptr) {
      holder = room.in_the_way;
    }
  }
  if (decision.antenna >= 0) {
    antennas_[static_cast<std::size_t>(decision.antenna)].emplace(
        claim.pass.aos, Booking{claim.pass, claim.organisation, decision.ready});
  } else {
    decision.outcome = BookingOutcome::refused_occupied;
    decision.displaced_by = holder->organisation;
    decision.displacing_satellite = holder->pass.satellite;
  }
  return decision;
}

} // namespace urker::ground
