#include "link/ground_antenna_config.hpp"

#include "base/decibel.hpp"
#include "link/antenna/dish.hpp"
#include "link/budget/terms.hpp"

namespace urker::link {

double GroundAntennaConfig::half_power_beamwidth_rad(double frequency_hz) const {
  if (beamwidth_rad) {
    return *beamwidth_rad;
  }
  if (dish) {
    return dish_width_rad(dish->diameter_m, frequency_hz);
  }
  constexpr double kApertureEfficiency = 0.6;
  const double gain = from_db(g_over_t_db_k.value()) * system_temperature_k;
  return dish_width_of_gain_rad(gain, kApertureEfficiency);
}

double GroundAntennaConfig::half_power_beamwidth_rad() const {
  return half_power_beamwidth_rad(0.5 * (lowest_frequency_hz + highest_frequency_hz));
}

double GroundAntennaConfig::diameter_m(double frequency_hz) const {
  return dish ? dish->diameter_m
              : kDishWidth_rad / half_power_beamwidth_rad(frequency_hz) * kSpeedOfLight_m_s /
                    frequency_hz;
}

void describe(FieldVisitor& v, GroundAntennaConfig& c) {
  v.required("lowest_frequency", c.lowest_frequency_hz, between(0.03, 110.0, unit::GHz),
             "Lower end of the band that it receives");
  v.required("highest_frequency", c.highest_frequency_hz, between(0.03, 110.0, unit::GHz),
             "Upper end of the band");
  v.optional("g_over_t", c.g_over_t_db_k, between(-40.0, 60.0, unit::dB_per_K),
             "Gain over system noise temperature at the zenith under clear sky; does not count "
             "beside a dish");
  v.optional("dish", c.dish,
             "The dish with its receiver, from which G/T follows by frequency, elevation and "
             "weather");
  v.check(c.g_over_t_db_k || c.dish, "g_over_t", "is needed where there is no `dish`");
  v.optional("system_temperature", c.system_temperature_k, between(5.0, 5000.0, unit::K),
             "System noise temperature at the zenith with g_over_t; sets how much the warm air "
             "near the horizon costs");
  v.optional("zenith_attenuation", c.zenith_attenuation_db, between(0.0, 20.0, unit::dB),
             "Attenuation by the whole atmosphere at the zenith at the band");
  v.optional("beamwidth", c.beamwidth_rad, between(0.001, 90.0, unit::deg),
             "Full width of the beam at half power; by default that of the dish, or of one of the "
             "gain that g_over_t and system_temperature make");
  v.optional("polarisation", c.polarisation,
             "If both ends of a link tell theirs, the loss by mismatch follows");
  v.optional("sun_noise", c.sun_noise,
             "Whether Sun and Moon in the beam add to the noise; true with a dish, false with "
             "g_over_t unless given");
  v.optional("lock_time", c.lock_time_s, between(0.0, 120.0, unit::s),
             "What the demodulator takes to lock to carrier, symbols and frames, at the begin of a "
             "pass and after each time without signal, before data count");
  v.optional(
      "mount", c.mount,
      "How fast it turns, elevation over azimuth: slews from pass to pass take their time, "
      "and near the zenith the satellite is lost. None given: it is always on the satellite");
  v.optional("geo_arc_separation", c.geo_arc_separation_rad, between(0.01, 90.0, unit::deg),
             "It does not work with a satellite whose direction is nearer the geostationary arc");
  v.check(c.lowest_frequency_hz <= c.highest_frequency_hz, "highest_frequency",
          "the band's upper end lies below its lower end");
}

} // namespace urker::link
