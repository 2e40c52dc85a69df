#include "spacecraft/radiation/upset_train.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace urker;
using namespace urker::spacecraft;

namespace {

/// An anomaly in the middle of the hour.
UpsetBlock::Rates bump(double peak_per_s) {
  UpsetBlock::Rates rates{};
  for (std::size_t i = 0; i < rates.size(); ++i) {
    const double x = (static_cast<double>(i) - 60.0) / 12.0;
    rates[i] = peak_per_s * std::exp(-x * x);
  }
  return rates;
}

constexpr RandomKey kKey{7, 8, 9};

} // namespace

TEST_CASE("As many events come as the integral of their rate, spread like Poisson's") {
  const auto rates = bump(2e-3);
  const double expected = expected_events(rates);
  CHECK(expected == Approx(2e-3 * 12.0 * 30.0 * std::sqrt(3.14159265358979)).epsilon(1e-6));
  constexpr int kBlocks = 20000;
  double sum = 0.0;
  double squares = 0.0;
  double late = 0.0;
  for (std::int64_t b = 0; b < kBlocks; ++b) {
    const auto events = events_in_block(rates, b, kKey);
    CHECK(std::is_sorted(events.begin(), events.end()));
    for (const Time t : events) {
      REQUIRE(UpsetBlock::at(t) == b);
      late += t - UpsetBlock::begin(b) > std::chrono::seconds(1800 + 360); // one width later
    }
    const auto n = static_cast<double>(events.size());
    sum += n;
    squares += n * n;
  }
  const double mean = sum / kBlocks;
  CHECK(mean == Approx(expected).epsilon(0.02));
  CHECK(squares / kBlocks - mean * mean == Approx(expected).epsilon(0.04));
  CHECK(late / sum == Approx(0.5 * std::erfc(1.0)).epsilon(0.05));
}

TEST_CASE("Within a step times follow the straight rate") {
  UpsetBlock::Rates ramp{};
  ramp[1] = 1.0; // 0 to 1/s in the first 30 s, and back to 0 in the next
  double sum = 0.0;
  double count = 0.0;
  for (std::int64_t b = 0; b < 2000; ++b) {
    for (const Time t : events_in_block(ramp, b, kKey)) {
      const double s = to_seconds(t - UpsetBlock::begin(b));
      if (s < 30.0) {
        sum += s;
        count += 1.0;
      }
    }
  }
  CHECK(count / 2000.0 == Approx(15.0).epsilon(0.02));
  CHECK(sum / count == Approx(20.0).epsilon(0.01)); // centroid of a triangle
}

TEST_CASE("A block's events do not depend on what was asked before") {
  const auto rates = bump(1e-2);
  const auto once = events_in_block(rates, 1000, kKey);
  static_cast<void>(events_in_block(rates, 3, kKey));
  CHECK(events_in_block(rates, 1000, kKey) == once);
  CHECK(events_in_block(rates, 1001, kKey) != once);
  CHECK(events_in_block(bump(0.0), 5, kKey).empty());
}
