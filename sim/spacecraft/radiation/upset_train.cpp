#include "spacecraft/radiation/upset_train.hpp"

#include <cmath>

namespace urker::spacecraft {

namespace {

constexpr double kStep_s = 30.0;

/// Where the integral of a rate that is straight over a step, r0 to r1, reaches `part`.
double inverse_s(double r0, double r1, double part) {
  const double slope = (r1 - r0) / kStep_s;
  const double root = std::sqrt(std::max(0.0, r0 * r0 + 2.0 * slope * part));
  return std::min(kStep_s, 2.0 * part / (r0 + root));
}

} // namespace

double expected_events(const UpsetBlock::Rates& rates) {
  double sum = 0.0;
  for (std::size_t i = 1; i < rates.size(); ++i) {
    sum += 0.5 * (rates[i - 1] + rates[i]) * kStep_s;
  }
  return sum;
}

std::vector<Time> events_in_block(const UpsetBlock::Rates& rates, std::int64_t block,
                                  const RandomKey& key) {
  std::vector<Time> events;
  // Half of the counter for the block, half for the events within it.
  std::uint64_t counter = static_cast<std::uint64_t>(block) << 32U;
  const auto exponential = [&] { return -std::log1p(-random_uniform(key, counter++)); };
  double next = exponential();
  double before = 0.0;
  for (std::size_t i = 1; i < rates.size(); ++i) {
    const double in_step = 0.5 * (rates[i - 1] + rates[i]) * kStep_s;
    while (next < before + in_step) {
      const double at_s =
          static_cast<double>(i - 1) * kStep_s + inverse_s(rates[i - 1], rates[i], next - before);
      events.push_back(UpsetBlock::begin(block) + round_seconds(at_s));
      next += exponential();
    }
    before += in_step;
  }
  return events;
}

} // namespace urker::spacecraft
