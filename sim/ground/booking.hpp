#pragma once

#include "protocol/messages.hpp"
#include "time/time.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
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
  std::string displaced_by;               ///< organisation that holds the antenna instead
  std::uint32_t displacing_satellite = 0; ///< with which it does so
};

/// Who has which antenna when. An antenna serves one satellite at a time and needs the set-up time
/// between two passes. What is granted stays granted.
class AntennaCalendar {
 public:
  AntennaCalendar(std::int64_t antennas, Duration setup_time);

  /// Decides one batch: the owner first, then guests by priority, then by AOS, satellite, station
  /// and organisation; each gets the first antenna that is free. A pass that is already granted to
  /// the same organisation is granted again, on the same antenna. In the order of decision.
  [[nodiscard]] std::vector<Decision> decide(std::vector<Claim> batch);

  /// Whether this pass is granted to anybody.
  [[nodiscard]] bool is_granted(const protocol::Pass& pass) const;

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
    template <class Packer>
    void pack(Packer& p) {
      p(pass, organisation);
    }
  };
  using Antenna = std::map<Time, Booking>; // by AOS

  [[nodiscard]] const Booking* conflict(const Antenna& antenna, const protocol::Pass& pass) const;
  [[nodiscard]] Decision decide_one(const Claim& claim);

  std::vector<Antenna> antennas_;
  Duration setup_time_;
};

} // namespace urker::ground
