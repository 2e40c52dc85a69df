#pragma once

namespace urker::link {

/// Attenuation by oxygen and by water vapour along a path.
struct GasLoss {
  double oxygen_db = 0.0;
  double vapour_db = 0.0;
  [[nodiscard]] double total_db() const { return oxygen_db + vapour_db; }
};

/// From a height above mean sea level out of the air, bent by refraction: ITU-R P.676-13 Annex 1
/// section 2.2.1, through the reference atmosphere of P.835. Any elevation from 0 on; some
/// milliseconds.
[[nodiscard]] GasLoss gas_loss_by_lines(double frequency_hz, double elevation_rad, double height_m,
                                        double sea_level_vapour_kg_m3);

} // namespace urker::link
