#pragma once

#include "base/fields.hpp"
#include "link/antenna/masks.hpp"
#include "link/noise/noise.hpp"

namespace urker::mission {

/// A dish that receives a service.
struct DishConfig {
  double diameter_m = 0.0;
  double efficiency = 0.65;
  double amplifier_k = 70.0; ///< noise temperature of the converter, with what follows it
  double feed_loss_db = 0.2; ///< between dish and amplifier
  double spillover = 0.08;   ///< part of the pattern on warm ground
  double pointing_loss_db = 0.3;
  double cross_polarisation_db = 25.0; ///< below its own polarisation
  link::SideLobes side_lobes = link::SideLobes::s580;

  [[nodiscard]] link::ReceiverChain receiver() const {
    return {.feed_loss_db = feed_loss_db, .amplifier_k = amplifier_k, .spillover = spillover};
  }
};
void describe(FieldVisitor& v, DishConfig& c);

} // namespace urker::mission
