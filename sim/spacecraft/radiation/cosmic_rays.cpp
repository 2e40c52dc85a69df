#include "spacecraft/radiation/cosmic_rays.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace urker::spacecraft {

namespace {

constexpr double kRest_gev = 0.938;
constexpr double kLeastEnergy_gev = 0.1; // a nucleon
constexpr double kMostEnergy_gev = 1000.0;
constexpr double kMinimum_gv = 0.4;
constexpr double kMaximum_gv = 1.0;
constexpr double kChargeOverMass = 0.5;

/// Rigidity of a particle with the charge of its nucleons: momentum a nucleon, GeV/c.
double momentum_gev(double energy_gev) {
  return std::sqrt(energy_gev * (energy_gev + 2.0 * kRest_gev));
}

/// Usoskin's eqs. 1 and 2, in relative units.
double differential_flux(double energy_gev, double potential_gv) {
  const double lost_gev = kChargeOverMass * potential_gv;
  const double outside_gev = energy_gev + lost_gev;
  const double p = momentum_gev(outside_gev);
  const double outside = std::pow(p, -2.78) / (1.0 + 0.4866 * std::pow(p, -2.51));
  return outside * energy_gev * (energy_gev + 2.0 * kRest_gev) /
         (outside_gev * (outside_gev + 2.0 * kRest_gev));
}

/// By Simpson's rule over the logarithm of the energy.
double flux_above(double least_gev, double potential_gv) {
  constexpr int kIntervals = 400;
  const double begin = std::log(least_gev);
  const double step = (std::log(kMostEnergy_gev) - begin) / kIntervals;
  double sum = 0.0;
  for (int i = 0; i <= kIntervals; ++i) {
    const double energy_gev = std::exp(begin + i * step);
    const double weight = i == 0 || i == kIntervals ? 1.0 : (i % 2 == 1 ? 4.0 : 2.0);
    sum += weight * energy_gev * differential_flux(energy_gev, potential_gv);
  }
  return sum * step / 3.0;
}

/// Shares by rigidity in steps, at solar minimum and maximum.
class Shares {
 public:
  Shares() {
    const double all = flux_above(kLeastEnergy_gev, kMinimum_gv);
    for (std::size_t i = 0; i < kSteps; ++i) {
      const double momentum = kChargeOverMass * kStep_gv * static_cast<double>(i);
      const double energy_gev = std::sqrt(momentum * momentum + kRest_gev * kRest_gev) - kRest_gev;
      const double least_gev = std::max(kLeastEnergy_gev, energy_gev);
      minimum_[i] = flux_above(least_gev, kMinimum_gv) / all;
      maximum_[i] = flux_above(least_gev, kMaximum_gv) / all;
    }
  }
  [[nodiscard]] double share(double cutoff_gv, double activity) const {
    const double position = std::min(cutoff_gv / kStep_gv, kSteps - 1.001);
    const auto before = static_cast<std::size_t>(position);
    const double fraction = position - static_cast<double>(before);
    const auto at = [&](const std::array<double, kSteps>& shares) {
      return shares[before] + fraction * (shares[before + 1] - shares[before]);
    };
    return (1.0 - activity) * at(minimum_) + activity * at(maximum_);
  }

 private:
  static constexpr std::size_t kSteps = 181;
  static constexpr double kStep_gv = 0.1;
  std::array<double, kSteps> minimum_{}, maximum_{};
};

} // namespace

double cosmic_ray_share(double l, double activity) {
  static const Shares shares;
  return shares.share(14.5 / (l * l), activity);
}

double open_sky(double radius_m) {
  constexpr double kEarth_m = 6371.0e3;
  const double ratio = std::min(1.0, kEarth_m / radius_m);
  return 0.5 * (1.0 + std::sqrt(1.0 - ratio * ratio));
}

} // namespace urker::spacecraft
