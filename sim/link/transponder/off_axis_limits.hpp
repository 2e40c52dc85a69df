#pragma once

#include "link/antenna/pattern.hpp"

#include <string_view>
#include <vector>

namespace urker::link {

/// Limit of the EIRP that an earth station of a geostationary network sends off its axis, within 3
/// deg of the geostationary orbit, in 40 kHz: from some angle on to 7 deg falling by 25 dB a
/// decade, level to 9.2 deg, falling again to 48 deg, and level beyond. Figures recalled from ITU-R
/// S.524-9 (2006) and the Radio Regulations, article 22 section VI; to be checked against the
/// edition in force. The 6 GHz band, whose figures depend on the station's age, is left out.
struct OffAxisLimit {
  static constexpr double kReference_hz = 40e3;

  double lowest_frequency_hz, highest_frequency_hz;
  std::string_view source;
  double begin_deg;
  double inner_dbw; ///< of the line to 7 deg, at 1 deg
  double level_dbw; ///< 7 to 9.2 deg
  double outer_dbw; ///< of the line to 48 deg, at 1 deg
  double far_dbw;

  /// From `begin_deg` on.
  [[nodiscard]] double at_dbw(double degrees) const;
};

/// Those whose band holds a frequency.
[[nodiscard]] std::vector<OffAxisLimit> off_axis_limits_at(double frequency_hz);

/// Where a station comes nearest to a limit, or exceeds it most.
struct OffAxisCheck {
  OffAxisLimit limit;
  double off_axis_deg = 0.0;
  double eirp_dbw = 0.0; ///< there, in 40 kHz
  [[nodiscard]] double margin_db() const { return limit.at_dbw(off_axis_deg) - eirp_dbw; }
};

/// Against all limits of a carrier, whose power is spread evenly over its symbol rate; by 0.1 deg,
/// of an antenna that is the same all around.
[[nodiscard]] std::vector<OffAxisCheck> off_axis_checks(const AntennaPattern& antenna,
                                                        double eirp_dbw, double frequency_hz,
                                                        double symbol_rate_hz);

} // namespace urker::link
