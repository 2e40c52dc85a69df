#include "orbit/force/solid_tides.hpp"

#include "orbit/earth/sun_moon.hpp"
#include "orbit/force/solid_tide_terms.hpp"

#include <erfa.h>
#include <erfam.h>

#include <cmath>
#include <complex>
#include <cstddef>

namespace urker::orbit {

namespace {

using Complex = std::complex<double>;
constexpr std::size_t kDegree = 4;
/// Indexed by degree and order.
using Triangle = std::array<std::array<double, kDegree + 1>, kDegree + 1>;

/// Table 6.3, anelastic Earth: k and k+, by order.
constexpr Complex kLove2[] = {{0.30190, 0.0}, {0.29830, -0.00144}, {0.30102, -0.00130}};
constexpr double kLove2To4[] = {-0.00089, -0.00080, -0.00057};
constexpr double kLove3[] = {0.093, 0.093, 0.093, 0.094};

double factorial(std::size_t n) {
  double product = 1.0;
  for (std::size_t i = 2; i <= n; ++i) {
    product *= static_cast<double>(i);
  }
  return product;
}

/// Full normalisation: N P is normalised if P is a Legendre function without Condon's sign.
double normalisation(std::size_t n, std::size_t m) {
  return std::sqrt((m == 0 ? 1.0 : 2.0) * static_cast<double>(2 * n + 1) * factorial(n - m) /
                   factorial(n + m));
}

/// Normalised Legendre functions of the sine of a latitude.
Triangle legendre(double sine, double cosine) {
  Triangle p{};
  p[0][0] = 1.0;
  for (std::size_t m = 0; m <= kDegree; ++m) {
    if (m > 0) {
      p[m][m] = static_cast<double>(2 * m - 1) * cosine * p[m - 1][m - 1];
    }
    for (std::size_t n = m + 1; n <= kDegree; ++n) {
      const double last = n >= m + 2 ? static_cast<double>(n + m - 1) * p[n - 2][m] : 0.0;
      p[n][m] =
          (static_cast<double>(2 * n - 1) * sine * p[n - 1][m] - last) / static_cast<double>(n - m);
    }
  }
  for (std::size_t n = 0; n <= kDegree; ++n) {
    for (std::size_t m = 0; m <= n; ++m) {
      p[n][m] *= normalisation(n, m);
    }
  }
  return p;
}

/// C - i S.
void add(TideCoefficients& tides, std::size_t n, std::size_t m, const Complex& value) {
  tides.c[n][m] += value.real();
  tides.s[n][m] -= value.imag();
}

/// Step 1: equations 6.6 and 6.7.
void add_body(TideCoefficients& tides, const Vector3& body_itrf_m, double body_mu_m3_s2) {
  const double distance = body_itrf_m.norm();
  const double across = std::hypot(body_itrf_m.x(), body_itrf_m.y());
  const Triangle p = legendre(body_itrf_m.z() / distance, across / distance);
  const Complex turn(body_itrf_m.x() / across, -body_itrf_m.y() / across); // e^(-i longitude)
  const double mass = body_mu_m3_s2 / TideCoefficients::kMu_m3_s2;
  const double ratio = TideCoefficients::kRadius_m / distance;
  Complex wave = 1.0;
  for (std::size_t m = 0; m <= 3; ++m) {
    const Complex degree2 = mass * ratio * ratio * ratio / 5.0 * p[2][m] * wave;
    const Complex degree3 = mass * ratio * ratio * ratio * ratio / 7.0 * p[3][m] * wave;
    if (m <= 2) {
      add(tides, 2, m, kLove2[m] * degree2);
      add(tides, 4, m, kLove2To4[m] * degree2);
    }
    add(tides, 3, m, kLove3[m] * degree3);
    wave *= turn;
  }
}

/// Step 2: equations 6.8a and 6.8b.
void add_frequency_dependence(TideCoefficients& tides, const JulianDate& tt,
                              const JulianDate& ut1) {
  const double centuries = ((tt.day - ERFA_DJ00) + tt.fraction) / ERFA_DJC;
  const double arguments[] = {eraFal03(centuries), eraFalp03(centuries), eraFaf03(centuries),
                              eraFad03(centuries), eraFaom03(centuries)};
  const double sidereal = eraGmst06(ut1.day, ut1.fraction, tt.day, tt.fraction) + ERFA_DPI;
  const Complex eta[] = {1.0, {0.0, -1.0}, 1.0};
  for (std::size_t m = 0; m <= 2; ++m) {
    Complex sum = 0.0;
    for (const SolidTideTerm& term : solid_tide_terms(static_cast<int>(m))) {
      double angle = static_cast<double>(m) * sidereal;
      for (std::size_t i = 0; i < 5; ++i) {
        angle -= static_cast<double>(term.multipliers[i]) * arguments[i];
      }
      sum += Complex(term.in_phase, term.out_of_phase) * std::polar(1e-12, angle);
    }
    if (m == 0) {
      tides.c[2][0] += sum.real();
    } else {
      add(tides, 2, m, eta[m] * sum);
    }
  }
}

/// Section 6.4 with the mean pole of section 7.1.4 (table 7.7): mas and years from 2000.0.
void add_pole_tide(TideCoefficients& tides, const TideInput& input) {
  const double t = ((input.tt.day - ERFA_DJ00) + input.tt.fraction) / ERFA_DJY;
  const bool cubic = t < 10.0;
  const double mean_x_mas =
      cubic ? 55.974 + t * (1.8243 + t * (0.18413 + t * 0.007024)) : 23.513 + t * 7.6141;
  const double mean_y_mas =
      cubic ? 346.346 + t * (1.7896 + t * (-0.10729 - t * 0.000908)) : 358.891 - t * 0.6287;
  const double m1_as = input.pole_x_rad * ERFA_DR2AS - 1e-3 * mean_x_mas;
  const double m2_as = -(input.pole_y_rad * ERFA_DR2AS - 1e-3 * mean_y_mas);
  tides.c[2][1] += -1.333e-9 * (m1_as + 0.0115 * m2_as);
  tides.s[2][1] += -1.333e-9 * (m2_as - 0.0115 * m1_as);
}

} // namespace

TideCoefficients solid_tides(const TideInput& input) {
  TideCoefficients tides;
  add_body(tides, input.sun_itrf_m, kSunMu_m3_s2);
  add_body(tides, input.moon_itrf_m, kMoonMu_m3_s2);
  add_frequency_dependence(tides, input.tt, input.ut1);
  if (input.pole_tide == PoleTide::solid) {
    add_pole_tide(tides, input);
  }
  if (input.zero_tide_field) {
    tides.c[2][0] -= TideCoefficients::kPermanentC20;
  }
  return tides;
}

Vector3 tide_acceleration_itrf(const TideCoefficients& tides, const Vector3& itrf_m) {
  // Solid harmonics H(n, m) = V + i W after Cunningham (Montenbruck and Gill, Satellite Orbits,
  // 2000, section 3.2.4), whose derivatives are those of the next degree.
  constexpr std::size_t kSize = kDegree + 2;
  Complex h[kSize][kSize] = {};
  const double radius = TideCoefficients::kRadius_m;
  const double r2 = itrf_m.squaredNorm();
  const double z = itrf_m.z() * radius / r2;
  const Complex xy(itrf_m.x() * radius / r2, itrf_m.y() * radius / r2);
  h[0][0] = radius / std::sqrt(r2);
  for (std::size_t m = 0; m < kSize; ++m) {
    if (m > 0) {
      h[m][m] = static_cast<double>(2 * m - 1) * xy * h[m - 1][m - 1];
    }
    for (std::size_t n = m + 1; n < kSize; ++n) {
      const Complex last =
          n >= m + 2 ? static_cast<double>(n + m - 1) * (radius * radius / r2) * h[n - 2][m]
                     : Complex(0.0);
      h[n][m] =
          (static_cast<double>(2 * n - 1) * z * h[n - 1][m] - last) / static_cast<double>(n - m);
    }
  }
  Vector3 sum = Vector3::Zero();
  for (std::size_t n = 2; n <= kDegree; ++n) {
    for (std::size_t m = 0; m <= n; ++m) {
      const Complex k = normalisation(n, m) * Complex(tides.c[n][m], -tides.s[n][m]);
      // Gradient of Re(k H): its z part, and x + i y from the neighbouring orders.
      sum.z() -= static_cast<double>(n - m + 1) * (k * h[n + 1][m]).real();
      if (m == 0) {
        sum.x() -= (k * h[n + 1][1]).real();
        sum.y() -= k.real() * h[n + 1][1].imag();
      } else {
        const double factor = static_cast<double>((n - m + 1) * (n - m + 2));
        const Complex up = k * h[n + 1][m + 1];
        const Complex down = factor * k * h[n + 1][m - 1];
        sum.x() += 0.5 * (down.real() - up.real());
        sum.y() -= 0.5 * (up.imag() + down.imag());
      }
    }
  }
  return TideCoefficients::kMu_m3_s2 / (radius * radius) * sum;
}

} // namespace urker::orbit
