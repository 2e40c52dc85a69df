#include "access/windows.hpp"
#include "base/error.hpp"
#include "base/random.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace urker;
using namespace urker::access;
using namespace std::chrono_literals;

namespace {

constexpr double kPi = 3.14159265358979323846;

Time at_s(double seconds) {
  return kStart + round_seconds(seconds);
}

/// A sum of sines: amplitude * sin(2 pi t / period + phase), plus a constant.
struct Wave {
  struct Term {
    double amplitude, rate_rad_s, phase_rad;
  };
  std::vector<Term> terms;
  double constant = 0.0;

  [[nodiscard]] double value(Time t) const { return condition(t).value; }
  [[nodiscard]] Condition condition(Time t) const {
    Condition c{constant, 0.0};
    for (const auto& term : terms) {
      const double angle = term.rate_rad_s * seconds_since_start(t) + term.phase_rad;
      c.value += term.amplitude * std::sin(angle);
      c.rate_per_s += term.amplitude * term.rate_rad_s * std::cos(angle);
    }
    return c;
  }
  [[nodiscard]] ConditionFunction function(int* calls = nullptr) const {
    double bound = 1e-12;
    for (const auto& term : terms) {
      bound += std::abs(term.amplitude) * term.rate_rad_s * term.rate_rad_s;
    }
    return {[this, calls](Time t) {
              if (calls != nullptr) {
                ++*calls;
              }
              return condition(t);
            },
            [bound](Time, Time) { return bound; }};
  }
};

/// f = height - steepness (t - t0)^2 / 2: one window of half width sqrt(2 height / steepness).
ConditionFunction hill(double t0_s, double height, double steepness) {
  return {[=](Time t) {
            const double s = seconds_since_start(t) - t0_s;
            return Condition{height - steepness * s * s / 2.0, -steepness * s};
          },
          [=](Time, Time) { return std::abs(steepness); }};
}

void check_holds_inside(const Wave& wave, const std::vector<Window>& windows) {
  for (const auto& w : windows) {
    CHECK(wave.value(w.begin) >= 0.0);
    CHECK(wave.value(w.end) >= 0.0);
    if (!w.begin_clipped) {
      CHECK(wave.value(w.begin - 1us) < 0.0);
    }
    if (!w.end_clipped) {
      CHECK(wave.value(w.end + 1us) < 0.0);
    }
  }
}

} // namespace

TEST_CASE("windows of a sine are its positive half waves") {
  const Wave wave{{{1.0, 2.0 * kPi / 6000.0, 0.0}}, 0.0};
  const auto windows = find_windows(wave.function(), at_s(1000.0), at_s(20000.0), 60s);
  REQUIRE(windows.size() == 4);
  CHECK(windows[0].begin == at_s(1000.0));
  CHECK(windows[0].begin_clipped);
  CHECK_FALSE(windows[0].end_clipped);
  CHECK(windows[3].end == at_s(20000.0));
  CHECK(windows[3].end_clipped);
  CHECK_FALSE(windows[3].begin_clipped);
  for (std::size_t i = 0; i < 3; ++i) {
    const double end_s = 3000.0 + 6000.0 * static_cast<double>(i);
    CHECK(std::abs(to_seconds(windows[i].end - at_s(end_s))) <= 1e-6);
    CHECK(std::abs(to_seconds(windows[i + 1].begin - at_s(end_s + 3000.0))) <= 1e-6);
  }
  check_holds_inside(wave, windows);
}

TEST_CASE("a window needs no sample near it to be found") {
  // Widths from a second down to 2 us, far from any grid point and with first steps up to a day.
  for (const double width_s : {1.0, 1e-2, 1e-3, 1e-4, 1e-5, 2e-6}) {
    for (const Duration step : {Duration(10s), Duration(1h), Duration(24h)}) {
      const double t0_s = 40000.123456789;
      const double steepness = 8.0;
      const double height = steepness * width_s * width_s / 8.0;
      const auto windows = find_windows(hill(t0_s, height, steepness), kStart, kStart + 24h, step);
      CAPTURE(width_s, step.count());
      REQUIRE(windows.size() == 1);
      CHECK(std::abs(to_seconds(windows[0].begin - at_s(t0_s - width_s / 2.0))) <= 1.01e-6);
      CHECK(std::abs(to_seconds(windows[0].end - at_s(t0_s + width_s / 2.0))) <= 1.01e-6);
    }
  }
}

TEST_CASE("gaps as short as 2 us part two windows") {
  for (const double width_s : {1.0, 1e-3, 2e-6}) {
    const double height = -8.0 * width_s * width_s / 8.0;
    const auto windows = find_windows(hill(4321.0, height, -8.0), kStart, kStart + 2h, 60s);
    CAPTURE(width_s);
    REQUIRE(windows.size() == 2);
    CHECK(std::abs(to_seconds(windows[1].begin - windows[0].end) - width_s) <= 2.1e-6);
  }
}

TEST_CASE("a double root makes at most an instant of a window and no endless search") {
  int calls = 0;
  auto touching = hill(5000.0, 0.0, 8.0);
  const auto count = [&calls, at = touching.at](Time t) {
    ++calls;
    return at(t);
  };
  const auto windows = find_windows({count, touching.curvature_bound}, kStart, kStart + 3h, 60s);
  CHECK(windows.size() <= 1);
  for (const auto& w : windows) {
    CHECK(w.end - w.begin <= 2us);
  }
  CHECK(calls < 2000);
  const auto below = hill(5000.0, -1e-9, 8.0);
  CHECK(find_windows(below, kStart, kStart + 3h, 60s).empty());
  // A touching from above: one window, or two that meet.
  const auto above = find_windows(hill(5000.0, 0.0, -8.0), kStart, kStart + 3h, 60s);
  REQUIRE(!above.empty());
  CHECK(above.front().begin == kStart);
  CHECK(above.back().end == kStart + 3h);
}

TEST_CASE("conditions that never change") {
  const Wave always{{{1.0, 1e-3, 0.2}}, 1.5}, never{{{1.0, 1e-3, 0.2}}, -1.5};
  const auto windows = find_windows(always.function(), kStart, kStart + 24h, 60s);
  REQUIRE(windows.size() == 1);
  CHECK(windows[0] == Window{kStart, kStart + 24h, true, true});
  CHECK(find_windows(never.function(), kStart, kStart + 24h, 60s).empty());
  const ConditionFunction zero{[](Time) { return Condition{}; }, [](Time, Time) { return 0.0; }};
  CHECK(find_windows(zero, kStart, kStart + 1h, 60s).size() == 1);
  CHECK(find_windows(always.function(), kStart + 1h, kStart + 1h, 60s).empty());
  CHECK(find_windows(always.function(), kStart + 2h, kStart + 1h, 60s).empty());
}

TEST_CASE("random waves agree with dense sampling") {
  const RandomKey key{7, key_of("tests.windows"), key_of("waves")};
  std::uint64_t draw = 0;
  const auto uniform = [&](double a, double b) {
    return a + (b - a) * random_uniform(key, draw++);
  };
  std::size_t found = 0;
  for (int run = 0; run < 100; ++run) {
    Wave wave;
    for (int i = 0; i < 4; ++i) {
      wave.terms.push_back(
          {uniform(0.2, 1.0), 2.0 * kPi / uniform(60.0, 3000.0), uniform(0.0, 2.0 * kPi)});
    }
    wave.constant = uniform(-3.0, 2.0);
    const Duration step = round_seconds(uniform(10.0, 2000.0));
    const auto windows = find_windows(wave.function(), kStart, kStart + 1h, step);
    check_holds_inside(wave, windows);
    std::size_t next = 0;
    for (Time t = kStart; t <= kStart + 1h; t += 500ms) {
      while (next < windows.size() && windows[next].end < t) {
        ++next;
      }
      const bool inside = next < windows.size() && windows[next].begin <= t;
      if (inside != (wave.value(t) >= 0.0)) {
        FAIL("run " << run << " differs at " << seconds_since_start(t) << " s");
      }
    }
    found += windows.size();
  }
  CHECK(found > 300);
}

TEST_CASE("a wrong rate costs evaluations but no precision") {
  const Wave wave{{{1.0, 2.0 * kPi / 6000.0, 0.0}}, -0.3};
  const auto exact = find_windows(wave.function(), kStart, kStart + 24h, 60s);
  for (const double factor : {1.01, 0.3, -1.0, 0.0}) {
    ConditionFunction wrong = wave.function();
    wrong.at = [&wave, factor](Time t) {
      const auto c = wave.condition(t);
      return Condition{c.value, factor * c.rate_per_s};
    };
    const auto windows = find_windows(wrong, kStart, kStart + 24h, 60s);
    REQUIRE(windows.size() == exact.size());
    for (std::size_t i = 0; i < windows.size(); ++i) {
      CHECK(std::abs(to_seconds(windows[i].begin - exact[i].begin)) <= 1e-6);
      CHECK(std::abs(to_seconds(windows[i].end - exact[i].end)) <= 1e-6);
    }
  }
}

TEST_CASE("a root costs about five evaluations") {
  int calls = 0;
  const Wave wave{{{1.0, 2.0 * kPi / 6000.0, 0.0}}, 0.3};
  const auto windows = find_windows(wave.function(&calls), at_s(-500.0), at_s(500.0), 1000s);
  CHECK(windows.size() == 1);
  CHECK(calls <= 2 + 5);
}

TEST_CASE("a condition that is not finite is refused") {
  const ConditionFunction broken{[](Time) {
                                   return Condition{std::nan(""), 0.0};
                                 },
                                 [](Time, Time) { return 1.0; }};
  CHECK_THROWS_AS(find_windows(broken, kStart, kStart + 1h, 60s), Error);
  CHECK_THROWS_AS(find_windows(hill(0.0, 1.0, 1.0), kStart, kStart + 1h, 0s), Error);
}

TEST_CASE("windows intersect, and keep what clips them") {
  const auto w = [](int begin_s, int end_s, bool begin_clipped = false, bool end_clipped = false) {
    return Window{kStart + std::chrono::seconds(begin_s), kStart + std::chrono::seconds(end_s),
                  begin_clipped, end_clipped};
  };
  const std::vector<Window> a{w(0, 10, true), w(20, 30), w(40, 50), w(60, 100, false, true)};
  const std::vector<Window> b{w(0, 5, true), w(8, 25), w(29, 41), w(50, 60),
                              w(70, 100, false, true)};
  const auto both = intersect(a, b);
  CHECK(both == std::vector<Window>{w(0, 5, true), w(8, 10), w(20, 25), w(29, 30), w(40, 41),
                                    w(70, 100, false, true)});
  CHECK(intersect(b, a) == both);
  CHECK(intersect(a, {}).empty());
  // A window that begins with the span but is not cut by it ends the other one's clipping.
  CHECK(intersect({w(0, 10, true)}, {w(0, 10)}) == std::vector<Window>{w(0, 10)});
}
