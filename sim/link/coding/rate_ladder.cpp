#include "link/coding/rate_ladder.hpp"

#include <algorithm>
#include <utility>

namespace urker::link {

RateLadder::RateLadder(std::vector<RateStep> steps, double margin_db, double hysteresis_db)
    : margin_db_(margin_db), hysteresis_db_(hysteresis_db) {
  std::sort(steps.begin(), steps.end(), [](const RateStep& a, const RateStep& b) {
    return a.least_cn0_db_hz != b.least_cn0_db_hz ? a.least_cn0_db_hz < b.least_cn0_db_hz
                                                  : a.rate_bit_s > b.rate_bit_s;
  });
  for (RateStep& step : steps) {
    if (steps_.empty() || step.rate_bit_s > steps_.back().rate_bit_s) {
      steps_.push_back(std::move(step));
    }
  }
}

double RateLadder::leave_db_hz(std::size_t step) const {
  return steps_[step].least_cn0_db_hz + margin_db_;
}

double RateLadder::enter_db_hz(std::size_t step) const {
  return leave_db_hz(step) + hysteresis_db_;
}

std::optional<std::size_t> RateLadder::first_step(double cn0_db_hz) const {
  const auto above =
      std::upper_bound(steps_.begin(), steps_.end(), cn0_db_hz - margin_db_,
                       [](double cn0, const RateStep& s) { return cn0 < s.least_cn0_db_hz; });
  if (above == steps_.begin()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(above - steps_.begin()) - 1;
}

std::optional<std::size_t> RateLadder::step(double cn0_db_hz,
                                            std::optional<std::size_t> before) const {
  const auto held = first_step(cn0_db_hz);
  if (held && before && *held <= *before) {
    return held;
  }
  const auto entered = first_step(cn0_db_hz - hysteresis_db_);
  return before && (!entered || *entered < *before) && held ? before : entered;
}

} // namespace urker::link
