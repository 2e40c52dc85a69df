#pragma once

#include "orbit/numerical/marched_orbit.hpp"
#include "spacecraft/propulsion/flight_planner.hpp"

#include <chrono>
#include <memory>
#include <utility>
#include <vector>

namespace urker::test {

/// A 20 kg CubeSat at 525 km, without drag unless it is given air, flown for some days with what
/// its strategies decide.
struct FlightBench {
  Epoch epoch{CalendarTime{2027, 3, 1, 0, 0, 0.0}};
  Time end;
  orbit::Earth earth;
  orbit::SunMoon bodies{epoch};
  orbit::NumericalOrbit orbit;
  spacecraft::FlightSetup setup;
  orbit::MarchedOrbit marched;
  spacecraft::FlightRecord record;

  explicit FlightBench(double days)
      : end(kStart + round_seconds(days * 86400.0)),
        earth(epoch, kStart, end, orbit::EarthOrientationModel::standard) {
    orbit.name = "cubesat";
    orbit.epoch = kStart;
    orbit.state = orbit::to_cartesian({6378137.0 + 525e3, 1e-3, 1.7, 0.3, 0.5, 0.2});
    orbit.mass_kg = 20.0;
    orbit.gravity = std::make_shared<orbit::GravityModel>(orbit::GravityField::egm2008(), 8, 8);
    orbit.tolerance_m = 1e-3;
    setup.name = "cubesat";
    setup.power.array = spacecraft::ArrayConfig{60.0};
    setup.power.battery.emplace();
    setup.power.battery->capacity_j = 100.0 * 3600.0;
    setup.load_w = 10.0;
    setup.propulsion.thruster = green();
  }
  static spacecraft::ThrusterConfig green() {
    spacecraft::ThrusterConfig c;
    c.thrust_n = 0.5;
    c.specific_impulse_s = 220.0;
    c.propellant_kg = 1.5;
    c.power_w = 20.0;
    return c;
  }
  static spacecraft::ThrusterConfig feep() {
    spacecraft::ThrusterConfig c;
    c.thrust_n = 3.5e-4;
    c.specific_impulse_s = 3000.0;
    c.propellant_kg = 0.25;
    c.power_w = 40.0;
    return c;
  }
  void add_air() {
    orbit::AtmosphereConfig air;
    air.exponential = orbit::ExponentialAtmosphereConfig{3e-13, 525e3, 65e3};
    orbit.drag = {orbit::make_atmosphere(air, epoch, earth), 2.2, 0.1};
  }
  [[nodiscard]] orbit::Marching marching() const { return {kStart, end, std::chrono::hours(6)}; }
  void fly() {
    spacecraft::FlightPlanner planner(setup, orbit, epoch, bodies);
    orbit::BurnPlanner* const pointer = &planner;
    marched =
        orbit::march(std::span(&orbit, 1), std::span(&pointer, 1), epoch, earth, bodies, marching())
            .front();
    record = planner.finish(end);
  }
  [[nodiscard]] std::shared_ptr<const orbit::IntegratedTrajectory> trajectory() const {
    return orbit::marched_trajectories(std::span(&orbit, 1), std::span(&marched, 1), epoch, earth,
                                       bodies, marching())
        .front();
  }
  /// Without any burn.
  [[nodiscard]] std::shared_ptr<const orbit::NumericalTrajectory> coasting() const {
    return orbit::propagate(std::span(&orbit, 1), epoch, earth, bodies, kStart, end).front();
  }
  void add(spacecraft::StrategyConfig strategy) {
    setup.propulsion.strategies.push_back(std::move(strategy));
  }
};

} // namespace urker::test
