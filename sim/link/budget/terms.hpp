#pragma once

namespace urker::link {

inline constexpr double kSpeedOfLight_m_s = 299792458.0;
inline constexpr double kBoltzmann_j_k = 1.380649e-23; // SI, exact

/// (4 pi d f / c)^2.
[[nodiscard]] double free_space_loss_db(double range_m, double frequency_hz);

/// 4 pi d^2: EIRP less this is the flux density in dBW/m2.
[[nodiscard]] double spreading_loss_db_m2(double range_m);

/// c^2 / (4 pi f^2): flux density with this and the gain is the power received.
[[nodiscard]] double isotropic_area_db_m2(double frequency_hz);

/// EIRP - losses + G/T - k.
[[nodiscard]] double carrier_to_noise_density_db_hz(double eirp_dbw, double losses_db,
                                                    double g_over_t_db_k);

/// Level per hertz, symbol or bit to level per other rate: C/N0 less the rate in decibels.
[[nodiscard]] double per_rate_db(double c_n0_db_hz, double rate_hz);

/// Shift of the carrier received: to first order in the range rate, positive when closing in.
[[nodiscard]] constexpr double doppler_shift_hz(double frequency_hz, double range_rate_m_s) {
  return -frequency_hz * range_rate_m_s / kSpeedOfLight_m_s;
}

/// Several C/N or C/I of one carrier together: the inverses add.
[[nodiscard]] double combined_db(double first_db, double second_db);

} // namespace urker::link
