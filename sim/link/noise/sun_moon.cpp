#include "link/noise/sun_moon.hpp"

#include "base/decibel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::link {

namespace {

/// exp(-x) I0(x), of x from 0: Abramowitz and Stegun 9.8.1 and 9.8.2, to 2e-7.
double scaled_bessel_i0(double x) {
  if (x < 3.75) {
    const double t = (x / 3.75) * (x / 3.75);
    return std::exp(-x) *
           (1.0 + t * (3.5156229 +
                       t * (3.0899424 +
                            t * (1.2067492 + t * (0.2659732 + t * (0.0360768 + t * 0.0045813))))));
  }
  const double t = 3.75 / x;
  return (0.39894228 +
          t * (0.01328592 +
               t * (0.00225319 +
                    t * (-0.00157565 +
                         t * (0.00916281 +
                              t * (-0.02057706 +
                                   t * (0.02635537 + t * (-0.01647633 + t * 0.00392377)))))))) /
         std::sqrt(x);
}

/// Solid angle of a disc weighted by exp(-a angle^2) about a centre at an offset.
double weighted_disc_sr(double radius_rad, double offset_rad, double a) {
  constexpr double kNodes[] = {-0.8611363115940526, -0.3399810435848563, 0.3399810435848563,
                               0.8611363115940526};
  constexpr double kWeights[] = {0.3478548451374538, 0.6521451548625461, 0.6521451548625461,
                                 0.3478548451374538};
  constexpr int kPanels = 8;
  // Beyond six beam widths from the centre nothing counts.
  const double reach = 6.0 / std::sqrt(a);
  const double inner = std::max(0.0, offset_rad - reach);
  const double outer = std::min(radius_rad, offset_rad + reach);
  if (inner >= outer) {
    return 0.0;
  }
  const double half = 0.5 * (outer - inner) / kPanels;
  double sum = 0.0;
  for (int panel = 0; panel < kPanels; ++panel) {
    for (int i = 0; i < 4; ++i) {
      const double r = inner + (2 * panel + 1 + kNodes[i]) * half;
      sum += kWeights[i] * half * r * std::exp(-a * (r - offset_rad) * (r - offset_rad)) *
             scaled_bessel_i0(2.0 * a * r * offset_rad);
    }
  }
  return 2.0 * std::numbers::pi * sum;
}

} // namespace

Disc quiet_sun(double frequency_hz) {
  constexpr double kSurface_k = 6000.0;
  constexpr double kRadius_rad = 0.2666 * std::numbers::pi / 180.0; // 6.96e8 m at 1 au
  return {std::max(60000.0 * std::pow(1e-9 * frequency_hz, -0.75), kSurface_k), kRadius_rad};
}

Disc moon(double illuminated_part) {
  constexpr double kRadius_rad = 0.2590 * std::numbers::pi / 180.0; // 1737 km at 384400 km
  return {140.0 * (1.0 + illuminated_part), kRadius_rad};
}

double disc_noise_k(const Disc& disc, double offset_rad, double peak_gain_dbi,
                    double half_power_width_rad) {
  const double a = 4.0 * std::numbers::ln2 / (half_power_width_rad * half_power_width_rad);
  return disc.brightness_k * from_db(peak_gain_dbi) / (4.0 * std::numbers::pi) *
         weighted_disc_sr(disc.radius_rad, offset_rad, a);
}

} // namespace urker::link
