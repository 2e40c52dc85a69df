#include "link/optical/optical_terms.hpp"

#include "base/decibel.hpp"
#include "link/budget/terms.hpp"

#include <cmath>
#include <numbers>

namespace urker::link {

namespace {

constexpr double kPlanck_j_s = 6.62607015e-34;            // SI, exact
constexpr double kNeper_db = 10.0 * std::numbers::log10e; // of power

} // namespace

double telescope_gain_db(double diameter_m, double wavelength_m) {
  return 2.0 * to_db(std::numbers::pi * diameter_m / wavelength_m);
}

double optical_pointing_loss_db(double gain_db, double error_rad) {
  return kNeper_db * from_db(gain_db) * error_rad * error_rad;
}

double jitter_loss_db(double gain_db, double jitter_rad, double exceeded) {
  return -kNeper_db * 2.0 * from_db(gain_db) * jitter_rad * jitter_rad * std::log(exceeded);
}

double jitter_exceedance(double gain_db, double jitter_rad, double loss_db) {
  return std::exp(-loss_db / (kNeper_db * 2.0 * from_db(gain_db) * jitter_rad * jitter_rad));
}

double divergence_rad(double diameter_m, double wavelength_m, double waist_over_radius) {
  return 2.0 * wavelength_m / (std::numbers::pi * 0.5 * diameter_m * waist_over_radius);
}

double required_power_w(double wavelength_m, double bit_rate_bit_s, double photons_per_bit) {
  return photons_per_bit * bit_rate_bit_s * kPlanck_j_s * kSpeedOfLight_m_s / wavelength_m;
}

double photons_per_bit(double wavelength_m, double bit_rate_bit_s, double power_w) {
  return power_w / required_power_w(wavelength_m, bit_rate_bit_s, 1.0);
}

double point_ahead_rad(double transverse_velocity_m_s) {
  return 2.0 * transverse_velocity_m_s / kSpeedOfLight_m_s;
}

OpticalBudget optical_budget(const OpticalLink& link, double range_m, double air_loss_db) {
  OpticalBudget b;
  b.transmit_gain_db = telescope_gain_db(link.transmit_diameter_m, link.wavelength_m);
  b.receive_gain_db = telescope_gain_db(link.receive_diameter_m, link.wavelength_m);
  b.optics_loss_db = -to_db(link.transmit_efficiency * link.receive_efficiency);
  b.transmit_pointing_loss_db =
      optical_pointing_loss_db(b.transmit_gain_db, link.transmit_error_rad);
  b.receive_pointing_loss_db = optical_pointing_loss_db(b.receive_gain_db, link.receive_error_rad);
  b.free_space_loss_db = free_space_loss_db(range_m, kSpeedOfLight_m_s / link.wavelength_m);
  b.air_loss_db = air_loss_db;
  b.received_dbw = link.transmit_power_dbw + b.transmit_gain_db + b.receive_gain_db -
                   b.optics_loss_db - b.transmit_pointing_loss_db - b.receive_pointing_loss_db -
                   b.free_space_loss_db - b.air_loss_db;
  return b;
}

} // namespace urker::link
