#pragma once

#include "ground/antenna_slew.hpp"
#include "protocol/messages.hpp"
#include "time/time.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::ground {

/// A request for one pass, with the standing of who asks.
struct Claim {
  protocol::Pass pass;
  std::string organisation;
  bool owner = false;        ///< asks for its own station
  std::int64_t priority = 0; ///< among guests, greater goes first
  std::size_t request = 0;   ///< the caller's mark, handed back with the decision
};

enum class BookingOutcome : std::uint8_t {
  granted,
  refused_occupied,  ///< no antenna is free with its set-up time
  refused_late,      ///< asked for too shortly before the pass
  refused_no_access, ///< neither the owner nor a party of an agreement in force
  refused_no_pass,   ///< the station expects no such pass
};
[[nodiscard]] std::string_view outcome_name(BookingOutcome outcome);

/// What became of a claim.
struct Decision {
  Claim claim;
  BookingOutcome outcome = BookingOutcome::granted;
  std::int64_t antenna = -1;              ///< of a granted pass, from 0
  Time ready = kNotYet;                   ///< from when on it is on the satellite: AOS, or later
  std::string displaced_by;               ///< organisation that holds the antenna instead
  std::uint32_t displacing_satellite = 0; ///< with which it does so
};

/// Who has which antenna when. An antenna serves one satellite at a time and needs its time between
/// two passes; a pass may begin late for it. What is granted stays granted, and as early.
class AntennaCalendar {
 public:
  AntennaCalendar(std::int64_t antennas, TurnRound turn_round);

  /// Decides one batch: the owner first, then guests by priority, then by AOS, satellite, station
  /// and organisation; each gets the first antenna that is free. A pass that is already granted to
  /// the same organisation is granted again, on the same antenna. In the order of decision.
  [[nodiscard]] std::vector<Decision> decide(std::vector<Claim> batch);

  /// When the antenna is on the satellite in this pass; nothing if it is not granted to anybody.
  [[nodiscard]] std::optional<Time> ready(const protocol::Pass& pass) const;
  /// AOS of the granted pass that is known to its owner as `pass`, which begins when the antenna is
  /// ready; nothing if there is none.
  [[nodiscard]] std::optional<Time> aos_of(const protocol::Pass& pass) const;

  /// Drops the passes that no pass after `now` can run into.
  void forget(Time now);

  template <class Packer>
  void pack(Packer& p) {
    p(antennas_);
  }

 private:
  struct Booking {
    protocol::Pass pass;
    std::string organisation;
    Time ready = kStart;
    template <class Packer>
    void pack(Packer& p) {
      p(pass, organisation, ready);
    }
  };
  using Antenna = std::map<Time, Booking>; // by AOS

  /// Whether and when an antenna can take a pass, and what is in the way.
  struct Room {
    Time ready = kNotYet;
    const Booking* in_the_way = nullptr;
  };
  [[nodiscard]] Room room(const Antenna& antenna, const protocol::Pass& pass) const;
  [[nodiscard]] Decision decide_one(const Claim& claim);

  std::vector<Antenna> antennas_;
  TurnRound turn_round_;
};

} // namespace urker::ground
