#pragma once

#include <array>
#include <span>

namespace urker::link {

/// A month at a site: means over many years.
struct RainMonth {
  double temperature_k = 0.0; ///< of the air at the surface, ITU-R P.1510
  double rainfall_m = 0.0;    ///< total of the month, ITU-R P.837
};

/// Distribution of the rain rate over an average year from twelve months' means: ITU-R P.837-7
/// Annex 1, one-minute rates.
class RainClimate {
 public:
  /// January to December.
  explicit RainClimate(std::span<const RainMonth> months);

  /// Fraction of the year in which it rains.
  [[nodiscard]] double rain_probability() const;
  /// Fraction of the year in which it rains more than this.
  [[nodiscard]] double fraction_above(double rain_rate_m_s) const;
  /// Exceeded for this fraction of the year; 0 where it rains less often.
  [[nodiscard]] double exceeded_m_s(double fraction) const;

 private:
  struct Month {
    double weight;      ///< its part of the year
    double probability; ///< of rain in it
    double log_rate;    ///< natural logarithm of the mean rate of rain in mm/h
  };
  std::array<Month, 12> months_;
};

} // namespace urker::link
