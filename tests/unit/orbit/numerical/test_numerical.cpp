#include "base/error.hpp"
#include "orbit/numerical/numerical_trajectory.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "../data_file.hpp"

using namespace urker;
using namespace urker::orbit;
using namespace std::chrono_literals;

namespace {

State row_state(const DataFile& file, std::size_t row) {
  return {{file.number(row, "x_m"), file.number(row, "y_m"), file.number(row, "z_m")},
          {file.number(row, "vx_m_s"), file.number(row, "vy_m_s"), file.number(row, "vz_m_s")}};
}

std::shared_ptr<const GravityModel> field(int degree, int order) {
  return std::make_shared<GravityModel>(GravityField::egm2008(), degree, order);
}

/// The start of a published trajectory.
struct Case {
  DataFile file;
  Epoch epoch;
  Time end;
  Earth earth;
  SunMoon bodies;
  NumericalOrbit orbit;

  Case(const std::string& name, const CalendarTime& start)
      : file("orbit/trajectories/" + name + ".csv"), epoch(start),
        end(kStart + round_seconds(file.number(file.size() - 1, "t_s"))),
        earth(epoch, kStart, end, EarthOrientationModel::standard), bodies(epoch) {
    orbit.name = name;
    orbit.state = row_state(file, 0);
    orbit.mass_kg = file.number(0, "mass_kg");
  }
  [[nodiscard]] std::shared_ptr<const NumericalTrajectory> fly() const {
    return propagate(std::span(&orbit, 1), epoch, earth, bodies, kStart, end).front();
  }
};

const CalendarTime kLeoEpoch{2024, 3, 10, 6, 30, 0.0};

/// Of the case leo_burn: 0.5 N along the velocity with a specific impulse of 220 s.
const std::vector<Burn> kBurn{
    {kStart + 3000s, kStart + 3600s, 0.5, 0.5 / (kStandardGravity_m_s2 * 220.0)}};

} // namespace

TEST_CASE("a burn takes mass while it goes on") {
  Case leo("leo_burn", {2024, 1, 20, 15, 0, 0.0});
  leo.orbit.burns = kBurn;
  const auto flown = leo.fly();
  CHECK(flown->mass_kg(kStart + 3000s) == 120.0);
  const double used_kg = kBurn[0].mass_flow_kg_s * 300.0;
  CHECK(flown->mass_kg(kStart + 3300s) == Approx(120.0 - used_kg).epsilon(1e-12));
  CHECK(flown->mass_kg(kStart + 3600s) == flown->mass_kg(leo.end));
}

TEST_CASE("an orbit's bits do not depend on its company, and bounds hold") {
  Case leo("leo_20x20", kLeoEpoch);
  leo.orbit.gravity = field(8, 8);
  leo.orbit.sun = leo.orbit.moon = true;
  leo.orbit.radiation = {1.3, 3.2};
  AtmosphereConfig air;
  air.nrlmsise00 = Nrlmsise00Config{};
  leo.orbit.drag = {make_atmosphere(air, leo.epoch, leo.earth), 2.2, 2.4};
  std::vector<NumericalOrbit> many;
  for (int i = 0; i < 11; ++i) {
    NumericalOrbit other = leo.orbit;
    other.name = "other";
    other.state.v_m_s *= 1.0 - 0.002 * (i - 4);
    other.gravity = i % 3 == 0 ? field(4, 4) : leo.orbit.gravity;
    other.drag.area_m2 = 0.3 * i;
    if (i % 4 == 2) {
      other.drag.air = nullptr;
    }
    many.push_back(other);
  }
  many[9] = leo.orbit;
  many[2].state.v_m_s *= 0.9; // falls to the ground
  const Time end = kStart + 4h;
  const auto flown = propagate(many, leo.epoch, leo.earth, leo.bodies, kStart, end);
  const auto alone =
      propagate(std::span(&leo.orbit, 1), leo.epoch, leo.earth, leo.bodies, kStart, end).front();
  REQUIRE(flown.size() == many.size());
  CHECK(flown[9]->steps() == alone->steps());
  std::vector<Time> times;
  for (Time t = kStart; t <= end; t += 37s) {
    times.push_back(t);
  }
  std::vector<State> batch(times.size());
  alone->states(times, batch);
  for (std::size_t i = 0; i < times.size(); ++i) {
    const State one = flown[9]->state(times[i]);
    REQUIRE(one.r_m == batch[i].r_m);
    REQUIRE(one.v_m_s == batch[i].v_m_s);
    const Time from = std::max(kStart, times[i] - 60s);
    const MotionBounds bounds = alone->bounds(from, times[i]);
    CHECK(bounds.least_radius_m <= one.r_m.norm());
    CHECK(bounds.greatest_radius_m >= one.r_m.norm());
    CHECK(bounds.greatest_speed_m_s >= one.v_m_s.norm());
    CHECK(bounds.greatest_radius_m - bounds.least_radius_m < 30e3);
    CHECK(bounds.greatest_acceleration_m_s2 < 8.5);
    CHECK(bounds.greatest_acceleration_m_s2 > 7.8);
  }
  CHECK(flown[2]->early_end() == "meets the ground");
  CHECK(flown[2]->end() < end);
  CHECK_THROWS_WITH(flown[2]->state(end), Catch::Contains("as it meets the ground"));
  CHECK(flown[3]->end() == end);
}

TEST_CASE("an orbit leads from its epoch into past and future") {
  Case leo("leo_burn", {2024, 1, 20, 15, 0, 0.0});
  leo.orbit.gravity = field(20, 20);
  leo.orbit.sun = leo.orbit.moon = true;
  leo.orbit.burns = kBurn;
  const auto ahead = leo.fly();
  for (const Time t : {kStart + 3300s, kStart + 40000s, leo.end}) { // in the burn, and after it
    leo.orbit.epoch = t;
    leo.orbit.state = ahead->state(t);
    leo.orbit.mass_kg = ahead->mass_kg(t);
    const auto flown = leo.fly();
    CHECK(flown->begin() == kStart);
    CHECK(flown->end() == leo.end);
    CHECK(flown->mass_kg(kStart) == Approx(120.0).epsilon(1e-12));
    for (Time at = kStart; at <= leo.end; at += 1000s) {
      REQUIRE((flown->state(at).r_m - ahead->state(at).r_m).norm() < 0.02);
      const MotionBounds bounds = flown->bounds(at, at);
      CHECK(bounds.greatest_speed_m_s >= flown->state(at).v_m_s.norm());
    }
  }
}
