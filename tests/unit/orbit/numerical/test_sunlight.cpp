#include "orbit/numerical/numerical_trajectory.hpp"
#include "orbit/numerical/sunlight.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include <cmath>
#include <memory>
#include <span>

#include "../force/force_rows.hpp"

using namespace urker;
using namespace urker::orbit;
using namespace std::chrono_literals;

namespace {

/// One panel that always faces the Sun and feels what a sphere of coefficient 1.5 does.
std::shared_ptr<const SurfacesConfig> facing_sun(double area_m2) {
  auto surfaces = std::make_shared<SurfacesConfig>();
  PanelConfig& panel = surfaces->panels.emplace_back();
  panel.area_m2 = area_m2;
  panel.mount = PanelMount::sun;
  panel.specular = 0.5;
  return surfaces;
}

/// The Earth, and the Moon's shadow on it: 8 April 2024, 18:18 UTC.
struct Eclipse {
  Epoch epoch{{2024, 4, 8, 18, 18, 0.0}};
  Time end = kStart + 24h;
  Earth earth{epoch, kStart, end, EarthOrientationModel::standard};
  SunMoon bodies{epoch};
  NumericalOrbit orbit;

  /// In the middle of the shadow, on a circle about the Earth.
  explicit Eclipse(double radius_m = 6978e3) {
    const SunMoonPositions at = bodies.positions(kStart);
    const Vector3 along = (at.moon_m - at.sun_m).normalized();
    const Vector3 miss_m = at.moon_m - at.moon_m.dot(along) * along; // of the Earth's centre
    orbit.state.r_m = miss_m - std::sqrt(radius_m * radius_m - miss_m.squaredNorm()) * along;
    orbit.state.v_m_s =
        std::sqrt(orbit.mu_m3_s2 / radius_m) * orbit.state.r_m.cross(Vector3::UnitZ()).normalized();
    orbit.mass_kg = 100.0;
    orbit.radiation = {1.5, 40.0};
  }
  [[nodiscard]] std::shared_ptr<const NumericalTrajectory> fly(Time until) const {
    return propagate(std::span(&orbit, 1), epoch, earth, bodies, kStart, until).front();
  }
};

double distance_m(const NumericalTrajectory& a, const NumericalTrajectory& b, Time t) {
  return (a.state(t).r_m - b.state(t).r_m).norm();
}

} // namespace

TEST_CASE("a panel that faces the Sun feels what the peer library's sphere feels") {
  NumericalOrbit orbit;
  orbit.surfaces = facing_sun(4.0);
  for (const ShadowModel shadow : {ShadowModel::sphere, ShadowModel::ellipsoid}) {
    orbit.radiation = {0.0, 0.0, shadow, true};
    for (const ForceRow& row : force_rows("srp")) {
      const ForcePoint point{Time{},           row.state.r_m, row.state.v_m_s, 500.0,
                             row.gcrf_to_itrf, row.sun_m,     row.moon_m};
      CHECK((sunlight_acceleration(orbit, point) - row.expected_m_s2).norm() <
            1e-11 * row.expected_m_s2.norm());
    }
  }
}

TEST_CASE("surfaces fly as the sphere that they equal") {
  Eclipse setting;
  NumericalOrbit& orbit = setting.orbit;
  const auto sphere = setting.fly(setting.end);
  orbit.surfaces = facing_sun(40.0);
  orbit.radiation = {0.0, 0.0};
  const auto panel = setting.fly(setting.end);
  orbit.radiation.reset();
  const auto dark = setting.fly(setting.end);
  CHECK(distance_m(*panel, *sphere, setting.end) < 1e-4);
  CHECK(distance_m(*panel, *dark, setting.end) > 10.0);

  AtmosphereConfig air;
  air.exponential = ExponentialAtmosphereConfig{1e-12, 600e3, 60e3};
  orbit.surfaces = nullptr;
  orbit.drag = {make_atmosphere(air, setting.epoch, setting.earth), 2.2, 10.0};
  const auto dragged = setting.fly(setting.end);
  auto plate = std::make_shared<SurfacesConfig>();
  plate->panels = {{.area_m2 = 10.0, .direction = {1.0, 0.0, 0.0}}};
  orbit.surfaces = plate;
  const auto ahead = setting.fly(setting.end);
  // The air turns with the Earth, so that the plate meets it up to 4 degrees aslant.
  const double effect_m = distance_m(*dragged, *dark, setting.end);
  CHECK(effect_m > 1000.0);
  CHECK(distance_m(*ahead, *dragged, setting.end) < 0.003 * effect_m);
}

TEST_CASE("the Moon's shadow takes the push of the light that it hides") {
  Eclipse setting(42164e3); // where gravity hardly turns the push
  NumericalOrbit& orbit = setting.orbit;
  const Time until = kStart + 40min;
  const auto lit = setting.fly(until);
  orbit.radiation->moon_shadow = true;
  const auto shaded = setting.fly(until);
  // Independently: the hidden light along the orbit, summed second by second.
  Vector3 push_m_s = Vector3::Zero();
  double hidden_s = 0.0;
  for (Time t = kStart + 500ms; t < until; t += 1s) {
    const Vector3 r_m = lit->state(t).r_m;
    const SunMoonPositions at = setting.bodies.positions(t);
    const double hidden = 1.0 - sunlight_behind_moon(r_m, at.sun_m, at.moon_m).visible_fraction;
    push_m_s += hidden * solar_radiation_acceleration(r_m, at.sun_m, 1.5 * 40.0 / 100.0);
    hidden_s += hidden;
  }
  CHECK(hidden_s > 300.0);
  CHECK(sunlight_behind_moon(lit->state(until).r_m, setting.bodies.positions(until).sun_m,
                             setting.bodies.positions(until).moon_m)
            .visible_fraction == 1.0);
  const Vector3 missing_m_s = lit->state(until).v_m_s - shaded->state(until).v_m_s;
  CHECK((missing_m_s - push_m_s).norm() < 0.05 * push_m_s.norm());
}

TEST_CASE("steps end at the edges of every shadow") {
  Eclipse setting;
  NumericalOrbit& orbit = setting.orbit;
  orbit.radiation = {1.5, 400.0, ShadowModel::ellipsoid, true};
  const auto coarse = setting.fly(setting.end);
  orbit.tolerance_m = 1e-9;
  const auto fine = setting.fly(setting.end);
  CHECK(distance_m(*coarse, *fine, setting.end) < 0.02);
  orbit.radiation->shadow = ShadowModel::sphere;
  CHECK(distance_m(*setting.fly(setting.end), *fine, setting.end) > 0.1);
}
