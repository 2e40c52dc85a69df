#include "link/budget/terms.hpp"

#include "base/decibel.hpp"

#include <numbers>

namespace urker::link {

double free_space_loss_db(double range_m, double frequency_hz) {
  return 2.0 * to_db(4.0 * std::numbers::pi * range_m * frequency_hz / kSpeedOfLight_m_s);
}

double spreading_loss_db_m2(double range_m) {
  return to_db(4.0 * std::numbers::pi * range_m * range_m);
}

double isotropic_area_db_m2(double frequency_hz) {
  const double wavelength_m = kSpeedOfLight_m_s / frequency_hz;
  return to_db(wavelength_m * wavelength_m / (4.0 * std::numbers::pi));
}

double carrier_to_noise_density_db_hz(double eirp_dbw, double losses_db, double g_over_t_db_k) {
  return eirp_dbw - losses_db + g_over_t_db_k - to_db(kBoltzmann_j_k);
}

double per_rate_db(double c_n0_db_hz, double rate_hz) {
  return c_n0_db_hz - to_db(rate_hz);
}

double combined_db(double first_db, double second_db) {
  return -to_db(from_db(-first_db) + from_db(-second_db));
}

} // namespace urker::link
