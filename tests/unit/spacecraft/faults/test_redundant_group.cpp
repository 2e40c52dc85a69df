#include "spacecraft/faults/redundant_group.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <functional>

using namespace urker;
using namespace urker::spacecraft;

namespace {

constexpr double kYear_s = 365.25 * 86400.0;

FaultConfig constant(double mean_s) {
  FaultConfig c;
  c.constant = ConstantRateConfig{mean_s};
  return c;
}

RedundantGroup group(const FaultConfig& config, std::uint64_t seed,
                     std::optional<Time> at = std::nullopt) {
  return {config, ComponentLife(config, at, {seed, key_of("satellites.a"), key_of("faults.x")})};
}

/// Share of many groups that still give full service after a time.
double reliability(const FaultConfig& config, double after_s) {
  constexpr int kGroups = 20000;
  int full = 0;
  for (int i = 0; i < kGroups; ++i) {
    RedundantGroup g = group(config, static_cast<std::uint64_t>(i));
    const Time end = kStart + round_seconds(after_s);
    while (g.next_event() <= end) {
      static_cast<void>(g.handle(g.next_event()));
    }
    full += g.part() == 1.0;
  }
  return static_cast<double>(full) / kGroups;
}

constexpr double kError = 0.012; // three deviations of 20000 draws

} // namespace

TEST_CASE("At a constant rate a share exp(-t/T) survives") {
  const FaultConfig c = constant(5.0 * kYear_s);
  CHECK(reliability(c, 5.0 * kYear_s) == Approx(std::exp(-1.0)).margin(kError));
  CHECK(reliability(c, 1.0 * kYear_s) == Approx(std::exp(-0.2)).margin(kError));
}

TEST_CASE("Ages follow Weibull's distribution, from the age at the start on") {
  FaultConfig c;
  c.weibull = WeibullConfig{4.0 * kYear_s, 2.5};
  CHECK(reliability(c, 3.0 * kYear_s) == Approx(std::exp(-std::pow(0.75, 2.5))).margin(kError));
  c.age_at_start_s = 3.0 * kYear_s;
  CHECK(reliability(c, 1.0 * kYear_s) ==
        Approx(std::exp(std::pow(0.75, 2.5) - 1.0)).margin(kError));
}

TEST_CASE("Two of three, all on, survive as the binomial says") {
  FaultConfig c = constant(kYear_s);
  c.components = 3;
  c.needed = 2;
  const double r = std::exp(-0.5);
  CHECK(reliability(c, 0.5 * kYear_s) == Approx(3.0 * r * r - 2.0 * r * r * r).margin(kError));
}

TEST_CASE("A cold spare doubles the life: Poisson's law") {
  FaultConfig c = constant(kYear_s);
  c.components = 2;
  c.cold_spares = true;
  CHECK(reliability(c, kYear_s) == Approx(2.0 * std::exp(-1.0)).margin(kError));
}

TEST_CASE("What a restart brings back is available for the share of up over up and down") {
  FaultConfig c = constant(10.0 * 86400.0);
  c.reset = RepairConfig{86400.0, 1.0};
  RedundantGroup g = group(c, 5);
  const Time end = kStart + round_seconds(2000.0 * kYear_s / 10.0); // 200 years
  double down_s = 0.0;
  Time before = kStart;
  int failures = 0;
  while (g.next_event() <= end) {
    const Time now = g.next_event();
    down_s += g.part() == 0.0 ? to_seconds(now - before) : 0.0;
    before = now;
    for (const ComponentEvent& e : g.handle(now)) {
      failures += e.kind == ComponentEvent::Kind::failed;
    }
  }
  CHECK(failures > 6000);
  CHECK(down_s / (200.0 * kYear_s) == Approx(1.0 / 11.0).epsilon(0.05));
}

TEST_CASE(
    "A stated failure comes at its time; strings fail in part; a spare takes time to take over") {
  FaultConfig c;
  c.at = CalendarTime{2026, 9, 1};
  c.components = 4;
  c.needed = 4;
  c.gradual = true;
  const Time at = kStart + std::chrono::hours(30);
  RedundantGroup strings = group(c, 1, at);
  CHECK(strings.next_event() == at);
  CHECK(strings.part() == 1.0);
  const auto events = strings.handle(at);
  REQUIRE(events.size() == 1);
  CHECK(events[0].kind == ComponentEvent::Kind::lost);
  CHECK(strings.part() == 0.75);
  CHECK(strings.next_event() == kNever);

  c.components = 2;
  c.needed = 1;
  c.gradual = false;
  c.switch_s = 600.0;
  RedundantGroup pair = group(c, 1, at);
  static_cast<void>(pair.handle(at));
  CHECK(pair.part() == 0.0);
  CHECK(pair.next_event() == at + std::chrono::minutes(10));
  const auto over = pair.handle(pair.next_event());
  REQUIRE(over.size() == 1);
  CHECK(over[0].kind == ComponentEvent::Kind::took_over);
  CHECK(over[0].component == 1);
  CHECK(pair.part() == 1.0);
}
