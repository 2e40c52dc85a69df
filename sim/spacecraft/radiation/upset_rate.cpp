#include "spacecraft/radiation/upset_rate.hpp"

#include "spacecraft/radiation/cosmic_rays.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace urker::spacecraft {

namespace {

constexpr double kMev_j = 1.602176634e-13;

double cross_section_m2(const Sensitivity& memory, double energy_mev) {
  const double threshold_mev = memory.proton_threshold_j / kMev_j;
  const double above_mev = energy_mev - threshold_mev;
  if (above_mev <= 0.0) {
    return 0.0;
  }
  const double y = std::sqrt(18.0 / threshold_mev) * above_mev;
  const double part = -std::expm1(-0.18 * std::sqrt(y));
  return memory.proton_cross_section_m2 * part * part * part * part;
}

} // namespace

double upset_rate_per_s(const Sensitivity& memory, const Radiation& radiation) {
  const auto& above = radiation.protons.above_per_m2_s;
  double rate = memory.ion_rate_per_s * radiation.cosmic_rays;
  if (above[0] <= 0.0) {
    return rate;
  }
  constexpr auto& kEnergy = ProtonSpectrum::kEnergy_mev;
  for (std::size_t k = 0; k < ProtonSpectrum::kEnergies; ++k) {
    const bool last = k + 1 == ProtonSpectrum::kEnergies;
    const double in_band = above[k] - (last ? 0.0 : above[k + 1]);
    const double energy_mev = last ? 1.25 * kEnergy[k] : std::sqrt(kEnergy[k] * kEnergy[k + 1]);
    rate += cross_section_m2(memory, energy_mev) * std::max(0.0, in_band);
  }
  return rate;
}

RadiationAlong::RadiationAlong(std::function<orbit::Vector3(Time)> itrf_m,
                               std::function<double(Time)> year,
                               std::function<double(Time)> activity)
    : itrf_m_(std::move(itrf_m)), year_(std::move(year)), activity_(std::move(activity)),
      field_(MagneticField::at_year(year_(kStart))) {}

Radiation RadiationAlong::at(Time t) const {
  const orbit::Vector3 place_m = itrf_m_(t);
  const double activity = activity_(t);
  return {trapped_protons(place_m, year_(t), activity),
          cosmic_ray_share(field_.eccentric_l(place_m), activity) * open_sky(place_m.norm())};
}

double solar_activity(double f107a) {
  return std::clamp((f107a - 72.0) / (156.0 - 72.0), 0.0, 1.0);
}

} // namespace urker::spacecraft
