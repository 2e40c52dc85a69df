#pragma once

#include "des/event.hpp"
#include "network/fibre_config.hpp"
#include "orbit/earth/geodesy.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <map>

namespace urker::network {

/// Delay of one bit from place to place, rounded up to the nanosecond: great circle on the mean
/// sphere, lengthened by the route factor, at the speed of light in the glass, plus the equipment.
/// Heights and the real course of the cables are left out.
[[nodiscard]] Duration fibre_delay(const FibreConfig& fibre, const orbit::Geodetic& from,
                                   const orbit::Geodetic& to);

/// Volume of a message on a line: its packed bytes, without headers of lower layers.
[[nodiscard]] std::int64_t message_bits(const Bytes& payload);

/// When a message leaves a line's begin (first bit) and reaches its end (last bit).
struct Transfer {
  Time departure = kStart;
  Time arrival = kStart;
};

/// The sending ends of one process's fibres: to each destination a line of its own, first in first
/// out. A message leaves when the line is free and arrives with its last bit.
class FibreSender {
 public:
  FibreSender(const FibreConfig& fibre, const orbit::Geodetic& own_place);

  /// Lays the line to a destination; again for the same destination: an internal error.
  void connect(des::ProcessId destination, const orbit::Geodetic& place);

  /// Puts a message of `bits` >= 0 on the line; it may not leave before `now`. Calls for one
  /// destination come in order of `now`.
  [[nodiscard]] Transfer send(des::ProcessId destination, Time now, std::int64_t bits);

  /// Least time from departure to arrival: for the kernel's channel.
  [[nodiscard]] Duration least_delay(des::ProcessId destination) const;

  template <class Packer>
  void pack(Packer& p) {
    for (auto& [destination, line] : lines_) {
      p(line.free);
    }
  }

 private:
  struct Line {
    Duration delay{0};
    Time free = kStart;
  };
  FibreConfig fibre_;
  orbit::Geodetic own_place_;
  std::map<des::ProcessId, Line> lines_;
};

} // namespace urker::network
