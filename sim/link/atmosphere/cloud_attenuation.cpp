#include "link/atmosphere/cloud_attenuation.hpp"

#include <cmath>

namespace urker::link {

namespace {

/// K_l of P.840, dB/km per g/m3, which is dB per kg/m2.
double mass_absorption(double f_ghz, double temperature_k) {
  const double theta = 300.0 / temperature_k - 1.0;
  const double e0 = 77.66 + 103.3 * theta;
  const double e1 = 0.0671 * e0;
  constexpr double e2 = 3.52;
  const double fp = 20.20 - 146.0 * theta + 316.0 * theta * theta; // relaxation, GHz
  const double fs = 39.8 * fp;
  const double first = 1.0 + (f_ghz / fp) * (f_ghz / fp);
  const double second = 1.0 + (f_ghz / fs) * (f_ghz / fs);
  const double real = (e0 - e1) / first + (e1 - e2) / second + e2;
  const double imaginary = f_ghz * (e0 - e1) / (fp * first) + f_ghz * (e1 - e2) / (fs * second);
  const double eta = (2.0 + real) / imaginary;
  return 0.819 * f_ghz / (imaginary * (1.0 + eta * eta));
}

} // namespace

double reduced_liquid_attenuation_db_m2_kg(double frequency_hz) {
  return mass_absorption(1e-9 * frequency_hz, 273.15);
}

double liquid_attenuation_db_m2_kg(double frequency_hz) {
  const double f = 1e-9 * frequency_hz;
  const double below = f + 23.9589;
  const double above = f - 219.2096;
  const double correction = 0.1522 * std::exp(-below * below / 3.2991e3) +
                            11.51 * std::exp(-above * above / 2.7595e6) - 10.4912;
  return mass_absorption(f, 273.75) * correction;
}

} // namespace urker::link
