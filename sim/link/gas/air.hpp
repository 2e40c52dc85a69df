#pragma once

namespace urker::link {

/// Air at one place, as ITU-R P.676 takes it: the total pressure is that of dry air and vapour.
struct Air {
  double temperature_k = 288.15;
  double dry_pressure_pa = 101325.0;
  double vapour_density_kg_m3 = 7.5e-3;

  /// Partial pressure of water vapour, ITU-R P.676 eq. 4.
  [[nodiscard]] double vapour_pressure_pa() const {
    return 100.0 * 1e3 * vapour_density_kg_m3 * temperature_k / 216.7;
  }
};

} // namespace urker::link
