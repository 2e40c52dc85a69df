#pragma once

namespace urker::spacecraft {

/// Messages that many emitters in one field of view send in slots chosen at random spoil each
/// other: slotted ALOHA. The others' messages fall into a slot as a Poisson process of the mean
/// G = messages/s over slots/s, so that a message has its slot for itself with probability
/// exp(-G); those of further slots that overlap it, because the ways to the satellite differ, count
/// on top: exp(-(1 + s) G). With (1 + s) G = ln 2 this has the optimum that is published for AIS
/// from space: 10 000 ships that report every 5.5 min are detected with 99 % in 36 min (FFI,
/// Space-based AIS: theoretical considerations and system parameter optimization, abstract; G.
/// Hoye, T. Eriksen, B. Meland, B. Narheim 2008, Acta Astronautica 62). Left out: that the stronger
/// of two messages may be received, and decoders that take collisions apart.
struct SlotChannel {
  double slots_per_s = 1.0; ///< of all channels
  double overlap = 0.0;     ///< further slots from which a message is spoilt
  double decoded_part = 1.0;

  /// Probability that a message is received while so many are sent in all.
  [[nodiscard]] double success(double messages_per_s) const;
};

/// Logarithm of the probability that none of `messages` (a mean, not whole) is received.
[[nodiscard]] double log_missed(double success, double messages);

} // namespace urker::spacecraft
