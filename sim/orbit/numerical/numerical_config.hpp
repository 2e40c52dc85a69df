#pragma once

#include "base/fields.hpp"
#include "orbit/force/force_model_config.hpp"
#include "orbit/orbit_forms.hpp"
#include "time/epoch.hpp"

#include <optional>

namespace urker::orbit {

/// An orbit that is integrated from an initial state under chosen forces.
struct NumericalConfig {
  std::optional<CartesianConfig> cartesian; ///< one of both
  std::optional<KeplerianConfig> keplerian; ///< osculating
  double mass_kg = 0.0;                     ///< at the epoch of the state
  double tolerance_m = 1e-7;                ///< see `NumericalOrbit`
  ForceModelConfig forces;
};
void describe(FieldVisitor& v, NumericalConfig& c);

/// When the initial state holds.
[[nodiscard]] Time initial_time(const NumericalConfig& c, const Epoch& epoch);

} // namespace urker::orbit
