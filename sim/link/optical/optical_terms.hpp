#pragma once

namespace urker::link {

/// Gain of a telescope: (pi D / lambda)^2, a plane wave over the whole aperture.
[[nodiscard]] double telescope_gain_db(double diameter_m, double wavelength_m);

/// Loss by a pointing error: exp(-G angle^2) for a Gaussian beam of that gain.
[[nodiscard]] double optical_pointing_loss_db(double gain_db, double error_rad);

/// Loss by jitter that is exceeded for a part of the time: two axes of a Gaussian error of this
/// deviation each and no bias, so that the angle is Rayleigh's.
[[nodiscard]] double jitter_loss_db(double gain_db, double jitter_rad, double exceeded);
/// The part of the time for which a loss by jitter is exceeded: the inverse.
[[nodiscard]] double jitter_exceedance(double gain_db, double jitter_rad, double loss_db);

/// Full angle of a Gaussian beam at 1/e^2 whose waist fills a part of the aperture.
[[nodiscard]] double divergence_rad(double diameter_m, double wavelength_m,
                                    double waist_over_radius = 1.0);

/// Energy of a photon times the bit rate and the photons that a receiver needs for each bit.
[[nodiscard]] double required_power_w(double wavelength_m, double bit_rate_bit_s,
                                      double photons_per_bit);
/// Photons that arrive in a bit.
[[nodiscard]] double photons_per_bit(double wavelength_m, double bit_rate_bit_s, double power_w);

/// How far ahead of where it is seen a partner must be aimed at: 2 v / c, v across the line of
/// sight.
[[nodiscard]] double point_ahead_rad(double transverse_velocity_m_s);

/// Both ends of an optical link.
struct OpticalLink {
  double wavelength_m = 1.55e-6;
  double transmit_power_dbw = 0.0;
  double transmit_diameter_m = 0.0;
  double receive_diameter_m = 0.0;
  double transmit_efficiency = 1.0; ///< of the optics
  double receive_efficiency = 1.0;
  double transmit_error_rad = 0.0; ///< of pointing
  double receive_error_rad = 0.0;
};

/// An optical budget at one instant, term by term.
struct OpticalBudget {
  double transmit_gain_db = 0.0;
  double receive_gain_db = 0.0;
  double optics_loss_db = 0.0; ///< of both ends
  double transmit_pointing_loss_db = 0.0;
  double receive_pointing_loss_db = 0.0;
  double free_space_loss_db = 0.0;
  double air_loss_db = 0.0;
  double received_dbw = 0.0;
};
[[nodiscard]] OpticalBudget optical_budget(const OpticalLink& link, double range_m,
                                           double air_loss_db);

} // namespace urker::link
