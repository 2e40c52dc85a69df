#pragma once

namespace urker::link {

inline constexpr double kReferenceTemperature_k = 290.0; ///< to which noise figures refer
inline constexpr double kCosmicBackground_k = 2.7;
inline constexpr double kMeanRadiating_k = 275.0; ///< of clouds and rain, ITU-R P.618-13 section 3

/// Mean radiating temperature of the air from that at the surface, ITU-R P.618-13 section 3.
[[nodiscard]] constexpr double mean_radiating_k(double surface_k) {
  return 37.34 + 0.81 * surface_k;
}

/// Brightness of the sky behind an absorbing attenuation, ITU-R P.618-13 section 3.
[[nodiscard]] double sky_temperature_k(double attenuation_db,
                                       double mean_radiating_k = kMeanRadiating_k);

/// Noise temperature of an amplifier of a noise figure.
[[nodiscard]] double noise_temperature_k(double noise_figure_db);

/// A receiver from its antenna to its first amplifier.
struct ReceiverChain {
  double feed_loss_db = 0.0; ///< between antenna and amplifier
  double feed_temperature_k = kReferenceTemperature_k;
  double amplifier_k = 0.0; ///< noise temperature, with what follows it
  double spillover = 0.0;   ///< part of the antenna's pattern on the ground
  double ground_k = kReferenceTemperature_k;

  /// System noise temperature at the amplifier's input under a sky, bodies in the beam included.
  [[nodiscard]] double system_temperature_k(double sky_k) const;
  /// G/T with the gain at the antenna's flange.
  [[nodiscard]] double g_over_t_db_k(double antenna_gain_dbi, double sky_k) const;
};

} // namespace urker::link
