#include "link/rain/rain_coefficients.hpp"

#include <cmath>
#include <span>

namespace urker::link {

namespace {

constexpr double kMetresPerSecond_mm_h = 3.6e6;

/// One bell of a regression over log10 of the frequency in GHz.
struct Bell {
  double a, b, c;
};

// P.838-3 tables 1 to 4.
constexpr Bell kLogKHorizontal[] = {{-5.33980, -0.10008, 1.13098},
                                    {-0.35351, 1.26970, 0.45400},
                                    {-0.23789, 0.86036, 0.15354},
                                    {-0.94158, 0.64552, 0.16817}};
constexpr Bell kLogKVertical[] = {{-3.80595, 0.56934, 0.81061},
                                  {-3.44965, -0.22911, 0.51059},
                                  {-0.39902, 0.73042, 0.11899},
                                  {0.50167, 1.07319, 0.27195}};
constexpr Bell kAlphaHorizontal[] = {{-0.14318, 1.82442, -0.55187},
                                     {0.29591, 0.77564, 0.19822},
                                     {0.32177, 0.63773, 0.13164},
                                     {-5.37610, -0.96230, 1.47828},
                                     {16.1721, -3.29980, 3.43990}};
constexpr Bell kAlphaVertical[] = {{-0.07771, 2.33840, -0.76284},
                                   {0.56727, 0.95545, 0.54039},
                                   {-0.20238, 1.14520, 0.26809},
                                   {-48.2991, 0.791669, 0.116226},
                                   {48.5833, 0.791459, 0.116479}};

/// Eqs. 2 and 3: the bells on a straight line.
double regression(double log_f, std::span<const Bell> bells, double slope, double constant) {
  double sum = slope * log_f + constant;
  for (const Bell& bell : bells) {
    const double x = (log_f - bell.b) / bell.c;
    sum += bell.a * std::exp(-x * x);
  }
  return sum;
}

} // namespace

double RainLaw::attenuation_db_m(double rain_rate_m_s) const {
  return 1e-3 * k * std::pow(kMetresPerSecond_mm_h * rain_rate_m_s, alpha);
}

RainCoefficients::RainCoefficients(double frequency_hz) {
  const double log_f = std::log10(1e-9 * frequency_hz);
  k_horizontal_ = std::pow(10.0, regression(log_f, kLogKHorizontal, -0.18961, 0.71147));
  k_vertical_ = std::pow(10.0, regression(log_f, kLogKVertical, -0.16398, 0.63297));
  alpha_horizontal_ = regression(log_f, kAlphaHorizontal, 0.67849, -1.95537);
  alpha_vertical_ = regression(log_f, kAlphaVertical, -0.053739, 0.83433);
}

RainLaw RainCoefficients::at(double elevation_rad, double tilt_rad) const {
  // Eqs. 4 and 5.
  const double cosine = std::cos(elevation_rad);
  const double mix = cosine * cosine * std::cos(2.0 * tilt_rad);
  const double horizontal = k_horizontal_ * alpha_horizontal_;
  const double vertical = k_vertical_ * alpha_vertical_;
  const double k = 0.5 * (k_horizontal_ + k_vertical_ + (k_horizontal_ - k_vertical_) * mix);
  return {k, 0.5 * (horizontal + vertical + (horizontal - vertical) * mix) / k};
}

} // namespace urker::link
