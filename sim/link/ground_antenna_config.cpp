#include "link/ground_antenna_config.hpp"

#include "link/antenna/dish.hpp"
#include "link/budget/terms.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::link {

double GroundAntennaConfig::half_power_beamwidth_rad() const {
  if (beamwidth_rad) {
    return *beamwidth_rad;
  }
  constexpr double kApertureEfficiency = 0.6;
  const double gain = std::pow(10.0, g_over_t_db_k / 10.0) * system_temperature_k;
  const double diameter_wavelengths = std::sqrt(gain / kApertureEfficiency) / std::numbers::pi;
  // Below a gain of some 10 dB the rule is none: it must not look behind itself.
  return std::min(kDishWidth_rad / diameter_wavelengths, std::numbers::pi / 2.0);
}

double GroundAntennaConfig::diameter_m(double frequency_hz) const {
  return kDishWidth_rad / half_power_beamwidth_rad() * kSpeedOfLight_m_s / frequency_hz;
}

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
  v.optional("beamwidth", c.beamwidth_rad, between(0.001, 90.0, unit::deg),
             "Full width of the beam at half power, for Sun outages; by default that of a dish of "
             "the gain that g_over_t and system_temperature make");
  v.optional("lock_time", c.lock_time_s, between(0.0, 120.0, unit::s),
             "What the demodulator takes to lock to carrier, symbols and frames, at the begin of a "
             "pass and after each time without signal, before data count");
  v.check(c.lowest_frequency_hz <= c.highest_frequency_hz, "highest_frequency",
          "the band's upper end lies below its lower end");
}

} // namespace urker::link
