#include "link/budget/geo_flux.hpp"

#include "base/units.hpp"
#include "link/budget/transmitter.hpp"
#include "orbit/earth/geodesy.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace urker::link {

std::optional<FluxLimit> geo_flux_limit_at(double frequency_hz) {
  constexpr double kLimit_dbw_m2 = -174.0;
  const FluxLimit limit{8025e6,        8400e6, "EESS at the geostationary orbit, RR No. 22.5",
                        kLimit_dbw_m2, 0.0,    kLimit_dbw_m2,
                        4e3,           false};
  if (frequency_hz < limit.lowest_frequency_hz || frequency_hz > limit.highest_frequency_hz) {
    return std::nullopt;
  }
  return limit;
}

double geo_flux_dbw_m2(RadioConfig radio, double radius_m, double occupied_hz,
                       double reference_hz) {
  constexpr int kAround_deg = 15;
  const double limb_rad = std::asin(std::min(orbit::kEarthEquatorialRadius_m / radius_m, 1.0));
  if (radio.antenna) {
    radio.antenna->steering_limit_rad =
        std::min(radio.antenna->steering_limit_rad.value_or(limb_rad), limb_rad);
  }
  const Transmitter transmitter(std::move(radio));
  const auto flux = [&](LineOfSight line) {
    const double down_m = radius_m * std::cos(line.off_nadir_rad);
    line.range_m =
        down_m + std::sqrt(down_m * down_m + kGeoRadius_m * kGeoRadius_m - radius_m * radius_m);
    return flux_dbw_m2(transmitter.eirp_dbw(transmitter.towards(line)), line.range_m, occupied_hz,
                       reference_hz);
  };
  LineOfSight line;
  line.off_nadir_rad = std::numbers::pi; // nearest
  double greatest = flux(line);
  if (!transmitter.radio().antenna) {
    return greatest;
  }
  for (int degrees = 0; degrees <= 180; ++degrees) {
    line.off_nadir_rad = std::max(degrees * unit::deg.scale, limb_rad);
    for (int around = 0; around < 360; around += kAround_deg) {
      line.around_nadir_rad = around * unit::deg.scale;
      greatest = std::max(greatest, flux(line));
    }
  }
  return greatest;
}

} // namespace urker::link
