#pragma once

#include <limits>

namespace urker::link {

/// What a carrier stands above on its way through a satellite, each in the carrier's noise
/// bandwidth, dB; infinite where there is nothing.
struct Cascade {
  static constexpr double kNothing = std::numeric_limits<double>::infinity();

  double uplink_db = kNothing;          ///< C/N at the satellite
  double intermodulation_db = kNothing; ///< C/IM of the transponder
  double downlink_db = kNothing;        ///< C/N at the earth station
  double interference_db = kNothing;    ///< C/I there, of all other carriers

  /// At the earth station behind a transparent transponder: the inverses of all add up.
  [[nodiscard]] double transparent_db() const;
  /// A regenerative payload detects and sends anew: what the downlink adds up to by itself.
  [[nodiscard]] double regenerated_db() const;
};

/// Flux density of a carrier at the satellite to C/N0: flux + c^2/(4 pi f^2) + G/T - k, in dB Hz.
[[nodiscard]] double uplink_cn0_db_hz(double flux_dbw_m2, double frequency_hz,
                                      double g_over_t_db_k);

} // namespace urker::link
