#pragma once

#include "base/fields.hpp"
#include "link/coding/protocols.hpp"
#include "link/coding/waveform.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::link {

enum class CodingStandard {
  dvb_s2,
  dvb_s2x, ///< with the modcods of S2
  ccsds,   ///< codes of CCSDS 131.0-B over BPSK and QPSK
};

/// How the modcod of a pass comes about.
enum class CodingMode {
  constant, ///< one, where the link leaves the margin
  variable, ///< as planned, where the link then leaves anything
  adaptive, ///< by the link as it is
};

/// A transmitter's modulation and coding, and the frames that its data go in.
struct ModulationConfig {
  CodingStandard standard = CodingStandard::dvb_s2;
  double symbol_rate_hz = 0.0;
  CodingMode mode = CodingMode::adaptive;
  std::vector<std::string> modcods; ///< none: all of the standard
  std::optional<double> hysteresis_db;
  double roll_off = 0.35;
  std::optional<bool> pilots;
  FrameProtocol protocol = FrameProtocol::aos;

  static constexpr double kHysteresis_db = 0.5;

  [[nodiscard]] double bandwidth_hz() const { return (1.0 + roll_off) * symbol_rate_hz; }
};
void describe(FieldVisitor& v, ModulationConfig& c);

/// Those that the transmitter may use, carrying user data alone: without the overheads of code,
/// frames and pilots.
[[nodiscard]] std::vector<Waveform> waveforms(const ModulationConfig& config);

} // namespace urker::link

template <>
struct urker::EnumNames<urker::link::CodingStandard> {
  static constexpr std::array<std::string_view, 3> names{"dvb_s2", "dvb_s2x", "ccsds"};
};

template <>
struct urker::EnumNames<urker::link::CodingMode> {
  static constexpr std::array<std::string_view, 3> names{"constant", "variable", "adaptive"};
};

template <>
struct urker::EnumNames<urker::link::FrameProtocol> {
  static constexpr std::array<std::string_view, 4> names{"none", "tm", "aos", "uslp"};
};
