#pragma once

#include "link/budget/receiver.hpp"
#include "link/budget/transmitter.hpp"
#include "link/line_of_sight.hpp"
#include "link/radio_config.hpp"

namespace urker::link {

/// Hertz that a radio fills: of its carrier, or with plain rates as many as the highest has bit/s,
/// what QPSK with a code of 1/2 does.
[[nodiscard]] double occupied_hz(const RadioConfig& radio);

/// Part of an interferer's power that falls into a victim's carrier, both with flat spectra; 0
/// where they do not overlap.
[[nodiscard]] double shared_spectrum(const RadioConfig& victim, const RadioConfig& interferer);

/// How a station hears another satellite in the beam that it points at one: EIRP towards the
/// station, free space and the antenna's gain off its axis. An antenna that follows its station is
/// taken to follow this one. The air, polarisation and pointing errors are left out.
class CoChannel {
 public:
  /// All must outlive it; `receiver` at the victim's carrier.
  CoChannel(const Transmitter& victim, const Transmitter& interferer, const Receiver& receiver);
  [[nodiscard]] double c_over_i_db(const LineOfSight& victim, const LineOfSight& interferer) const;

 private:
  const Transmitter& victim_;
  const Transmitter& interferer_;
  const Receiver& receiver_;
  double shared_db_;
};

/// C/(N0 + I0) in dB Hz of a radio's carrier: interference, as a part of the carrier's power,
/// spread evenly over what the carrier fills. C/N0 to the bit without any.
[[nodiscard]] double disturbed_db_hz(const RadioConfig& radio, double cn0_db_hz, double i_over_c);

} // namespace urker::link
