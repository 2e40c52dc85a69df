#include "spacecraft/power/adaptive_bus.hpp"
#include "spacecraft/power/panels.hpp"
#include "spacecraft/power_bus.hpp"

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

constexpr double kFlux_w_m2 = 1361.0;

/// A Sun at 1 au, far enough that its direction stays along x.
std::shared_ptr<PlainHeavens> sky() {
  auto heavens = std::make_shared<PlainHeavens>();
  heavens->sun = orbit::Vector3(149597870700.0, 0.0, 0.0);
  heavens->parallel = true;
  return heavens;
}

/// 20 W that follow the Sun fully, at the reference temperature.
PowerConfig plain() {
  PowerConfig c;
  SolarPanelConfig wing;
  wing.area_m2 = 20.0 / (kFlux_w_m2 * 0.3);
  wing.efficiency = 0.3;
  wing.temperature_k = wing.reference_temperature_k;
  wing.drive = PanelDrive::two_axis;
  c.panels["wing"] = wing;
  c.battery = BatteryConfig{100e3, 0.9, 0.8, 0.9, 0.5, 0.3, 0.5};
  c.loads.bus_w = 8.0;
  c.loads.safe_w = 3.0;
  return c;
}

/// Exact time in which the constant power takes the capacitor from one inner voltage to another.
/// With u = V + sqrt(V^2 - 4 R P): dV/dt = -2 P / (C u) gives
/// t = C / (4 P) [V0 u0 - V1 u1 + 4 R P ln(u1 / u0)].
/// Both voltages must be on the same side of what can be drawn, and the second one be reached.
double capacitor_time_s(const SupercapacitorConfig& c, double from_v, double to_v, double power_w) {
  const double four_rp = 4.0 * c.resistance_ohm * power_w;
  const auto u = [four_rp](double v) { return v + std::sqrt(v * v - four_rp); };
  return c.capacitance_f / (4.0 * power_w) *
         (from_v * u(from_v) - to_v * u(to_v) + four_rp * std::log(u(to_v) / u(from_v)));
}

SolarPanelConfig fixed(double x, double y, double z) {
  SolarPanelConfig panel = plain().panels.at("wing");
  panel.drive = PanelDrive::fixed;
  panel.direction = {x, y, z};
  return panel;
}

access::Eclipse eclipse(double begin_s, double end_s) {
  return {0, {at(begin_s), at(end_s)}, {at(begin_s), at(end_s)}};
}

struct Run {
  RecordingSink rows;
  UnitStates units;
  std::vector<std::pair<Time, std::string>> events; ///< rows that are no marks

  void until(AdaptiveBus& bus, Time end) {
    for (Time next = bus.next_event(); next < end; next = bus.next_event()) {
      bus.handle(next, units, rows);
    }
    bus.advance(end);
  }
  double time_of(const std::string& cause) {
    for (const auto& row : rows.table("power")) {
      if (row.text("cause") == cause) {
        return row.real("time");
      }
    }
    FAIL("no row of the cause " + cause);
    return 0.0;
  }
};

AdaptiveBus make(const PowerConfig& power, const std::optional<ThermalConfig>& thermal = {},
                 const std::vector<access::Eclipse>& eclipses = {},
                 std::shared_ptr<const Heavens> heavens = sky()) {
  return AdaptiveBus("s", power, thermal, light_between(eclipses, [](Time) { return 1.0; }),
                     std::move(heavens), nullptr);
}

SupercapacitorConfig capacitor() {
  return {40.0, 0.2, 5.4, 5.0, 2.0, 3.0, 2.5, 3.5, 0.0};
}

} // namespace

TEST_CASE("A battery over an orbit by hand") {
  // 2000 s of shadow at 8 W, then light: 12 W of surplus.
  Run run;
  AdaptiveBus bus = make(plain(), {}, {eclipse(0.0, 2000.0)});
  bus.start(run.rows);
  run.until(bus, at(2000.0));
  CHECK(bus.charge_j() == Approx(90e3 - 8.0 * 2000.0 / 0.8).epsilon(1e-12));
  run.until(bus, at(3000.0));
  CHECK(bus.charge_j() == Approx(70e3 + 12.0 * 1000.0 * 0.9).epsilon(1e-9));
  run.until(bus, at(5700.0));
  // Full after 30 kJ / 0.9 / 12 W.
  CHECK(run.time_of("full") == Approx(2000.0 + 30e3 / 0.9 / 12.0).epsilon(1e-8));
  bus.finish(at(5700.0), run.rows);
  CHECK(run.rows.metric("energy_generated") == Approx(20.0 * 3700.0).epsilon(1e-8));
  CHECK(run.rows.metric("energy_shed") == Approx(12.0 * (3700.0 - 30e3 / 10.8)).epsilon(1e-7));
  CHECK(run.rows.metric("least_state_of_charge") == Approx(0.7).epsilon(1e-9));
  CHECK(run.rows.metric("energy_lost_in_battery") ==
        Approx(8.0 * 2000.0 * 0.25 + 30e3 / 9.0).epsilon(1e-8));
}

TEST_CASE("With a constant array it does what the closed form does, through penumbras too") {
  // Half a penumbra of an S-curve gives what a ramp gives: here the curve is the ramp.
  class Ramp final : public Heavens {
   public:
    std::shared_ptr<PlainHeavens> base = sky();
    [[nodiscard]] orbit::State state(Time t) const override { return base->state(t); }
    [[nodiscard]] orbit::Vector3 sun_m(Time t) const override { return base->sun_m(t); }
    [[nodiscard]] orbit::Vector3 place_m(const orbit::Geodetic& p, Time t) const override {
      return base->place_m(p, t);
    }
    [[nodiscard]] double sunlit_fraction(Time t) const override {
      const double s = seconds_since_start(t);
      return std::clamp(s < 2000.0 ? (1010.0 - s) / 10.0 : (s - 3000.0) / 10.0, 0.0, 1.0);
    }
  };
  PowerConfig config = plain();
  config.panels.clear();
  config.array = ArrayConfig{30.0, 0.1, 0.8};
  config.loads.bus_w = 14.0;
  const std::vector<access::Eclipse> shadows{{0, {at(1000), at(3010)}, {at(1010), at(3000)}}};
  Run run;
  AdaptiveBus bus = make(config, {}, shadows, std::make_shared<Ramp>());
  RecordingSink rows;
  PowerBus closed("s", config, light_between(shadows, [](Time) { return 1.0; }),
                  [](Time) { return 1.0; });
  bus.start(run.rows);
  closed.start(rows);
  UnitStates units;
  for (const double t : {500.0, 1005.0, 2000.0, 3004.0, 9000.0, 40000.0}) {
    run.until(bus, at(t));
    while (closed.next_event() <= at(t)) {
      closed.handle(closed.next_event(), units, rows);
    }
    closed.advance(at(t));
    CHECK(bus.charge_j() == Approx(closed.battery().charge_j()).epsilon(1e-7));
  }
}

TEST_CASE("A capacitor under a constant load follows the exact solution") {
  PowerConfig config = plain();
  config.battery.reset();
  config.supercapacitor = capacitor();
  config.loads.bus_w = 6.0;
  config.tolerance = 1e-12;
  Run run;
  AdaptiveBus bus = make(config, {}, {eclipse(0.0, 1e5)});
  bus.start(run.rows);
  for (const double t : {1.0, 7.0, 20.0, 40.0}) {
    run.until(bus, at(t));
    const double volts = std::sqrt(2.0 * bus.charge_j() / 40.0);
    CHECK(capacitor_time_s(capacitor(), 5.0, volts, 6.0) == Approx(t).epsilon(1e-9));
  }
  // Sleep at 2.5 V: by the exact solution at 6 W; then 3 W until 2 V.
  run.until(bus, at(600.0));
  const double sleep_s = capacitor_time_s(capacitor(), 5.0, 2.5, 6.0);
  const double off_s = sleep_s + capacitor_time_s(capacitor(), 2.5, 2.0, 3.0);
  CHECK(run.time_of("safe_mode") == Approx(sleep_s).epsilon(1e-9));
  CHECK(run.time_of("off") == Approx(off_s).epsilon(1e-9));
  // Off: it keeps what it has.
  CHECK(bus.charge_j() == Approx(0.5 * 40.0 * 4.0).epsilon(1e-8));
  bus.finish(at(600.0), run.rows);
  CHECK(run.rows.metric("brown_outs") == 1.0);
  CHECK(run.rows.metric("time_off") == Approx(600.0 - off_s).epsilon(1e-8));
  // Lost in the resistance: what was stored and not served.
  CHECK(run.rows.metric("energy_lost_in_battery") ==
        Approx(0.5 * 40.0 * (25.0 - 4.0) - 6.0 * sleep_s - 3.0 * (off_s - sleep_s)).epsilon(1e-7));
}

TEST_CASE("A load that cannot be drawn through the resistance is a brown-out, until recharged") {
  PowerConfig config = plain();
  config.battery.reset();
  config.supercapacitor = capacitor();
  config.supercapacitor->resistance_ohm = 0.5;
  config.loads.bus_w = 1.0;
  Run run;
  AdaptiveBus bus = make(config, {}, {eclipse(0.0, 300.0)});
  bus.start(run.rows);
  run.until(bus, at(10.0));
  bus.set_load(UnitKind::imager, 30.0, at(10.0), run.rows); // most is 25/(4 0.5) = 12.5 W
  CHECK(bus.next_event() == at(10.0));
  CHECK(bus.handle(at(10.0), run.units, run.rows) == PowerSystem::Transition::safe_mode);
  CHECK(run.rows.table("power").back().text("mode") == "off");
  CHECK(run.rows.table("power").back().real("load") == 0.0);
  bus.set_load(UnitKind::imager, 0.0, at(10.0), run.rows);
  run.until(bus, at(11.0)); // above restart and wake: at once
  CHECK(bus.mode() == PowerMode::nominal);
}

TEST_CASE("Panels follow the Sun by their drive, and lose by heat and age") {
  const orbit::Vector3 sun = orbit::Vector3(1.0, 1.0, 0.0).normalized();
  SolarPanelConfig panel = fixed(1.0, 0.0, 0.0);
  CHECK(panel_cosine(panel, sun) == Approx(std::sqrt(0.5)));
  panel.direction = {-1.0, 0.0, 0.0};
  CHECK(panel_cosine(panel, sun) == 0.0);
  panel.drive = PanelDrive::one_axis; // about x: what is across x
  CHECK(panel_cosine(panel, sun) == Approx(std::sqrt(0.5)));
  panel.drive = PanelDrive::two_axis;
  CHECK(panel_cosine(panel, sun) == 1.0);
  panel.temperature_coefficient_per_k = -0.002;
  panel.degradation_per_year = 0.02;
  panel.age_s = 3.0 * 365.25 * 86400.0;
  const Time later = at(2.0 * 365.25 * 86400.0);
  CHECK(panel_power_w(panel, kFlux_w_m2, panel.reference_temperature_k + 50.0, later) ==
        Approx(20.0 * 0.9 * std::pow(0.98, 5.0)));
}

TEST_CASE("A fixed panel over an orbit gives the integral of its cosine") {
  // The nadir pointing turns once in an orbit about the plane's normal, the Sun lies in the plane:
  // the panel sees a cosine cut off at zero, whose mean is 1/pi.
  PowerConfig config = plain();
  config.panels = {{"zenith", fixed(0.0, 0.0, -1.0)}};
  config.loads.bus_w = 3.0;
  Run run;
  const auto heavens = sky();
  AdaptiveBus bus = make(config, {}, {}, heavens);
  const double period_s = 2.0 * std::numbers::pi / heavens->rate_rad_s;
  bus.start(run.rows);
  run.until(bus, at(3.0 * period_s));
  bus.finish(at(3.0 * period_s), run.rows);
  CHECK(run.rows.metric("energy_generated") ==
        Approx(20.0 / std::numbers::pi * 3.0 * period_s).epsilon(1e-8));
}

TEST_CASE("Units are shed by their order and restored, each at its level") {
  PowerConfig config = plain();
  config.shedding = {{UnitKind::payload, 0.8, 0.85}, {UnitKind::computer, 0.75, 0.8}};
  config.loads.payload_w = 2.0;
  Run run;
  AdaptiveBus bus = make(config, {}, {eclipse(0.0, 3000.0)});
  bus.start(run.rows);
  bus.set_load(UnitKind::computer, 4.0, kStart, run.rows);
  run.until(bus, at(571.0)); // 10 kJ at 14 W / 0.8
  CHECK(run.units.works(UnitKind::payload));
  run.until(bus, at(572.0));
  CHECK(run.units.hindrance(UnitKind::payload) == Hindrance::energy);
  CHECK(run.units.works(UnitKind::computer));
  const double first_s = 10e3 * 0.8 / 14.0;
  const double second_s = first_s + 5e3 * 0.8 / 12.0;
  run.until(bus, at(second_s + 0.001));
  CHECK_FALSE(run.units.works(UnitKind::computer));
  CHECK(bus.charge_j() == Approx(75e3).epsilon(1e-6));
  run.until(bus, at(20000.0));
  CHECK(run.units.works(UnitKind::computer));
  CHECK(run.units.works(UnitKind::payload));
  bus.finish(at(20000.0), run.rows);
  CHECK(run.rows.metric("units_shed") == 2.0);
}

TEST_CASE("A battery gives and takes no more than its limits") {
  PowerConfig config = plain();
  config.battery->discharge_power_w = 10.0;
  config.battery->charge_power_w = 5.0;
  config.shedding = {{UnitKind::payload, 0.0, 0.1}};
  config.loads.payload_w = 4.0; // 12 W with the bus
  Run run;
  AdaptiveBus bus = make(config, {}, {eclipse(0.0, 1000.0)});
  bus.start(run.rows);
  CHECK(bus.next_event() == kStart);
  run.until(bus, at(1.0));
  CHECK_FALSE(run.units.works(UnitKind::payload));          // 8 W fit
  bus.set_load(UnitKind::computer, 5.0, at(1.0), run.rows); // nothing left to shed: 3 W unserved
  run.until(bus, at(1000.0));
  CHECK(bus.charge_j() == Approx(90e3 - (8.0 + 10.0 * 999.0) / 0.8).epsilon(1e-9));
  bus.set_load(UnitKind::computer, 0.0, at(1000.0), run.rows);
  run.until(bus, at(1500.0)); // 12 W of surplus, 5 W taken
  CHECK(bus.charge_j() == Approx(90e3 - 9998.0 / 0.8 + 5.0 * 500.0 * 0.9).epsilon(1e-9));
  bus.finish(at(1500.0), run.rows);
  CHECK(run.rows.metric("energy_unserved") == Approx(3.0 * 999.0).epsilon(1e-9));
  CHECK(run.rows.metric("energy_shed") == Approx(7.0 * 500.0).epsilon(1e-9));
}

TEST_CASE("A battery gives nothing below its depth, and wears by its cycles") {
  PowerConfig config = plain();
  config.battery->depth_limit = 0.7;
  config.battery->recovery = 0.31;
  config.loads.safe_w = 8.0;
  Run run;
  AdaptiveBus bus = make(config, {}, {eclipse(0.0, 10000.0)});
  bus.start(run.rows);
  run.until(bus, at(9000.0));
  CHECK(bus.charge_j() == Approx(30e3).epsilon(1e-9));
  bus.finish(at(9000.0), run.rows);
  CHECK(run.rows.metric("energy_unserved") == Approx(8.0 * (9000.0 - 60e3 * 0.8 / 8.0)));

  PowerConfig worn = plain();
  worn.battery->initial = 1.0;
  worn.battery->ageing = AgeingConfig{1000.0, 0.2, 2.0, 0.8};
  std::vector<access::Eclipse> orbits;
  for (int i = 0; i < 50; ++i) {
    orbits.push_back(eclipse(5000.0 * i, 5000.0 * i + 1000.0)); // 10 % each, then full again
  }
  Run other;
  AdaptiveBus ageing = make(worn, {}, orbits);
  ageing.start(other.rows);
  other.until(ageing, at(250000.0));
  ageing.finish(at(250000.0), other.rows);
  // 50 down and 49 up, half a cycle each of (0.1/0.2)^2 / 1000 of the life; the depths are of the
  // capacity that is left, a quarter of a percent less at the end.
  const double damage = 99.0 * 0.25 / 2000.0;
  CHECK(other.rows.metric("battery_capacity_at_end") ==
        Approx(100e3 * (1.0 - 0.2 * damage)).epsilon(1e-4));
  CHECK(other.rows.metric("battery_lost_to_cycles") == Approx(0.2 * damage).epsilon(5e-3));
  CHECK(other.rows.metric("battery_lost_to_time") == 0.0);
  CHECK(other.rows.metric("battery_cycles") == Approx(4.95).epsilon(2e-3));
}

TEST_CASE("Orbits are balanced one by one") {
  class Inclined final : public Heavens {
   public:
    std::shared_ptr<PlainHeavens> base = sky();
    [[nodiscard]] orbit::State state(Time t) const override {
      orbit::State s = base->state(t);
      const auto tilt = Eigen::AngleAxisd(1.0, orbit::Vector3::UnitX()).toRotationMatrix();
      return {tilt * s.r_m, tilt * s.v_m_s};
    }
    [[nodiscard]] orbit::Vector3 sun_m(Time t) const override { return base->sun + state(t).r_m; }
    [[nodiscard]] orbit::Vector3 place_m(const orbit::Geodetic& p, Time t) const override {
      return base->place_m(p, t);
    }
    [[nodiscard]] double sunlit_fraction(Time) const override { return 1.0; }
  };
  const auto heavens = std::make_shared<Inclined>();
  const double period_s = 2.0 * std::numbers::pi / heavens->base->rate_rad_s;
  Run run;
  AdaptiveBus bus = make(plain(), {}, {eclipse(1000.0, 3000.0)}, heavens);
  bus.start(run.rows);
  run.until(bus, at(2.5 * period_s));
  bus.finish(at(2.5 * period_s), run.rows);
  const auto& orbits = run.rows.table("orbit_power");
  REQUIRE(orbits.size() == 3);
  CHECK(orbits[0].real("end") == Approx(period_s).margin(1e-5));
  CHECK(orbits[0].real("generated") == Approx(20.0 * (period_s - 2000.0)).epsilon(1e-6));
  CHECK(orbits[0].real("sunlit") == Approx(period_s - 2000.0).epsilon(1e-9));
  CHECK(orbits[0].real("demanded_bus") == Approx(8.0 * period_s).epsilon(1e-9));
  double generated_j = 0.0;
  for (const auto& row : orbits) {
    generated_j += row.real("generated");
    CHECK(row.real("generated") - row.real("shed") - row.real("demanded_bus") - row.real("lost") ==
          Approx(row.real("stored")).margin(1e-6));
  }
  CHECK(generated_j == Approx(run.rows.metric("energy_generated")).epsilon(1e-12));
}

TEST_CASE("Foresight tells the least charge of a load to come, through an eclipse") {
  const auto heavens = sky();
  heavens->sunlit = 0.0; // the heavens are dark although no eclipse is known
  AdaptiveBus dark = make(plain(), {}, {}, heavens);
  Run run;
  dark.start(run.rows);
  run.until(dark, at(1.0));
  const double before_j = dark.charge_j();
  CHECK(dark.least_charge(at(1001.0), 2.0) * 100e3 ==
        Approx(before_j - 10.0 * 1000.0 / 0.8).epsilon(1e-6));
  CHECK(dark.charge_j() == before_j);
  AdaptiveBus lit = make(plain()); // 20 W carry 8 and 2
  lit.start(run.rows);
  CHECK(lit.least_charge(at(1000.0), 2.0) == Approx(0.9).epsilon(1e-9));
}

TEST_CASE("What failures leave of panels and battery holds from their instant on") {
  Run run;
  AdaptiveBus bus = make(plain(), {}, {eclipse(0.0, 2000.0)});
  bus.start(run.rows);
  run.until(bus, at(1000.0));
  bus.set_parts({0.5, 0.75}, at(1000.0), run.rows);
  CHECK(bus.charge_j() == Approx(0.75 * 80e3));
  CHECK(bus.state_of_charge() == Approx(0.8));
  run.until(bus, at(2000.0));
  CHECK(bus.charge_j() == Approx(60e3 - 10e3));
  run.until(bus, at(3000.0)); // 10 W are left, 2 W of surplus
  CHECK(bus.charge_j() == Approx(50e3 + 0.9 * 2.0 * 1000.0).epsilon(1e-8));
  bus.set_parts({0.5, 1.0}, at(3000.0), run.rows);
  CHECK(bus.state_of_charge() == Approx(0.518).epsilon(1e-6));
  bus.set_parts({0.25, 0.0}, at(3000.0), run.rows);
  run.until(bus, at(4000.0));
  CHECK(bus.charge_j() == 0.0);
  CHECK(bus.mode() == PowerMode::safe);
  bus.finish(at(4000.0), run.rows); // checks that the book closes
  CHECK(run.rows.metric("energy_generated") == Approx(15e3).epsilon(1e-8));
  CHECK(run.rows.metric("energy_stored") == Approx(-90e3));
  CHECK(run.rows.metric("energy_shed") == Approx(2e3).epsilon(1e-6));
}

TEST_CASE("Of a capacitor that has lost strings, the rest is as full and holds less") {
  PowerConfig config = plain();
  config.battery.reset();
  config.loads.bus_w = 2.0;
  config.supercapacitor = capacitor();
  Run run;
  AdaptiveBus bus = make(config, {}, {eclipse(0.0, 1000.0)});
  bus.start(run.rows);
  const double full_j = bus.charge_j();
  const double soc = bus.state_of_charge();
  bus.set_parts({1.0, 0.5}, kStart, run.rows);
  CHECK(bus.charge_j() == Approx(0.5 * full_j));
  CHECK(bus.state_of_charge() == Approx(soc));
  const SupercapacitorConfig half{20.0, 0.4, 5.4, 5.0, 2.0, 3.0, 2.5, 3.5, 0.0};
  const double time_s = capacitor_time_s(half, 5.0, half.sleep_v, 2.0);
  run.until(bus, at(time_s + 1.0));
  CHECK(run.time_of("safe_mode") == Approx(time_s).epsilon(1e-6));
  bus.set_parts({1.0, 0.0}, at(time_s + 1.0), run.rows);
  run.until(bus, at(1500.0));
  bus.finish(at(1500.0), run.rows);
  CHECK(run.rows.metric("time_off") > 0.0);
}
