#pragma once

#include <string>
#include <vector>

namespace urker::link {

/// How well the Eb/N0 that a code needs is known.
enum class ThresholdStatus {
  computed,     ///< by a formula or a simulation
  interpolated, ///< between published points
  nominal,      ///< within 0.3 dB from memory of published curves
};

/// A code of CCSDS 131.0-B or 231.0-B over BPSK or QPSK.
struct CcsdsCode {
  std::string name;
  double rate = 0.0;          ///< information bits in a coded bit
  double least_ebn0_db = 0.0; ///< per information bit
  double error_rate = 0.0;    ///< at which
  bool of_frames = false;     ///< error rate of frames, not bits
  ThresholdStatus status = ThresholdStatus::nominal;
};

[[nodiscard]] const std::vector<CcsdsCode>& ccsds_codes();

/// Eb/N0 of uncoded BPSK or QPSK for a bit error rate: Q(sqrt(2 Eb/N0)).
[[nodiscard]] double uncoded_ebn0_db(double bit_error_rate);

/// A transfer frame on its way through a code.
struct CodedFrame {
  double frame_octets = 0.0;     ///< as coded
  double codeblock_bits = 0.0;   ///< with parity and tail
  double marker_bits = 0.0;      ///< attached sync marker
  double overhead_octets = 12.0; ///< TM or AOS: primary header 6, OCF 4, FECF 2

  /// User octets over channel octets.
  [[nodiscard]] double efficiency() const {
    return 8.0 * (frame_octets - overhead_octets) / (codeblock_bits + marker_bits);
  }
};
/// Reed-Solomon (255,223) with an interleaving depth.
[[nodiscard]] CodedFrame reed_solomon_frame(int interleaving);
/// Turbo code of 1/denominator, 2 to 6, with its four tail bits and marker of 32 bits a
/// denominator.
[[nodiscard]] CodedFrame turbo_frame(int information_bits, int denominator);
/// LDPC of the AR4JA family.
[[nodiscard]] CodedFrame ar4ja_frame(int information_bits, double rate);
/// LDPC C2, (8160,7136).
[[nodiscard]] CodedFrame c2_frame();

} // namespace urker::link
