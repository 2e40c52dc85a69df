#pragma once

#include "time/time.hpp"

#include <cstdint>

namespace urker::spacecraft {

/// The part of the next bit that a transmitter has sent already, as whole bits go at rates of
/// whole bit/s in times of whole nanoseconds: so that transfers that follow each other without a
/// pause add up to the bit, at floor(sum of rate * time). After a pause a bit starts afresh.
class BegunBit {
 public:
  /// As it is at an instant.
  [[nodiscard]] BegunBit at(Time now) const;
  /// Whole bits that a time at a rate completes.
  [[nodiscard]] std::int64_t room(std::int64_t rate_bit_s, Duration time) const;
  /// Sends at least one bit, no more than there is room for; gives when the last one leaves.
  Time send(std::int64_t bits, std::int64_t rate_bit_s);
  /// Begins a bit in a time that completes none.
  void fill(std::int64_t rate_bit_s, Duration time);

  template <class Packer>
  void pack(Packer& p) {
    p(until_, sent_nbit_);
  }

 private:
  Time until_ = kStart;
  std::int64_t sent_nbit_ = 0; ///< 1e-9 bit
};

} // namespace urker::spacecraft
