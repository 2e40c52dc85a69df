#pragma once

#include "link/coding/waveform.hpp"

#include <optional>
#include <string>
#include <vector>

namespace urker::link {

enum class DvbStandard { s2, s2x };

/// A modulation and code of DVB-S2 (ETSI EN 302 307-1, table 13) or S2X (EN 302 307-2, table 20a)
/// in normal FECFRAMEs of 64800 bits, over an ideal channel.
struct Modcod {
  DvbStandard standard = DvbStandard::s2;
  std::string name; ///< "16APSK 2/3"
  int bits_per_symbol = 0;
  int bch_bits = 0; ///< that the BCH code takes, a BBFRAME with its header
  double least_esn0_db = 0.0;
  std::optional<double> least_saturated_db; ///< Csat/(N0 Rs) behind a hard-limited amplifier

  /// Net bits in a symbol of a PLFRAME: slots of 90 symbols and one for the header, 36 pilots after
  /// each 16 slots.
  [[nodiscard]] double efficiency(bool pilots) const;
};

/// All modcods, S2 by number, then S2X.
[[nodiscard]] const std::vector<Modcod>& dvb_modcods();

/// Those of S2, or of both, as waveforms.
[[nodiscard]] std::vector<Waveform> dvb_waveforms(DvbStandard standard, bool pilots);

} // namespace urker::link
