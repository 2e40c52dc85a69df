#pragma once

#include "base/fields.hpp"

namespace urker::link {

/// A receiving antenna on the ground, at the band in which it works.
struct GroundAntennaConfig {
  double lowest_frequency_hz = 0.0; ///< of the band that it receives
  double highest_frequency_hz = 0.0;
  double g_over_t_db_k = 0.0;          ///< at the zenith under clear sky
  double system_temperature_k = 120.0; ///< at the zenith under clear sky
  double zenith_attenuation_db = 0.05; ///< of the whole atmosphere at the band

  [[nodiscard]] bool receives(double frequency_hz) const {
    return lowest_frequency_hz <= frequency_hz && frequency_hz <= highest_frequency_hz;
  }
};
void describe(FieldVisitor& v, GroundAntennaConfig& c);

} // namespace urker::link
