#include "spacecraft/faults/component_life.hpp"

#include <cmath>

namespace urker::spacecraft {

ComponentLife::ComponentLife(const FaultConfig& config, std::optional<Time> at,
                             const RandomKey& key)
    : config_(config), at_(at), key_(key) {}

double ComponentLife::uniform(std::int64_t component, std::int64_t life, Draw draw) const {
  // 16 bits for the component are more than the configuration allows.
  const auto counter = static_cast<std::uint64_t>(life) << 17U |
                       static_cast<std::uint64_t>(component) << 1U |
                       static_cast<std::uint64_t>(draw);
  return random_uniform(key_, counter);
}

Time ComponentLife::end(std::int64_t component, std::int64_t life, Time from, double age_s) const {
  if (config_.at) {
    return component == 0 && life == 0 ? *at_ : kNever;
  }
  // The hazard that a life survives is exponential; what the age has used up is not drawn again.
  const double hazard = -std::log1p(-uniform(component, life, Draw::life));
  double left_s = 0.0;
  if (config_.constant) {
    left_s = hazard * config_.constant->mean_time_s;
  } else {
    const double shape = config_.weibull->shape;
    const double scale_s = config_.weibull->scale_s;
    const double used = std::pow(age_s / scale_s, shape);
    left_s = scale_s * std::pow(used + hazard, 1.0 / shape) - age_s;
  }
  constexpr double kLongest_s = 4e9; // beyond any run
  return left_s > kLongest_s ? kNever : from + round_seconds(std::max(0.0, left_s));
}

bool ComponentLife::is_repaired(std::int64_t component, std::int64_t life) const {
  return config_.reset && uniform(component, life, Draw::repair) < config_.reset->success;
}

} // namespace urker::spacecraft
