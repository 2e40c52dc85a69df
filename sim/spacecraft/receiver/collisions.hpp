#pragma once

namespace urker::spacecraft {

/// Messages that many emitters in one field of view send in slots chosen at random spoil each
/// other: slotted ALOHA with the overlap of neighbour slots, as for AIS from space (G. Hoye, T.
/// Eriksen, B. Meland, B. Narheim 2008, Space-based AIS for global maritime traffic monitoring,
/// Acta Astronautica 62; theory in FFI report 2006/02495). No capture of the stronger message, nor
/// any decoder that takes collisions apart.
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
