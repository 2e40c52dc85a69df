#include "link/gas/gas_lines.hpp"

#include "base/text_lines.hpp"

#include <cmath>
#include <string_view>
#include <vector>

namespace urker::data {
std::string_view p676_oxygen_lines(); // sim/data/p676_oxygen_lines.csv
std::string_view p676_vapour_lines(); // sim/data/p676_vapour_lines.csv
} // namespace urker::data

namespace urker::link {

namespace {

/// A line's frequency in GHz and the six coefficients of table 1 or 2.
struct SpectralLine {
  double f0_ghz;
  double c1, c2, c3, c4, c5, c6;
};

std::vector<SpectralLine> read_lines(std::string_view text, const char* name) {
  std::vector<SpectralLine> lines;
  ShippedRows rows(text, name);
  while (rows.next()) {
    SpectralLine& line = lines.emplace_back();
    for (double* cell :
         {&line.f0_ghz, &line.c1, &line.c2, &line.c3, &line.c4, &line.c5, &line.c6}) {
      *cell = rows.number();
    }
  }
  return lines;
}

/// Eq. 5: shape of a line of a width, with the correction of overlapping lines.
double shape(double f_ghz, double f0_ghz, double width_ghz, double correction) {
  const double below = f0_ghz - f_ghz;
  const double above = f0_ghz + f_ghz;
  return f_ghz / f0_ghz *
         ((width_ghz - correction * below) / (below * below + width_ghz * width_ghz) +
          (width_ghz - correction * above) / (above * above + width_ghz * width_ghz));
}

/// Eqs. 8 and 9: non-resonant part of dry air, by Debye's spectrum and pressure on nitrogen.
double dry_continuum(double f_ghz, double dry_hpa, double vapour_hpa, double theta) {
  const double d = 5.6e-4 * (dry_hpa + vapour_hpa) * std::pow(theta, 0.8);
  const double ratio = f_ghz / d;
  return f_ghz * dry_hpa * theta * theta *
         (6.14e-5 / (d * (1.0 + ratio * ratio)) +
          1.4e-12 * dry_hpa * std::pow(theta, 1.5) / (1.0 + 1.9e-5 * std::pow(f_ghz, 1.5)));
}

constexpr double kPerMetre = 0.1820 * 1e-3; // eq. 1 gives dB/km

} // namespace

double oxygen_attenuation_db_m(double frequency_hz, const Air& air) {
  static const std::vector<SpectralLine> lines =
      read_lines(data::p676_oxygen_lines(), "p676_oxygen_lines.csv");
  const double f_ghz = 1e-9 * frequency_hz;
  const double dry_hpa = 1e-2 * air.dry_pressure_pa;
  const double vapour_hpa = 1e-2 * air.vapour_pressure_pa();
  const double theta = 300.0 / air.temperature_k;
  const double theta08 = std::pow(theta, 0.8);
  double sum = dry_continuum(f_ghz, dry_hpa, vapour_hpa, theta);
  for (const SpectralLine& line : lines) {
    const double strength =
        line.c1 * 1e-7 * dry_hpa * theta * theta * theta * std::exp(line.c2 * (1.0 - theta));
    const double collisions =
        line.c3 * 1e-4 * (dry_hpa * std::pow(theta, 0.8 - line.c4) + 1.1 * vapour_hpa * theta);
    const double width = std::sqrt(collisions * collisions + 2.25e-6); // Zeeman splitting
    const double correction = (line.c5 + line.c6 * theta) * 1e-4 * (dry_hpa + vapour_hpa) * theta08;
    sum += strength * shape(f_ghz, line.f0_ghz, width, correction);
  }
  return kPerMetre * f_ghz * sum;
}

double vapour_attenuation_db_m(double frequency_hz, const Air& air) {
  static const std::vector<SpectralLine> lines =
      read_lines(data::p676_vapour_lines(), "p676_vapour_lines.csv");
  const double f_ghz = 1e-9 * frequency_hz;
  const double dry_hpa = 1e-2 * air.dry_pressure_pa;
  const double vapour_hpa = 1e-2 * air.vapour_pressure_pa();
  const double theta = 300.0 / air.temperature_k;
  const double theta35 = std::pow(theta, 3.5);
  double sum = 0.0;
  for (const SpectralLine& line : lines) {
    const double strength =
        line.c1 * 1e-1 * vapour_hpa * theta35 * std::exp(line.c2 * (1.0 - theta));
    const double collisions =
        line.c3 * 1e-4 *
        (dry_hpa * std::pow(theta, line.c4) + line.c5 * vapour_hpa * std::pow(theta, line.c6));
    const double width =
        0.535 * collisions + // Doppler broadening
        std::sqrt(0.217 * collisions * collisions + 2.1316e-12 * line.f0_ghz * line.f0_ghz / theta);
    sum += strength * shape(f_ghz, line.f0_ghz, width, 0.0);
  }
  return kPerMetre * f_ghz * sum;
}

} // namespace urker::link
