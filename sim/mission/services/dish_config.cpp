#include "mission/services/dish_config.hpp"

namespace urker::mission {

void describe(FieldVisitor& v, DishConfig& c) {
  v.required("diameter", c.diameter_m, between(0.2, 40.0, unit::m), "Of the aperture");
  v.optional("efficiency", c.efficiency, between(0.1, 1.0, unit::one), "Of the aperture");
  v.optional("noise_temperature", c.amplifier_k, between(1.0, 5000.0, unit::K),
             "Of the low-noise converter with what follows it");
  v.optional("feed_loss", c.feed_loss_db, between(0.0, 10.0, unit::dB),
             "Between dish and converter, at 290 K");
  v.optional("spillover", c.spillover, between(0.0, 0.5, unit::one),
             "Part of the pattern that looks at warm ground");
  v.optional("pointing_loss", c.pointing_loss_db, between(0.0, 10.0, unit::dB),
             "By a dish that is not quite on its satellite");
  v.optional("cross_polarisation", c.cross_polarisation_db, between(0.0, 60.0, unit::dB),
             "How far it takes the opposite polarisation below its own, in any direction");
  v.optional("side_lobes", c.side_lobes,
             "s580 (dishes below 50 wavelengths: s465), s465, f699: ITU-R masks");
}

} // namespace urker::mission
