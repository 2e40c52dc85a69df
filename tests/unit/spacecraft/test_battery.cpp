#include "base/random.hpp"
#include "spacecraft/battery.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace urker;
using namespace urker::spacecraft;

namespace {

BatteryConfig small() {
  BatteryConfig config;
  config.capacity_j = 1000.0;
  config.charge_efficiency = 0.8;
  config.discharge_efficiency = 0.5;
  config.initial = 0.5;
  return config;
}

double open_j(const Battery& battery, double initial_j) {
  const EnergyBook& b = battery.book();
  return b.generated.value() - b.shed.value() - (b.demanded.value() - b.unserved.value()) -
         b.lost.value() - (battery.charge_j() - initial_j);
}

} // namespace

TEST_CASE("A compensated sum keeps what plain addition loses") {
  CompensatedSum sum;
  sum.add(1e16);
  for (int i = 0; i < 1000; ++i) {
    sum.add(1.0);
  }
  sum.add(-1e16);
  CHECK(sum.value() == 1000.0);
}

TEST_CASE("Charging stores part of the surplus, discharging draws more than is served") {
  Battery battery(small());
  battery.advance({30.0, 0.0}, 20.0, 10.0);
  CHECK(battery.charge_j() == Approx(500.0 + 0.8 * 100.0));
  CHECK(battery.book().lost.value() == Approx(20.0));
  battery.advance({0.0, 0.0}, 20.0, 10.0);
  CHECK(battery.charge_j() == Approx(580.0 - 200.0 / 0.5));
  CHECK(battery.book().lost.value() == Approx(20.0 + 200.0));
  CHECK(open_j(battery, 500.0) == Approx(0.0).margin(1e-12));
}

TEST_CASE("A ramp through zero net power uses each efficiency on its side") {
  Battery battery(small());
  // Net 10 W - 2 W/s t: +25 J in 5 s, then -25 J in 5 s.
  battery.advance({30.0, -2.0}, 20.0, 10.0);
  CHECK(battery.charge_j() == Approx(500.0 + 0.8 * 25.0 - 25.0 / 0.5));
  CHECK(battery.least_state_of_charge() * battery.capacity_j() == Approx(470.0));
  battery.advance({10.0, 2.0}, 20.0, 10.0); // down first: the least lies in between
  CHECK(battery.least_state_of_charge() * battery.capacity_j() == Approx(470.0 - 50.0));
  CHECK(battery.charge_j() == Approx(470.0 - 50.0 + 20.0));
}

TEST_CASE("A full battery sheds and an empty one leaves loads unserved") {
  Battery battery(small());
  battery.advance({100.0, 0.0}, 0.0, 10.0); // 1000 J, of which 625 fill it up
  CHECK(battery.charge_j() == 1000.0);
  CHECK(battery.book().shed.value() == Approx(375.0));
  CHECK(battery.book().lost.value() == Approx(125.0));
  battery.advance({0.0, 0.0}, 100.0, 10.0); // serves 500 J of 1000 J
  CHECK(battery.charge_j() == 0.0);
  CHECK(battery.book().unserved.value() == Approx(500.0));
  CHECK(open_j(battery, 500.0) == Approx(0.0).margin(1e-12));
}

TEST_CASE("Times to a level are the roots of the charge") {
  const Battery battery(small());
  // Linear: 580 J after 100 J of surplus at 10 W.
  CHECK(battery.time_to(580.0, {30.0, 0.0}, 20.0, 100.0).value() == Approx(10.0));
  CHECK_FALSE(battery.time_to(580.0, {30.0, 0.0}, 20.0, 9.9).has_value());
  CHECK_FALSE(battery.time_to(400.0, {30.0, 0.0}, 20.0, 1e6).has_value());
  // Discharging: 100 J of charge serve 50 J.
  CHECK(battery.time_to(400.0, {0.0, 0.0}, 5.0, 100.0).value() == Approx(10.0));
  // The parabola's top is reached at 5 s with 500 + 0.8 * 25.
  CHECK_FALSE(battery.time_to(520.1, {30.0, -2.0}, 20.0, 100.0).has_value());
  CHECK(battery.time_to(519.2, {30.0, -2.0}, 20.0, 100.0).value() == Approx(4.0));
  // Behind the top it comes down to 480 J: 520 - (t - 5)^2 / 0.5.
  CHECK(battery.time_to(480.0, {30.0, -2.0}, 20.0, 100.0).value() == Approx(5.0 + std::sqrt(20.0)));
}

TEST_CASE("A battery that was full in between comes down from full") {
  BatteryConfig config = small();
  config.initial = 0.95;
  const Battery battery(config);
  // Fills up, then the net power changes sign at 100 s and draws 1/0.5.
  const LinearPower generation{120.0, -1.0};
  const auto t_s = battery.time_to(900.0, generation, 20.0, 200.0);
  REQUIRE(t_s);
  CHECK(*t_s == Approx(100.0 + std::sqrt(100.0)));
}

TEST_CASE("Random days: roots hold, halves add up, and the book closes to rounding") {
  const RandomKey key{1, key_of("test"), key_of("battery")};
  std::uint64_t draw = 0;
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * random_uniform(key, draw++);
  };
  int shed = 0;
  int unserved = 0;
  for (int run = 0; run < 50; ++run) {
    BatteryConfig config = small();
    config.charge_efficiency = uniform(0.5, 1.0);
    config.discharge_efficiency = uniform(0.5, 1.0);
    Battery battery(config);
    double generated_j = 0.0;
    for (int step = 0; step < 200; ++step) {
      const double duration_s = uniform(0.0, 20.0);
      const double first_w = uniform(0.0, 60.0);
      const LinearPower generation{first_w, (uniform(0.0, 60.0) - first_w) / 20.0};
      const double load_w = uniform(0.0, 1.0) < 0.5 ? uniform(0.0, 30.0) : uniform(0.0, 60.0);
      const double level_j = uniform(0.0, 1000.0);
      if (const auto t_s = battery.time_to(level_j, generation, load_w, duration_s)) {
        Battery probe = battery;
        probe.advance(generation, load_w, *t_s);
        REQUIRE(probe.charge_j() == Approx(level_j).margin(1e-8));
      }
      Battery halves = battery;
      const double part_s = uniform(0.0, 1.0) * duration_s;
      halves.advance(generation, load_w, part_s);
      halves.advance({generation.at(part_s), generation.slope_w_s}, load_w, duration_s - part_s);
      battery.advance(generation, load_w, duration_s);
      generated_j += generation.energy_j(duration_s);
      REQUIRE(halves.charge_j() == Approx(battery.charge_j()).margin(1e-8));
    }
    CHECK(open_j(battery, 500.0) == Approx(0.0).margin(1e-12 * generated_j));
    shed += battery.book().shed.value() > 0.0;
    unserved += battery.book().unserved.value() > 0.0;
  }
  CHECK(shed > 10);
  CHECK(unserved > 10);
}

TEST_CASE("A string takes its charge along, and comes back empty") {
  Battery battery(small());
  const double before_j = battery.charge_j();
  battery.set_part(0.75);
  CHECK(battery.charge_j() == Approx(0.75 * before_j));
  CHECK(battery.state_of_charge() == Approx(before_j / small().capacity_j));
  CHECK(battery.book().lost.value() == Approx(0.25 * before_j));
  battery.advance({1000.0, 0.0}, 0.0, 1000.0);
  CHECK(battery.charge_j() == Approx(0.75 * small().capacity_j));
  battery.set_part(1.0);
  CHECK(battery.state_of_charge() == Approx(0.75));
  CHECK(open_j(battery, before_j) == Approx(0.0).margin(1e-6));
}

TEST_CASE("Without any string left, the loads get what is generated and no more") {
  Battery battery(small());
  const double before_j = battery.charge_j();
  battery.set_part(0.0);
  CHECK(battery.state_of_charge() == 0.0);
  battery.advance({30.0, 0.0}, 20.0, 10.0);
  battery.advance({5.0, 0.0}, 20.0, 10.0);
  CHECK(battery.charge_j() == 0.0);
  CHECK(battery.book().shed.value() == Approx(100.0));
  CHECK(battery.book().unserved.value() == Approx(150.0));
  CHECK(open_j(battery, before_j) == Approx(0.0).margin(1e-9));
}
