#include "link/noise/noise.hpp"

#include "base/decibel.hpp"

#include <cmath>

namespace urker::link {

double sky_temperature_k(double attenuation_db, double mean_radiating_k) {
  const double passed = from_db(-attenuation_db);
  return mean_radiating_k * (1.0 - passed) + kCosmicBackground_k * passed;
}

double noise_temperature_k(double noise_figure_db) {
  return kReferenceTemperature_k * (from_db(noise_figure_db) - 1.0);
}

double ReceiverChain::system_temperature_k(double sky_k) const {
  const double antenna_k = (1.0 - spillover) * sky_k + spillover * ground_k;
  const double passed = from_db(-feed_loss_db);
  return antenna_k * passed + feed_temperature_k * (1.0 - passed) + amplifier_k;
}

double ReceiverChain::g_over_t_db_k(double antenna_gain_dbi, double sky_k) const {
  return antenna_gain_dbi - feed_loss_db - 10.0 * std::log10(system_temperature_k(sky_k));
}

} // namespace urker::link
