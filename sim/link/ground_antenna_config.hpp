#pragma once

#include "base/fields.hpp"

namespace urker::link {

/// A receiving antenna on the ground, at the band in which it works.
struct GroundAntennaConfig {
  double g_over_t_db_k = 0.0;          ///< at the zenith under clear sky
  double system_temperature_k = 120.0; ///< at the zenith under clear sky
  double zenith_attenuation_db = 0.05; ///< of the whole atmosphere at the band
};
void describe(FieldVisitor& v, GroundAntennaConfig& c);

} // namespace urker::link
