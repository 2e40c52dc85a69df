#pragma once

#include <string>

namespace urker::link {

/// A modulation with a code: what it carries and what it needs.
struct Waveform {
  std::string name;
  double bits_per_symbol = 0.0; ///< net, with the frame's own overheads taken off
  double least_esn0_db = 0.0;   ///< for quasi-error-free decoding, without implementation loss

  /// Eb/N0 per net bit that it needs.
  [[nodiscard]] double least_ebn0_db() const;
};

} // namespace urker::link
