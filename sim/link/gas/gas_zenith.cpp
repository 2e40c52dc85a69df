#include "link/gas/gas_zenith.hpp"

#include "base/text_lines.hpp"
#include "link/gas/gas_lines.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>
#include <vector>

namespace urker::data {
std::string_view p676_oxygen_heights(); // sim/data/p676_oxygen_heights.csv
} // namespace urker::data

namespace urker::link {

namespace {

constexpr double kZeroCelsius_k = 273.15;

double square(double x) {
  return x * x;
}

struct Resonance {
  double f_ghz, a, b;
};

/// P.676-12 table 3; here b is not used.
constexpr Resonance kOxygen12[] = {
    {118.750334, 0.1597, 0.0}, {368.498246, 0.1066, 0.0}, {424.763020, 0.1325, 0.0},
    {487.249273, 0.1242, 0.0}, {715.392902, 0.0938, 0.0}, {773.839490, 0.1448, 0.0},
    {834.145546, 0.1374, 0.0},
};

/// P.676-12 table 4.
constexpr Resonance kVapour12[] = {
    {22.23508, 1.52, 2.56},   {183.310087, 7.62, 10.2}, {325.152888, 1.56, 2.7},
    {380.197353, 4.15, 5.7},  {439.150807, 0.2, 0.91},  {448.001085, 1.63, 2.46},
    {474.689092, 0.76, 2.22}, {488.490108, 0.26, 2.49}, {556.935985, 7.81, 10.0},
    {620.70087, 1.25, 2.35},  {752.033113, 16.2, 20.0}, {916.171582, 1.47, 2.58},
    {970.315022, 1.36, 2.44}, {987.926764, 1.6, 1.86},
};

/// P.676-13 table 4.
constexpr Resonance kVapour13[] = {
    {22.23508, 2.6846, 2.7649}, {183.310087, 5.8905, 4.9219}, {325.152888, 2.9810, 3.0748}};

/// P.676-12 eqs. 31 to 34, over the pressure ratio rp.
double oxygen_height_12_km(double f, double rp, double celsius) {
  const double t1 = 5.1040 / (1.0 + 0.066 * std::pow(rp, -2.3)) *
                    std::exp(-square((f - 59.7) / (2.87 + 12.4 * std::exp(-7.9 * rp))));
  double t2 = 0.0;
  for (const Resonance& r : kOxygen12) {
    t2 += r.a * std::exp(2.12 * rp) / (square(f - r.f_ghz) + 0.025 * std::exp(2.2 * rp));
  }
  const double t3 = 0.0114 * f / (1.0 + 0.14 * std::pow(rp, -2.6)) *
                    (15.02 * f * f - 1353.0 * f + 5.333e4) /
                    (f * f * f - 151.3 * f * f + 9629.0 * f - 6803.0);
  const double a = 0.7832 + 0.00709 * celsius;
  const double height = 6.1 * a / (1.0 + 0.17 * std::pow(rp, -1.1)) * (1.0 + t1 + t2 + t3);
  return f < 70.0 ? std::min(height, 10.7 * std::pow(rp, 0.3)) : height;
}

/// P.676-12 eqs. 35 to 38.
double vapour_height_12_km(double f, double rp, double celsius, double density_g_m3) {
  const double a = 1.9298 - 0.04166 * celsius + 0.0517 * density_g_m3;
  const double b = 1.1674 - 0.00622 * celsius + 0.0063 * density_g_m3;
  const double sigma = 1.013 / (1.0 + std::exp(-8.6 * (rp - 0.57)));
  double sum = 0.0;
  for (const Resonance& r : kVapour12) {
    sum += r.a * sigma / (square(f - r.f_ghz) + r.b * sigma);
  }
  return a + b * sum;
}

/// P.676-13 eq. 37.
double vapour_height_13_km(double f) {
  double height = 5.6585e-5 * f + 1.8348;
  for (const Resonance& r : kVapour13) {
    height += r.a / (square(f - r.f_ghz) + r.b);
  }
  return height;
}

/// Eq. 31 of P.676-13 at a frequency: a + b T + c P + d rho.
struct OxygenHeight {
  double f_ghz, a, b, c, d;
};

std::vector<OxygenHeight> read_oxygen_heights() {
  std::vector<OxygenHeight> heights;
  ShippedRows rows(data::p676_oxygen_heights(), "p676_oxygen_heights.csv");
  while (rows.next()) {
    OxygenHeight& h = heights.emplace_back();
    for (double* cell : {&h.f_ghz, &h.a, &h.b, &h.c, &h.d}) {
      *cell = rows.number();
    }
  }
  return heights;
}

double oxygen_height_13_km(double f, const Air& air) {
  static const std::vector<OxygenHeight> heights = read_oxygen_heights();
  const double total_hpa = 1e-2 * (air.dry_pressure_pa + air.vapour_pressure_pa());
  const auto height = [&](const OxygenHeight& h) {
    return h.a + h.b * air.temperature_k + h.c * total_hpa + h.d * 1e3 * air.vapour_density_kg_m3;
  };
  // Between the rows linear, the formula with them; beyond the ends the end's.
  const auto above = std::upper_bound(heights.begin(), heights.end(), f,
                                      [](double x, const OxygenHeight& h) { return x < h.f_ghz; });
  if (above == heights.begin() || above == heights.end()) {
    return height(above == heights.end() ? heights.back() : heights.front());
  }
  const auto below = std::prev(above);
  const double weight = (f - below->f_ghz) / (above->f_ghz - below->f_ghz);
  return (1.0 - weight) * height(*below) + weight * height(*above);
}

} // namespace

EquivalentHeights equivalent_heights(GasEdition edition, double frequency_hz, const Air& surface) {
  const double f = 1e-9 * frequency_hz;
  if (edition == GasEdition::p676_13) {
    return {1e3 * oxygen_height_13_km(f, surface), 1e3 * vapour_height_13_km(f)};
  }
  const double rp = (surface.dry_pressure_pa + surface.vapour_pressure_pa()) / 101325.0;
  const double celsius = surface.temperature_k - kZeroCelsius_k;
  return {1e3 * oxygen_height_12_km(f, rp, celsius),
          1e3 * vapour_height_12_km(f, rp, celsius, 1e3 * surface.vapour_density_kg_m3)};
}

double zenith_vapour_db(double frequency_hz, double vapour_content_kg_m2, double height_m) {
  if (vapour_content_kg_m2 <= 0.0) {
    return 0.0;
  }
  const double f = 1e-9 * frequency_hz;
  const double density_g_m3 = vapour_content_kg_m2 / 2.38;
  const Air reference{14.0 * std::log(0.22 * density_g_m3) + 3.0 + kZeroCelsius_k, 845e2,
                      1e-3 * density_g_m3};
  const double db = 0.0176 * vapour_content_kg_m2 *
                    vapour_attenuation_db_m(frequency_hz, reference) /
                    vapour_attenuation_db_m(20.6e9, reference);
  if (f < 20.0) {
    return db;
  }
  const double a = 0.2048 * std::exp(-square((f - 22.43) / 3.097)) +
                   0.2326 * std::exp(-square((f - 183.5) / 4.096)) +
                   0.2073 * std::exp(-square((f - 325.0) / 3.651)) - 0.1113;
  const double b = 8.741e4 * std::exp(-0.587 * f) + 312.2 * std::pow(f, -2.38) + 0.723;
  const double height_km = std::clamp(1e-3 * height_m, 0.0, 4.0);
  return db * (a * std::pow(height_km, b) + 1.0);
}

} // namespace urker::link
