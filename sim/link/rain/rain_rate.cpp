#include "link/rain/rain_rate.hpp"

#include "base/error.hpp"
#include "link/atmosphere/normal.hpp"

#include <algorithm>
#include <cmath>

namespace urker::link {

namespace {

constexpr double kMmPerHour_m_s = 1e-3 / 3600.0;
constexpr std::array<double, 12> kDays{31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr double kMostProbable = 0.7; // a month has no more rain than this part of its time

} // namespace

RainClimate::RainClimate(std::span<const RainMonth> months) {
  require(months.size() == months_.size(), "a rain climate has twelve months");
  for (std::size_t i = 0; i < months.size(); ++i) {
    const double celsius = months[i].temperature_k - 273.15;
    const double mean_mm_h = 1e3 * months[i].rainfall_m / (24.0 * kDays[i]); // over the month
    double rate = 0.5874 * std::exp(0.0883 * std::max(celsius, 0.0));        // eq. 1
    double probability = mean_mm_h / rate;                                   // eq. 2
    if (probability > kMostProbable) {
      probability = kMostProbable;
      rate = mean_mm_h / kMostProbable;
    }
    months_[i] = {kDays[i] / 365.25, probability, std::log(rate)};
  }
}

double RainClimate::rain_probability() const {
  double sum = 0.0;
  for (const Month& month : months_) {
    sum += month.weight * month.probability;
  }
  return sum;
}

double RainClimate::fraction_above(double rain_rate_m_s) const {
  const double log_rate = std::log(rain_rate_m_s / kMmPerHour_m_s);
  double sum = 0.0;
  for (const Month& month : months_) {
    sum += month.weight * month.probability *
           normal_above((log_rate + 0.7938 - month.log_rate) / 1.26);
  }
  return sum;
}

double RainClimate::exceeded_m_s(double fraction) const {
  if (fraction >= rain_probability()) {
    return 0.0;
  }
  double low = std::log(1e-12 * kMmPerHour_m_s);
  double high = std::log(1e4 * kMmPerHour_m_s);
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (fraction_above(std::exp(middle)) > fraction ? low : high) = middle;
  }
  return std::exp(0.5 * (low + high));
}

} // namespace urker::link
