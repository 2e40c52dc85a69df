#pragma once

#include "base/fields.hpp"
#include "base/units.hpp"
#include "link/optical/optical_terminal_config.hpp"

#include <cstdint>
#include <optional>

namespace urker::link {

/// The telescopes of a ground station: all alike, one satellite at a time each.
struct OpticalStationConfig {
  std::int64_t count = 1;
  double setup_time_s = 120.0; ///< between two passes on one telescope
  double shortest_wavelength_m = 1530e-9;
  double longest_wavelength_m = 1565e-9;
  double diameter_m = 0.0; ///< clear aperture
  double optics_loss_db = 3.0;
  double pointing_loss_db = 0.0;
  double receiver_loss_db = 0.0;        ///< against what the rate needs
  double turbulence_loss_db = 0.0;      ///< set aside for fades
  std::optional<double> zenith_loss_db; ///< of clear air
  double acquisition_time_s = 30.0;
  double least_elevation_rad = unit::deg.scale * 20.0;
  double sun_exclusion_rad = unit::deg.scale * 10.0;
  double cloud_height_m = 3000.0; ///< above the station, where the path meets clouds

  [[nodiscard]] bool receives(const OpticalTerminalConfig& terminal) const {
    return shortest_wavelength_m <= terminal.wavelength_m &&
           terminal.wavelength_m <= longest_wavelength_m;
  }
};
void describe(FieldVisitor& v, OpticalStationConfig& c);

} // namespace urker::link
