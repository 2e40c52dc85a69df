#include "link/budget.hpp"
#include "link/radio_rates.hpp"
#include "link/rate_profile.hpp"
#include "link/weather/rain_state.hpp"

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
  const auto segments = rate_profile(rate_ladder(three_rates()), cn0, at(0), at(600));
  REQUIRE(segments.size() == 5);
  const std::vector<std::int64_t> rates{10'000'000, 20'000'000, 40'000'000, 20'000'000, 10'000'000};
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
  const auto segments = rate_profile(rate_ladder(radio), cn0, at(0), at(1000));
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
    REQUIRE((inside ? static_cast<double>(segments[k].rate_bit_s) : 0.0) == best);
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
  const auto segments = rate_profile(rate_ladder(three_rates()), cn0, at(0), at(600));
  REQUIRE(segments.size() == 1);
  CHECK(seconds_since_start(segments[0].begin) == Approx(301.5).margin(1e-8));
  CHECK(seconds_since_start(segments[0].end) == Approx(306.5).margin(1e-8));
}

TEST_CASE("A rate that needs more than a higher one is never used") {
  RadioConfig radio = three_rates();
  radio.rates.push_back({3e7, 20.0});
  const auto cn0 = [](Time) { return 99.0; };
  const auto segments = rate_profile(rate_ladder(radio), cn0, at(0), at(60));
  REQUIRE(segments.size() == 1);
  CHECK(segments[0].rate_bit_s == 40'000'000);
  CHECK(segments[0].begin == at(0));
  CHECK(segments[0].end == at(60));
  CHECK(segments[0].least_margin_db == Approx(99.0 - 86.0 + 2.0));
}

TEST_CASE("No rate, no segment") {
  const auto cn0 = [](Time) { return 79.9; };
  CHECK(rate_profile(rate_ladder(three_rates()), cn0, at(0), at(60)).empty());
  CHECK(rate_profile(rate_ladder(three_rates()), cn0, at(60), at(60)).empty());
}

TEST_CASE("With hysteresis a link climbs late and comes down as before") {
  const RateLadder ladder({{"a", 10, 80.0}, {"b", 20, 83.0}}, 1.0, 0.5);
  const auto cn0 = [](Time t) {
    const double x = (seconds_since_start(t) - 300.3) / 100.0;
    return 87.0 - x * x;
  };
  const auto segments = rate_profile(ladder, cn0, at(0), at(600));
  REQUIRE(segments.size() == 3);
  CHECK(segments[0].modcod == "a");
  CHECK(segments[1].modcod == "b");
  CHECK(segments[2].modcod == "a");
  const std::vector<double> switches{-std::sqrt(5.5), -std::sqrt(2.5), std::sqrt(3.0),
                                     std::sqrt(6.0)};
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(seconds_since_start(segments[i].begin) == Approx(300.3 + 100 * switches[i]).margin(2e-9));
    CHECK(segments[i].end == (i < 2 ? segments[i + 1].begin : segments[i].end));
  }
  CHECK(segments[0].least_margin_db == Approx(1.5));
  CHECK(segments[1].least_margin_db == Approx(1.0));
}

TEST_CASE("Under rain the segments are those of a walk in small steps") {
  const orbit::Geodetic baku{0.705, 0.870, 0.0};
  RainState rain(7, baku);
  for (const double hysteresis_db : {0.0, 0.3, 2.0}) {
    std::vector<RateStep> steps;
    for (int i = 0; i < 12; ++i) {
      steps.push_back({"", 10 + i, 80.0 + 0.7 * i});
    }
    const RateLadder ladder(steps, 1.0, hysteresis_db);
    for (int pass = 0; pass < 20; ++pass) {
      const Time begin = at(10000.3 * pass);
      const Time end = begin + std::chrono::seconds(300);
      const Signal cn0 = [&](Time t) {
        const double x = to_seconds(t - begin) / 150.0 - 1.0;
        return 87.0 - 3.0 * x * x - 2.0 * std::max(0.0, rain.normal(t));
      };
      const auto segments = rate_profile(ladder, cn0, begin, end);
      auto step = ladder.first_step(cn0(begin));
      std::size_t k = 0;
      Duration wrong{0};
      constexpr auto kStep = std::chrono::milliseconds(5);
      for (Time t = begin; t < end; t += kStep) {
        step = ladder.step(cn0(t), step);
        while (k < segments.size() && segments[k].end <= t) {
          ++k;
        }
        const bool inside = k < segments.size() && segments[k].begin <= t;
        const std::int64_t rate = step ? ladder.steps()[*step].rate_bit_s : 0;
        wrong += (inside ? segments[k].rate_bit_s : 0) == rate ? Duration(0) : Duration(kStep);
        REQUIRE((!inside || segments[k].least_margin_db >= 1.0 - 1e-9));
      }
      // The walk sees each switch up to a step late.
      CHECK(wrong <= kStep * (2 * segments.size() + 2));
      for (std::size_t i = 0; i < segments.size(); ++i) {
        REQUIRE(segments[i].begin >= (i > 0 ? segments[i - 1].end : begin));
        REQUIRE(segments[i].end <= end);
        REQUIRE(segments[i].begin < segments[i].end);
      }
    }
  }
}

TEST_CASE("What was chosen ahead holds down to its need; locking takes from each begin") {
  const RateLadder ladder({{"a", 10, 80.0}, {"b", 20, 83.0}}, 2.0, 0.0);
  const std::vector<RateSegment> chosen{{at(0), at(100), 10, "a", 2.0},
                                        {at(100), at(200), 20, "b", 2.0},
                                        {at(200), at(300), 10, "a", 2.0}};
  // A fade of 4 dB at 120 s, 1 dB in 10 s: below 83 dB Hz from 110 to 130 s.
  const Signal cn0 = [](Time t) {
    return 80.0 + std::min(4.0, 0.1 * std::abs(seconds_since_start(t) - 120.0) + 2.0);
  };
  const auto held = held_parts(chosen, ladder, cn0);
  REQUIRE(held.size() == 4);
  CHECK(seconds_since_start(held[1].end) == Approx(110.0).margin(1e-8));
  CHECK(seconds_since_start(held[2].begin) == Approx(130.0).margin(1e-8));
  CHECK(held[2].modcod == "b");
  CHECK(held[1].least_margin_db == Approx(0.0).margin(1e-9));
  const auto locked = after_lock(held, std::chrono::seconds(3));
  REQUIRE(locked.size() == 4);
  CHECK(locked[0].begin == at(3));
  CHECK(locked[1].begin == held[1].begin);
  CHECK(locked[2].begin == held[2].begin + std::chrono::seconds(3));
  CHECK(locked[3].begin == at(200));
  CHECK(after_lock(held, std::chrono::seconds(105))[0].begin == at(105)); // the first is too short
}
