#include "link/atmosphere/slant_gas.hpp"

#include "link/atmosphere/air_mass.hpp"
#include "link/gas/gas_path.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::link {
namespace {

constexpr double kZenith_rad = std::numbers::pi / 2.0;
constexpr double kVapourScale_m = 2000.0; // of the reference atmosphere

} // namespace

SlantGas SlantGas::of_zenith(double zenith_db) {
  SlantGas gas;
  gas.terms_[0] = zenith_db;
  return gas;
}

SlantGas SlantGas::by_lines(double frequency_hz, double height_m, double vapour_density_kg_m3) {
  constexpr double n = kTerms;
  const double at_sea_level_kg_m3 = vapour_density_kg_m3 * std::exp(height_m / kVapourScale_m);
  SlantGas gas;
  gas.used_ = kTerms;
  for (std::size_t j = 0; j < kTerms; ++j) {
    const double angle = std::numbers::pi * (static_cast<double>(j) + 0.5) / n;
    const double root = 0.5 * (1.0 + std::cos(angle));
    const double elevation_rad = kZenith_rad * root * root;
    const double db =
        gas_loss_by_lines(frequency_hz, elevation_rad, height_m, at_sea_level_kg_m3).total_db() /
        air_mass(elevation_rad);
    for (std::size_t k = 0; k < kTerms; ++k) {
      gas.terms_[k] += (k == 0 ? 1.0 : 2.0) / n * db * std::cos(static_cast<double>(k) * angle);
    }
  }
  return gas;
}

double SlantGas::at(double elevation_rad) const {
  if (used_ == 1) {
    return slant_factor(elevation_rad) * terms_[0];
  }
  const double part = std::clamp(elevation_rad / kZenith_rad, 0.0, 1.0);
  const double x = 2.0 * std::sqrt(part) - 1.0;
  double sum = terms_[0], before = 1.0, now = x;
  for (std::size_t k = 1; k < used_; ++k) {
    sum += terms_[k] * now;
    const double next = 2.0 * x * now - before;
    before = now;
    now = next;
  }
  return air_mass(elevation_rad) * sum;
}

SlantGas SlantGas::between(const SlantGas& a, const SlantGas& b, double weight) {
  SlantGas gas;
  gas.used_ = std::max(a.used_, b.used_);
  for (std::size_t k = 0; k < gas.used_; ++k) {
    gas.terms_[k] = a.terms_[k] + weight * (b.terms_[k] - a.terms_[k]);
  }
  return gas;
}

} // namespace urker::link
