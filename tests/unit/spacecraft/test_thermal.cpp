#include "spacecraft/power/adaptive_bus.hpp"
#include "spacecraft/thermal/view_factor.hpp"

#include <cmath>
#include <numbers>

#include "fakes.hpp"
#include "sky.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::at;
using urker::test::light_between;
using urker::test::PlainHeavens;
using urker::test::RecordingSink;

namespace {

PowerConfig dark_power() {
  PowerConfig c;
  c.array = ArrayConfig{40.0, 0.0, 1.0};
  c.battery = BatteryConfig{300e3, 0.9, 0.9, 0.9, 0.5, 0.1, 0.2};
  c.loads.bus_w = 5.0;
  c.loads.safe_w = 5.0;
  return c;
}

struct Run {
  RecordingSink rows;
  UnitStates units;
  void until(AdaptiveBus& bus, Time end) {
    for (Time next = bus.next_event(); next < end; next = bus.next_event()) {
      bus.handle(next, units, rows);
    }
    bus.advance(end);
  }
  std::vector<double> times_of(const std::string& cause) {
    std::vector<double> times;
    for (const auto& row : rows.table("power")) {
      if (row.text("cause") == cause) {
        times.push_back(row.real("time"));
      }
    }
    return times;
  }
};

AdaptiveBus make(const PowerConfig& power, const ThermalConfig& thermal,
                 const std::vector<access::Eclipse>& eclipses = {}) {
  auto heavens = std::make_shared<PlainHeavens>();
  heavens->sun = orbit::Vector3(149597870700.0, 0.0, 0.0);
  heavens->parallel = true;
  return AdaptiveBus("s", power, thermal, light_between(eclipses, [](Time) { return 1.0; }),
                     heavens, nullptr);
}

/// A box of six painted sides in sunlight, with a computer inside and a panel.
ThermalConfig box() {
  ThermalConfig c;
  const auto side = [](double x, double y, double z) {
    ThermalSurfaceConfig s;
    s.area_m2 = 0.06;
    s.absorptivity = 0.4;
    s.emissivity = 0.8;
    s.direction = {x, y, z};
    return s;
  };
  ThermalNodeConfig body;
  body.capacity_j_k = 12e3;
  body.surfaces = {{"a", side(1, 0, 0)},  {"b", side(-1, 0, 0)}, {"c", side(0, 1, 0)},
                   {"d", side(0, -1, 0)}, {"e", side(0, 0, 1)},  {"f", side(0, 0, -1)}};
  body.dissipation = {{UnitKind::bus, 1.0}};
  c.nodes["body"] = body;
  ThermalNodeConfig computer;
  computer.capacity_j_k = 300.0;
  computer.dissipation = {{UnitKind::computer, 1.0}};
  c.nodes["computer"] = computer;
  ThermalNodeConfig panel;
  panel.capacity_j_k = 800.0;
  ThermalSurfaceConfig wing = side(0, 0, -1);
  wing.area_m2 = 0.12;
  wing.absorptivity = 0.9;
  wing.two_sided = true;
  panel.surfaces["wing"] = wing;
  c.nodes["panel"] = panel;
  c.conductances = {{"body", "computer", 0.4}, {"body", "panel", 0.1}};
  return c;
}

PowerConfig box_power() {
  PowerConfig c = dark_power();
  c.array.reset();
  SolarPanelConfig wing;
  wing.area_m2 = 0.12;
  wing.efficiency = 0.3;
  wing.node = "panel";
  wing.direction = {0.0, 0.0, -1.0};
  c.panels["wing"] = wing;
  return c;
}

std::vector<access::Eclipse> shadows() {
  std::vector<access::Eclipse> result;
  const double period_s = 2.0 * std::numbers::pi / 1.1e-3;
  for (int i = 0; i < 20; ++i) {
    const double middle_s = (i + 0.5) * period_s;
    result.push_back({0,
                      {at(middle_s - 1050.0), at(middle_s + 1050.0)},
                      {at(middle_s - 1050.0), at(middle_s + 1050.0)}});
  }
  return result;
}

} // namespace

TEST_CASE("The view of a sphere from a plate agrees with the integral over its disc") {
  for (const double ratio : {1.05, 1.08, 1.5, 6.6}) {
    const double half_rad = std::asin(1.0 / ratio);
    for (const double tilt_rad : {0.0, 0.3, 0.9, 1.3, 1.6, 2.0, 2.6, 3.1}) {
      constexpr int kParts = 400;
      double sum = 0.0;
      for (int i = 0; i < kParts; ++i) {
        const double a = (i + 0.5) / kParts * half_rad;
        for (int j = 0; j < kParts; ++j) {
          const double p = (j + 0.5) / kParts * std::numbers::pi;
          const double cosine =
              std::cos(a) * std::cos(tilt_rad) + std::sin(a) * std::cos(p) * std::sin(tilt_rad);
          sum += std::max(0.0, cosine) * std::sin(a);
        }
      }
      const double integral = 2.0 * sum * (half_rad / kParts) * (1.0 / kParts);
      CHECK(sphere_view_factor(ratio, std::cos(tilt_rad)) == Approx(integral).margin(2e-5));
    }
  }
}

TEST_CASE("Two nodes relax as the analytic solution says") {
  ThermalConfig c;
  c.nodes["a"].capacity_j_k = 500.0;
  c.nodes["a"].initial_k = 300.0;
  c.nodes["a"].dissipation = {{UnitKind::bus, 1.0}};
  c.nodes["b"].capacity_j_k = 2000.0;
  c.nodes["b"].initial_k = 280.0;
  c.conductances = {{"a", "b", 2.0}};
  Run run;
  AdaptiveBus bus = make(dark_power(), c);
  bus.start(run.rows);
  // The difference relaxes to P C_b / ((C_a + C_b) G) at the rate G (1/C_a + 1/C_b); the heat
  // stays.
  const double rate = 2.0 * (1.0 / 500.0 + 1.0 / 2000.0);
  const double steady_k = 5.0 * 2000.0 / (2500.0 * 2.0);
  for (const double t : {10.0, 150.0, 1000.0, 5000.0}) {
    run.until(bus, at(t));
    const double difference_k = steady_k + (20.0 - steady_k) * std::exp(-rate * t);
    const double mean_k = (500.0 * 300.0 + 2000.0 * 280.0 + 5.0 * t) / 2500.0;
    CHECK(bus.temperature_k(0) == Approx(mean_k + difference_k * 0.8).epsilon(1e-9));
    CHECK(bus.temperature_k(1) == Approx(mean_k - difference_k * 0.2).epsilon(1e-9));
  }
}

TEST_CASE("A plate in sunlight comes to the temperature of its balance") {
  // alpha S = 2 epsilon sigma T^4, away from the Earth.
  ThermalConfig c;
  c.albedo = 0.0;
  c.earth_infrared_w_m2 = 0.0;
  c.space_k = 0.0;
  ThermalSurfaceConfig plate{1.0, 0.8, 0.9, true, PanelDrive::two_axis, {}};
  c.nodes["plate"].capacity_j_k = 1000.0;
  c.nodes["plate"].surfaces["plate"] = plate;
  Run run;
  AdaptiveBus bus = make(dark_power(), c);
  bus.start(run.rows);
  run.until(bus, at(30000.0));
  CHECK(bus.temperature_k(0) ==
        Approx(std::pow(0.8 * 1361.0 / (2.0 * 0.9 * 5.670374419e-8), 0.25)).epsilon(1e-4));
}

TEST_CASE("A plate in the dark cools as radiation to the fourth power does") {
  ThermalConfig c;
  c.albedo = 0.0;
  c.earth_infrared_w_m2 = 0.0;
  c.space_k = 0.0;
  c.nodes["plate"].capacity_j_k = 1000.0;
  c.nodes["plate"].initial_k = 350.0;
  c.nodes["plate"].surfaces["plate"] = {0.5, 0.8, 0.9, false, PanelDrive::fixed, {0, 0, 1}};
  Run run;
  AdaptiveBus bus = make(dark_power(), c, {{0, {at(0), at(1e5)}, {at(0), at(1e5)}}});
  bus.start(run.rows);
  run.until(bus, at(3000.0));
  const double k = 0.9 * 0.5 * 5.670374419e-8 / 1000.0;
  CHECK(bus.temperature_k(0) ==
        Approx(std::pow(std::pow(350.0, -3.0) + 3.0 * k * 3000.0, -1.0 / 3.0)).epsilon(1e-9));
}

TEST_CASE("A heater keeps its hysteresis") {
  // Against a node that hardly warms: exponentials between the thresholds.
  ThermalConfig c;
  c.nodes["battery"].capacity_j_k = 400.0;
  c.nodes["battery"].initial_k = 280.0;
  c.nodes["cold"].capacity_j_k = 1e15;
  c.nodes["cold"].initial_k = 260.0;
  c.conductances = {{"battery", "cold", 0.2}};
  c.heaters["battery"] = {"battery", 6.0, 275.0, 285.0};
  Run run;
  AdaptiveBus bus = make(dark_power(), c);
  bus.start(run.rows);
  run.until(bus, at(20000.0));
  bus.finish(at(20000.0), run.rows);
  const double tau_s = 400.0 / 0.2;
  const double first_s = tau_s * std::log(20.0 / 15.0);
  const double on_s = tau_s * std::log((290.0 - 275.0) / (290.0 - 285.0)); // towards 260 + 30
  const double off_s = tau_s * std::log(25.0 / 15.0);
  const auto on = run.times_of("heater_on");
  const auto off = run.times_of("heater_off");
  REQUIRE(on.size() >= 3);
  CHECK(on[0] == Approx(first_s).epsilon(1e-7));
  CHECK(off[0] == Approx(first_s + on_s).epsilon(1e-7));
  CHECK(on[1] == Approx(first_s + on_s + off_s).epsilon(1e-7));
  CHECK(run.rows.metric("energy_demanded_heater") > 6.0 * on_s * 2.9);
}

TEST_CASE("A hot unit is slowed down and switched off, and works again when it has cooled") {
  ThermalConfig c;
  c.nodes["computer"].capacity_j_k = 100.0;
  c.nodes["computer"].initial_k = 300.0;
  c.nodes["computer"].dissipation = {{UnitKind::computer, 1.0}};
  c.limits = {{"computer", UnitKind::computer, LimitAction::slow_down, 0.5, 320.0, 310.0},
              {"computer", UnitKind::computer, LimitAction::switch_off, 1.0, 330.0, 305.0}};
  c.nodes["body"].capacity_j_k = 1e15;
  c.nodes["body"].initial_k = 290.0;
  c.conductances = {{"computer", "body", 0.1}};
  Run run;
  AdaptiveBus bus = make(dark_power(), c);
  bus.start(run.rows);
  bus.set_load(UnitKind::computer, 8.0, kStart, run.rows);
  // Towards 290 + 80 K with tau = 1000 s.
  run.until(bus, at(1000.0 * std::log(70.0 / 50.0) - 0.001));
  CHECK(run.units.pace(UnitKind::computer) == 1.0);
  run.until(bus, at(1000.0 * std::log(70.0 / 50.0) + 0.001));
  CHECK(run.units.pace(UnitKind::computer) == 0.5);
  CHECK(run.units.works(UnitKind::computer));
  const double off_s = 1000.0 * std::log(70.0 / 40.0);
  run.until(bus, at(off_s + 0.001));
  CHECK(run.units.hindrance(UnitKind::computer) == Hindrance::heat);
  bus.set_load(UnitKind::computer, 0.0, at(off_s + 0.001), run.rows);
  run.until(bus, at(off_s + 1000.0 * std::log(40.0 / 15.0) + 0.01));
  CHECK(run.units.works(UnitKind::computer));
  CHECK(run.units.pace(UnitKind::computer) == 1.0);
}

TEST_CASE("Tightening the tolerance a hundredfold moves neither charge nor events") {
  const auto play = [](double tolerance, Run& run) {
    PowerConfig power = box_power();
    power.tolerance = tolerance;
    power.loads.bus_w = 12.0;
    power.shedding = {{UnitKind::payload, 0.85, 0.88}};
    power.loads.payload_w = 3.0;
    ThermalConfig thermal = box();
    thermal.limits = {{"computer", UnitKind::computer, LimitAction::slow_down, 0.5, 305.0, 300.0}};
    thermal.heaters["body"] = {"body", 4.0, 278.0, 281.0};
    auto bus = std::make_unique<AdaptiveBus>(make(power, thermal, shadows()));
    bus->start(run.rows);
    for (int i = 0; i < 40; ++i) {
      bus->set_load(UnitKind::computer, i % 2 == 0 ? 16.0 : 1.0, at(1500.0 * i), run.rows);
      run.until(*bus, at(1500.0 * (i + 1)));
    }
    return bus;
  };
  Run loose;
  Run tight;
  const auto a = play(1e-9, loose);
  const auto b = play(1e-11, tight);
  CHECK(std::abs(a->charge_j() - b->charge_j()) < 1e-6 * 300e3);
  CHECK(std::abs(a->temperature_k(1) - b->temperature_k(1)) < 1e-4);
  std::size_t events = 0;
  for (const std::string cause :
       {"shed", "restored", "limit", "limit_over", "heater_on", "heater_off", "full"}) {
    const auto first = loose.times_of(cause);
    const auto second = tight.times_of(cause);
    INFO(cause << " " << first.size());
    events += first.size();
    REQUIRE(first.size() == second.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
      CHECK(std::abs(first[i] - second[i]) < 1e-3);
    }
  }
  CHECK(events > 10);
}

TEST_CASE("Neither asking more often, nor packing, nor knowing eclipses late changes a bit") {
  PowerConfig power = box_power();
  const ThermalConfig thermal = box();
  Run once;
  AdaptiveBus a = make(power, thermal, shadows());
  a.start(once.rows);
  once.until(a, at(30000.0));

  Run often;
  AdaptiveBus b = make(power, thermal);
  b.start(often.rows);
  std::size_t known = 0;
  const auto all = shadows();
  for (double t = 10.0; t <= 30000.0; t += 10.0) {
    while (known < all.size() && all[known].penumbra.begin < at(t)) {
      often.until(b, all[known].penumbra.begin);
      b.learn({all[known++]}); // at its begin
    }
    often.until(b, at(t));
    if (static_cast<int>(t) % 1000 == 0) {
      const Bytes bytes = pack(b);
      AdaptiveBus other = make(power, thermal);
      Reader reader(bytes);
      reader(other);
      REQUIRE(pack(other) == bytes);
    }
  }
  CHECK(a.charge_j() == b.charge_j());
  CHECK(a.temperature_k(0) == b.temperature_k(0));
  CHECK(a.temperature_k(2) == b.temperature_k(2));
}
