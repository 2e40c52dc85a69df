#include "link/antenna/dish_config.hpp"

#include "base/decibel.hpp"
#include "link/antenna/dish.hpp"

namespace urker::link {

namespace {

constexpr Unit kMillimetre{"mm", {.length = 1}, 1e-3};

} // namespace

void describe(FieldVisitor& v, DishConfig& c) {
  v.required("diameter", c.diameter_m, between(0.1, 100.0, unit::m), "Of the reflector");
  v.optional("efficiency", c.efficiency, between(0.05, 1.0, unit::one),
             "Of the aperture, without what its surface costs");
  v.optional("surface_error", c.surface_error_m, between(0.0, 100.0, kMillimetre),
             "Root mean square of the surface, which costs by Ruze's formula");
  v.optional("side_lobes", c.side_lobes,
             "Mask by ITU-R S.465, S.580 or F.699 around a main beam of 70 deg of wavelengths a "
             "diameter");
  v.optional("pointing_error", c.pointing_error_rad, between(0.0, 10.0, unit::deg),
             "By which its axis misses the satellite while it tracks");
  v.optional("feeder_loss", c.feeder_loss_db, between(0.0, 10.0, unit::dB),
             "Between antenna and amplifier");
  v.optional("feeder_temperature", c.feeder_temperature_k, between(5.0, 400.0, unit::K),
             "At which the feeder is");
  v.required("amplifier_temperature", c.amplifier_temperature_k, between(1.0, 10000.0, unit::K),
             "Noise temperature of the low-noise amplifier, with what follows it");
  v.optional("spillover", c.spillover, between(0.0, 0.9, unit::one),
             "Part of the pattern that lies on the ground");
  v.optional("ground_temperature", c.ground_temperature_k, between(100.0, 400.0, unit::K),
             "At which that is");
}

double DishConfig::whole_efficiency(double frequency_hz) const {
  return efficiency * from_db(-surface_loss_db(surface_error_m, frequency_hz));
}

} // namespace urker::link
