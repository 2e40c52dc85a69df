#pragma once

#include "spacecraft/radiation/magnetic_shell.hpp"

#include <array>
#include <cstddef>

namespace urker::spacecraft {

/// Integral fluxes of protons, from all directions, above each of a few energies.
struct ProtonSpectrum {
  static constexpr std::size_t kEnergies = 10;
  static constexpr std::array<double, kEnergies> kEnergy_mev{10.0,  20.0,  30.0,  50.0,  70.0,
                                                             100.0, 150.0, 200.0, 300.0, 400.0};
  std::array<double, kEnergies> above_per_m2_s{};
};

/// Protons of the inner radiation belt by the AP-8 models (sim/data/trapped_protons_ap8.csv), with
/// `activity` from 0, solar minimum (AP-8 MIN), to 1, maximum (AP-8 MAX), and straight lines
/// between. The models are means of months; shielding and the drop of flux from the west are left
/// out.
[[nodiscard]] ProtonSpectrum trapped_protons(const MagneticShell& shell, double activity);

/// The same at a place in a year: the shell is that of the field of the AP-8 models, turned to the
/// west by 0.3 deg a year, as the South Atlantic Anomaly drifts (G. D. Badhwar, J. Geophys. Res.
/// 102 (1997) 2343). A newer field's shells would not do: with them the models of the 1960s put
/// more and more protons into the atmosphere.
[[nodiscard]] ProtonSpectrum trapped_protons(const orbit::Vector3& itrf_m, double year,
                                             double activity);

} // namespace urker::spacecraft
