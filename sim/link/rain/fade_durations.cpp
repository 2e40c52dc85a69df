#include "link/rain/fade_durations.hpp"

#include "link/atmosphere/normal.hpp"

#include <cmath>
#include <numbers>

namespace urker::link {

FadeDurations::FadeDurations(double attenuation_db, double elevation_rad, double frequency_hz) {
  const double elevation_deg = elevation_rad * 180.0 / std::numbers::pi;
  const double f_ghz = 1e-9 * frequency_hz;
  mean_s_ =
      80.0 * std::pow(elevation_deg, -0.4) * std::pow(f_ghz, 1.4) * std::pow(attenuation_db, -0.39);
  sigma_ = 1.85 * std::pow(f_ghz, -0.05) * std::pow(attenuation_db, -0.027);
  gamma_ = 0.055 * std::pow(f_ghz, 0.65) * std::pow(attenuation_db, -0.003);
  const double p1 = 0.885 * gamma_ - 0.814;
  const double p2 = -1.05 * gamma_ * gamma_ + 2.23 * gamma_ - 1.61;
  split_s_ = mean_s_ * std::exp(p1 * sigma_ * sigma_ + p2 * sigma_ - 0.39);
  mean_two_s_ = mean_s_ * std::exp(-sigma_ * sigma_);
  const double time_above = normal_above(std::log(split_s_ / mean_s_) / sigma_);
  const double fades_above = normal_above(std::log(split_s_ / mean_two_s_) / sigma_);
  short_part_ = 1.0 / (1.0 + std::sqrt(mean_s_ * mean_two_s_) * (1.0 - gamma_) * time_above /
                                 (split_s_ * gamma_ * fades_above));
}

double FadeDurations::fraction_of_fades(double duration_s) const {
  if (duration_s <= split_s_) {
    return std::pow(duration_s, -gamma_);
  }
  return std::pow(split_s_, -gamma_) * normal_above(std::log(duration_s / mean_two_s_) / sigma_) /
         normal_above(std::log(split_s_ / mean_two_s_) / sigma_);
}

double FadeDurations::fraction_of_time(double duration_s) const {
  if (duration_s <= split_s_) {
    return 1.0 - short_part_ * std::pow(duration_s / split_s_, 1.0 - gamma_);
  }
  return (1.0 - short_part_) * normal_above(std::log(duration_s / mean_s_) / sigma_) /
         normal_above(std::log(split_s_ / mean_s_) / sigma_);
}

double FadeDurations::fades(double exceeded_s) const {
  return exceeded_s * short_part_ / gamma_ * (1.0 - gamma_) / std::pow(split_s_, 1.0 - gamma_);
}

} // namespace urker::link
