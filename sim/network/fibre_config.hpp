#pragma once

#include "base/fields.hpp"

namespace urker::network {

/// Terrestrial fibre between any two sites: one dedicated line per direction. Congestion by other
/// traffic and failures are left out.
struct FibreConfig {
  double rate_bit_s = 1e9;
  double route_factor = 1.5;
  double refractive_index = 1.468;
  double equipment_delay_s = 2e-3;
};
void describe(FieldVisitor& v, FibreConfig& c);

} // namespace urker::network
