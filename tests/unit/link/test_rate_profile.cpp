#include "link/budget.hpp"
#include "link/rate_profile.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace urker;
using namespace urker::link;

namespace {

Time at(double seconds) {
  return kStart + round_seconds(seconds);
}

/// Rates that need 80, 83 and 86 dB Hz in all, given out of order.
RadioConfig three_rates() {
  RadioConfig radio;
  radio.implementation_loss_db = 1.0;
  radio.required_margin_db = 2.0;
  radio.rates = {{2e7, 7.0 - 10.0 * std::log10(2.0) + 3.0},
                 {1e7, 7.0},
                 {4e7, 7.0 - 10.0 * std::log10(4.0) + 6.0}};
  return radio;
}

} // namespace

TEST_CASE("A pass climbs the ladder of rates and comes down again") {
  // A parabola with its top of 87 dB Hz at 300.3 s: switches at exact places.
  const auto cn0 = [](Time t) {
    const double x = (seconds_since_start(t) - 300.3) / 100.0;
    return 87.0 - x * x;
  };
  const auto segments = rate_profile(three_rates(), cn0, at(0), at(600));
  REQUIRE(segments.size() == 5);
  const std::vector<double> rates{1e7, 2e7, 4e7, 2e7, 1e7};
  const std::vector<double> ends{-std::sqrt(7.0), -2.0, -1.0, 1.0, 2.0, std::sqrt(7.0)};
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(segments[i].rate_bit_s == rates[i]);
    CHECK(seconds_since_start(segments[i].begin) == Approx(300.3 + 100 * ends[i]).margin(2e-9));
    CHECK(seconds_since_start(segments[i].end) == Approx(300.3 + 100 * ends[i + 1]).margin(2e-9));
    CHECK(segments[i].least_margin_db == Approx(2.0).margin(1e-9));
  }
}

TEST_CASE("The segments hold what they promise everywhere") {
  const RadioConfig radio = three_rates();
  const auto cn0 = [](Time t) {
    const double s = seconds_since_start(t);
    return 83.0 + 4.5 * std::sin(s / 70.0) + 0.8 * std::sin(s / 23.0);
  };
  const auto segments = rate_profile(radio, cn0, at(0), at(1000));
  std::size_t k = 0;
  for (double s = 0.005; s < 1000.0; s += 0.01) {
    while (k < segments.size() && segments[k].end <= at(s)) {
      ++k;
    }
    double best = 0.0;
    double margin = 0.0;
    for (const RateConfig& rate : radio.rates) {
      const double m = margin_db(radio, rate, cn0(at(s)));
      if (m >= 2.0 && rate.rate_bit_s > best) {
        best = rate.rate_bit_s;
        margin = m;
      }
    }
    const bool inside = k < segments.size() && segments[k].begin <= at(s);
    REQUIRE((inside ? segments[k].rate_bit_s : 0.0) == best);
    if (inside) {
      REQUIRE(segments[k].least_margin_db <= margin + 1e-9);
    }
  }
  CHECK(segments.size() > 10);
}

TEST_CASE("A top between two samples is not missed") {
  // 5 s above the lowest threshold, all between samples at 300 s and 310 s.
  const auto cn0 = [](Time t) {
    const double x = seconds_since_start(t) - 304.0;
    return 80.0 + 0.1 * (1.0 - x * x / 6.25);
  };
  const auto segments = rate_profile(three_rates(), cn0, at(0), at(600));
  REQUIRE(segments.size() == 1);
  CHECK(seconds_since_start(segments[0].begin) == Approx(301.5).margin(1e-8));
  CHECK(seconds_since_start(segments[0].end) == Approx(306.5).margin(1e-8));
}

TEST_CASE("A rate that needs more than a higher one is never used") {
  RadioConfig radio = three_rates();
  radio.rates.push_back({3e7, 20.0});
  const auto cn0 = [](Time) { return 99.0; };
  const auto segments = rate_profile(radio, cn0, at(0), at(60));
  REQUIRE(segments.size() == 1);
  CHECK(segments[0].rate_bit_s == 4e7);
  CHECK(segments[0].begin == at(0));
  CHECK(segments[0].end == at(60));
  CHECK(segments[0].least_margin_db == Approx(99.0 - 86.0 + 2.0));
}

TEST_CASE("No rate, no segment") {
  const auto cn0 = [](Time) { return 79.9; };
  CHECK(rate_profile(three_rates(), cn0, at(0), at(60)).empty());
  CHECK(rate_profile(three_rates(), cn0, at(60), at(60)).empty());
}
