#pragma once

#include "base/fields.hpp"
#include "link/antenna/masks.hpp"
#include "link/noise/noise.hpp"

namespace urker::link {

/// A dish on the ground with its receiver, up to the first amplifier.
struct DishConfig {
  double diameter_m = 0.0;
  double efficiency = 0.6;      ///< of the aperture, its surface aside
  double surface_error_m = 0.0; ///< root mean square
  SideLobes side_lobes = SideLobes::s465;
  double pointing_error_rad = 0.0;
  double feeder_loss_db = 0.2; ///< between antenna and amplifier
  double feeder_temperature_k = kReferenceTemperature_k;
  double amplifier_temperature_k = 0.0; ///< noise temperature, with what follows it
  double spillover = 0.05;              ///< part of the pattern on the ground
  double ground_temperature_k = kReferenceTemperature_k;

  [[nodiscard]] ReceiverChain chain() const {
    return {feeder_loss_db, feeder_temperature_k, amplifier_temperature_k, spillover,
            ground_temperature_k};
  }
  /// Of aperture and surface together.
  [[nodiscard]] double whole_efficiency(double frequency_hz) const;
};
void describe(FieldVisitor& v, DishConfig& c);

} // namespace urker::link
