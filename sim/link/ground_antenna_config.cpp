#include "link/ground_antenna_config.hpp"

namespace urker::link {

void describe(FieldVisitor& v, GroundAntennaConfig& c) {
  v.required("lowest_frequency", c.lowest_frequency_hz, between(0.03, 110.0, unit::GHz),
             "Lower end of the band that it receives");
  v.required("highest_frequency", c.highest_frequency_hz, between(0.03, 110.0, unit::GHz),
             "Upper end of the band");
  v.required("g_over_t", c.g_over_t_db_k, between(-40.0, 60.0, unit::dB_per_K),
             "Gain over system noise temperature at the zenith under clear sky");
  v.optional("system_temperature", c.system_temperature_k, between(5.0, 5000.0, unit::K),
             "System noise temperature at the zenith; sets how much the warm air near the horizon "
             "costs");
  v.optional("zenith_attenuation", c.zenith_attenuation_db, between(0.0, 20.0, unit::dB),
             "Attenuation by the whole atmosphere at the zenith at the band");
  v.check(c.lowest_frequency_hz <= c.highest_frequency_hz, "highest_frequency",
          "the band's upper end lies below its lower end");
}

} // namespace urker::link
