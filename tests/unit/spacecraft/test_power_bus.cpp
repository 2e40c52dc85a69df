#include "base/random.hpp"
#include "spacecraft/power_bus.hpp"

#include <array>
#include <cmath>

#include "fakes.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::at;
using urker::test::light_between;
using urker::test::RecordingSink;

namespace {

PowerConfig plain() {
  PowerConfig c;
  c.array = ArrayConfig{1000.0, 0.1, 0.9};
  c.battery = BatteryConfig{2e6, 0.92, 0.94, 0.9, 0.5, 0.3, 0.5};
  c.loads = {300.0, 0.0, 150.0};
  return c;
}

double one(Time) {
  return 1.0;
}
Illumination always() {
  return Illumination(one);
}

/// Handles every announced event until `end`.
PowerBus::Transition run_until(PowerBus& bus, Time end, RowSink& rows) {
  auto last = PowerBus::Transition::none;
  UnitStates units;
  while (bus.next_event() <= end) {
    const auto transition = bus.handle(bus.next_event(), units, rows);
    if (transition != PowerBus::Transition::none) {
      last = transition;
    }
  }
  bus.advance(end);
  return last;
}

/// Integral by a three-point Gauss-Legendre rule, halved until both halves agree with the whole.
template <class F>
double quadrature(const F& f, double a, double b, int depth = 0) {
  const auto rule = [&](double low, double high) {
    const double middle = 0.5 * (low + high);
    const double half = 0.5 * (high - low);
    const double x = half * std::sqrt(0.6);
    return half / 9.0 * (5.0 * f(middle - x) + 8.0 * f(middle) + 5.0 * f(middle + x));
  };
  const double middle = 0.5 * (a + b);
  const double whole = rule(a, b);
  const double halves = rule(a, middle) + rule(middle, b);
  if (std::abs(whole - halves) < 1e-9 || depth > 30) {
    return halves;
  }
  return quadrature(f, a, middle, depth + 1) + quadrature(f, middle, b, depth + 1);
}

} // namespace

TEST_CASE("Degradation, attitude and the Sun's distance scale the generation") {
  RecordingSink rows;
  PowerBus bus("s", plain(), always(), [](Time t) { return t == kStart ? 1.03 : 1.02; });
  bus.start(rows);
  CHECK(rows.table("power")[0].real("generation") == Approx(1000.0 * 0.9 * 0.9 * 1.03));
  run_until(bus, at(86400.0), rows);
  CHECK(rows.table("power").back().real("generation") == Approx(1000.0 * 0.9 * 0.9 * 1.02));
}

TEST_CASE("A battery runs down to safe mode, recovers, and fills up") {
  RecordingSink rows;
  PowerConfig config = plain();
  config.battery->initial = 0.4;
  config.battery->discharge_efficiency = 1.0;
  config.battery->charge_efficiency = 1.0;
  // Dark for 2000 s.
  const access::Eclipse dark{0, {at(0), at(2010), true}, {at(0), at(2000), true}};
  PowerBus bus("s", config, light_between({dark}, one), one);
  bus.start(rows);
  UnitStates units;
  // 0.1 of 2 MJ at 300 W: 666.67 s.
  const Time safe = bus.next_event();
  CHECK(seconds_since_start(safe) == Approx(200e3 / 300.0).margin(1e-8));
  CHECK(bus.handle(safe, units, rows) == PowerBus::Transition::safe_mode);
  CHECK(bus.mode() == PowerMode::safe);
  CHECK(rows.table("power").back().real("load") == 150.0);
  // What is wanted in safe mode waits; the radio may go on.
  bus.set_load(UnitKind::imager, 80.0, safe, rows);
  CHECK(rows.table("power").back().real("load") == 150.0);
  bus.set_load(UnitKind::radio, 50.0, safe, rows);
  CHECK(rows.table("power").back().real("load") == 200.0);
  CHECK(run_until(bus, at(4000), rows) == PowerBus::Transition::recovery);
  CHECK(rows.table("power").back().real("load") == 300.0 + 80.0 + 50.0);
  CHECK(bus.mode() == PowerMode::nominal);
  run_until(bus, at(10000), rows);
  CHECK(rows.table("power").back().text("cause") == "full");
  CHECK(bus.state_of_charge() == 1.0);
  bus.finish(at(20000), rows);
  CHECK(rows.metric("safe_modes") == 1.0);
  CHECK(rows.metric("time_in_safe_mode") > 1300.0);
  CHECK(rows.metric("energy_unserved") == 0.0);
  CHECK(rows.metric("least_state_of_charge") < 0.3);
}

TEST_CASE("An array that carries safe mode only alternates without end or hang") {
  RecordingSink rows;
  PowerConfig config = plain();
  config.array = ArrayConfig{200.0, 0.0, 1.0};
  PowerBus bus("s", config, always(), one);
  bus.start(rows);
  run_until(bus, at(3 * 86400.0), rows);
  bus.finish(at(3 * 86400.0), rows);
  CHECK(rows.metric("safe_modes") >= 3.0);
  CHECK(rows.table("power").size() < 60);
}

TEST_CASE("Rows name what changed, also where the battery is full") {
  RecordingSink rows;
  PowerConfig config = plain();
  config.battery->initial = 0.99;
  const access::Eclipse eclipse{0, {at(5000), at(6000)}, {at(5010), at(5990)}};
  PowerBus bus("s", config, light_between({eclipse}, one), one);
  bus.start(rows);
  run_until(bus, at(20000), rows);
  std::vector<std::string> causes;
  for (const auto& row : rows.table("power")) {
    causes.push_back(row.text("cause"));
  }
  CHECK(causes == std::vector<std::string>{"start", "full", "sunlight", "sunlight", "sunlight",
                                           "sunlight", "full"});
  CHECK(rows.table("power")[2].real("generation_slope") == Approx(-81.0)); // 810 W in 10 s
}

TEST_CASE("An empty battery leaves loads unserved and the book closed") {
  RecordingSink rows;
  PowerConfig config = plain();
  config.array = ArrayConfig{10.0, 0.0, 1.0};
  config.battery->safe_mode = 0.0;
  config.battery->recovery = 0.2;
  PowerBus bus("s", config, always(), one);
  bus.start(rows);
  run_until(bus, at(86400.0), rows);
  bus.finish(at(86400.0), rows); // checks the book itself
  CHECK(rows.metric("energy_unserved") > 1e6);
  CHECK(rows.metric("least_state_of_charge") == Approx(0.0).margin(1e-8));
}

TEST_CASE("Consumers' energies add up to the demand") {
  RecordingSink rows;
  PowerBus bus("s", plain(), always(), one);
  bus.start(rows);
  bus.set_load(UnitKind::computer, 10.0, at(100), rows);
  bus.set_load(UnitKind::imager, 50.0, at(200), rows);
  bus.set_load(UnitKind::imager, 50.0, at(250), rows); // no change, no row
  const std::size_t count = rows.table("power").size();
  bus.set_load(UnitKind::imager, 0.0, at(300), rows);
  CHECK(rows.table("power").size() == count + 1);
  bus.finish(at(1000), rows);
  CHECK(rows.metric("energy_demanded_computer") == Approx(10.0 * 900.0));
  CHECK(rows.metric("energy_demanded_imager") == Approx(50.0 * 100.0));
  CHECK(rows.metric("energy_demanded_bus") == Approx(300.0 * 1000.0));
  CHECK(rows.metric("energy_used") == Approx(9000.0 + 5000.0 + 300e3));
}

TEST_CASE("A day of eclipses and loads agrees with a fine quadrature to 1e-6 of the capacity") {
  // 15 orbits of 5760 s, 2000 s of eclipse each with penumbras of 10 s and 12 s.
  std::vector<access::Eclipse> eclipses;
  for (int k = 0; k < 15; ++k) {
    const double t = 5760.0 * k + 3000.25;
    eclipses.push_back({0, {at(t), at(t + 2000.0)}, {at(t + 10.0), at(t + 1988.0)}});
  }
  struct Step {
    double begin_s;
    double load_w;
  };
  std::vector<Step> steps{{0.0, 300.0}};
  const RandomKey key{3, key_of("test"), key_of("loads")};
  std::uint64_t draw = 0;
  while (steps.back().begin_s < 86000.0) {
    const double u = random_uniform(key, draw++);
    const double begin_s = std::floor((steps.back().begin_s + 1.0 + 400.0 * u) * 1e3) * 1e-3;
    steps.push_back({begin_s, 100.0 + 600.0 * random_uniform(key, draw++)});
  }
  PowerConfig config = plain();
  config.battery->safe_mode = 0.001; // never reached: the quadrature knows no modes
  const auto flux = [](Time) { return 0.98; };

  RecordingSink rows;
  PowerBus bus("s", config, light_between(eclipses, one), flux);
  bus.start(rows);

  const auto generation_w = [&](double t) {
    double light = 1.0;
    for (const access::Eclipse& e : eclipses) {
      const double a = seconds_since_start(e.penumbra.begin);
      const double d = seconds_since_start(e.penumbra.end);
      if (t > a && t < d) {
        light = std::max({0.0, 1.0 - (t - a) / 10.0, 1.0 - (d - t) / 12.0});
      }
    }
    return 1000.0 * 0.9 * 0.9 * 0.98 * light;
  };
  double charge_j = 0.9 * config.battery->capacity_j;
  double worst_j = 0.0;
  bool was_full = false;
  for (std::size_t i = 1; i < steps.size(); ++i) {
    const double load_w = steps[i - 1].load_w;
    bus.set_load(UnitKind::bus, load_w, at(steps[i - 1].begin_s), rows);
    run_until(bus, at(steps[i].begin_s), rows);
    const auto rate_w = [&](double t) {
      const double net_w = generation_w(t) - load_w;
      return net_w > 0.0 ? net_w * 0.92 : net_w / 0.94;
    };
    for (double t = steps[i - 1].begin_s; t < steps[i].begin_s; t += 0.25) {
      charge_j += quadrature(rate_w, t, std::min(t + 0.25, steps[i].begin_s));
      charge_j = std::clamp(charge_j, 0.0, config.battery->capacity_j);
    }
    was_full = was_full || charge_j == config.battery->capacity_j;
    worst_j = std::max(worst_j, std::abs(charge_j - bus.battery().charge_j()));
  }
  CHECK(worst_j < 1e-6 * config.battery->capacity_j);
  CHECK(was_full);
  CHECK(bus.battery().least_state_of_charge() < 0.7);
  CHECK(bus.battery().least_state_of_charge() > 0.001);
  bus.finish(at(86400.0), rows);
}

TEST_CASE("What failures leave of array and battery holds from their instant on") {
  RecordingSink rows;
  PowerConfig config = plain();
  PowerBus bus("s", config, always(), one);
  bus.start(rows);
  run_until(bus, at(100.0), rows);
  const double charge_j = bus.battery().charge_j();
  bus.set_parts({0.5, 0.75}, at(100.0), rows);
  CHECK(rows.table("power").back().text("cause") == "array");
  CHECK(rows.table("power").back().real("generation") == Approx(0.5 * 810.0));
  CHECK(rows.table("power").back().real("charge") == Approx(0.75 * charge_j));
  run_until(bus, at(200.0), rows);
  CHECK(bus.battery().charge_j() == Approx(0.75 * charge_j + 0.92 * 105.0 * 100.0));
  bus.set_parts({0.5, 0.0}, at(200.0), rows);
  CHECK(rows.table("power").back().text("cause") == "battery");
  CHECK(run_until(bus, at(300.0), rows) == PowerBus::Transition::safe_mode);
  bus.set_parts({1.0, 0.0}, at(300.0), rows);
  run_until(bus, at(400.0), rows);
  bus.finish(at(400.0), rows); // checks that the book closes
  CHECK(rows.metric("energy_generated") == Approx(810.0 * 200.0 + 405.0 * 200.0));
}
