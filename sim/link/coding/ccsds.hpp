#pragma once

#include "link/coding/protocols.hpp"
#include "link/coding/waveform.hpp"

#include <string>
#include <vector>

namespace urker::link {

/// How well the Eb/N0 that a code needs is known.
enum class ThresholdStatus {
  computed,     ///< by a formula or a simulation
  interpolated, ///< between published points
  nominal,      ///< within 0.3 dB from memory of published curves
};

/// How a code takes transfer frames.
enum class FrameForm { convolutional, reed_solomon, concatenated, turbo, ar4ja, c2, telecommand };

/// A code of CCSDS 131.0-B or 231.0-B over BPSK or QPSK.
struct CcsdsCode {
  std::string name;
  FrameForm form = FrameForm::convolutional;
  int information_bits = 0;   ///< of a frame, where the code has its own length
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

/// All codes of telemetry over BPSK and over QPSK, once each, at a frame error rate of 1e-5 or, of
/// those that have none, a bit error rate of 1e-6; symbols are the channel's.
[[nodiscard]] std::vector<Waveform> ccsds_waveforms(FrameProtocol protocol);

} // namespace urker::link
