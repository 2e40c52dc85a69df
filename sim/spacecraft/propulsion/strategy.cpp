#include "spacecraft/propulsion/strategy.hpp"

#include "base/error.hpp"
#include "spacecraft/propulsion/altitude_strategies.hpp"
#include "spacecraft/propulsion/disposal.hpp"
#include "spacecraft/propulsion/drift_strategy.hpp"

#include <fmt/format.h>

#include <cmath>

namespace urker::spacecraft {

double Look::speed_m_s() const {
  return std::sqrt(orbit::kMu_m3_s2 / orbit.semi_major_axis_m);
}

double Look::delta_v_for_m_s(double semi_major_axis_m) const {
  return 0.5 * speed_m_s() * semi_major_axis_m / orbit.semi_major_axis_m;
}

std::string too_little(double needed_m_s, double available_m_s) {
  return fmt::format("propellant: needs {:.2f} m/s, {:.2f} m/s are left", needed_m_s,
                     available_m_s);
}

std::unique_ptr<Strategy> make_strategy(const StrategyConfig& config, Time begin) {
  if (config.phase) {
    return std::make_unique<Phase>(*config.phase, begin);
  }
  if (config.raise) {
    return std::make_unique<Raise>(*config.raise);
  }
  if (config.phasing) {
    return std::make_unique<DriftStrategy>(*config.phasing);
  }
  if (config.plane_separation) {
    return std::make_unique<DriftStrategy>(*config.plane_separation);
  }
  if (config.keep) {
    return std::make_unique<Keep>(*config.keep, begin);
  }
  require(config.dispose.has_value(), "a strategy of no kind");
  return std::make_unique<Disposal>(*config.dispose);
}

} // namespace urker::spacecraft
