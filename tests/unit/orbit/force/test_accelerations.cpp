#include "orbit/force/accelerations.hpp"
#include "orbit/force/vector.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include <cmath>

#include "force_rows.hpp"

using namespace urker;
using namespace urker::orbit;

namespace {

/// The largest difference from the reference relative to the acceleration's size.
template <class Force>
double largest_error(const std::string& name, const Force& force) {
  double worst = 0.0;
  for (const ForceRow& row : force_rows(name)) {
    worst = std::max(worst, (force(row) - row.expected_m_s2).norm() / row.expected_m_s2.norm());
  }
  return worst;
}

/// The axis about which the Earth turns, in GCRF: polar motion away from that of ITRF.
Vector3 celestial_pole(const ForceRow& row) {
  constexpr double kArcsecond_rad = 4.84813681109536e-6;
  return row.gcrf_to_itrf.transpose() *
         Vector3(row.pole_x_as * kArcsecond_rad, -row.pole_y_as * kArcsecond_rad, 1.0).normalized();
}

} // namespace

TEST_CASE("drag acts against the velocity relative to the turning air") {
  // The density is not in the file, so it is the direction that is compared. Left out of the air's
  // velocity: the day's own rate (up to 4e-8 of it) and the pole's motion in space (1e-11 rad/s).
  for (const char* name : {"drag_msis_const", "drag_hp"}) {
    CHECK(largest_error(name, [](const ForceRow& row) -> Vector3 {
            const Vector3 axis = celestial_pole(row);
            const Vector3 drag = drag_acceleration(air_velocity(row.state, axis), 1e-12, 0.0176);
            return drag * (row.expected_m_s2.norm() / drag.norm());
          }) < 6e-9);
  }
  const Vector3 drag = drag_acceleration({0.0, -7500.0, 0.0}, 2e-12, 0.0176);
  CHECK(drag.y() == Approx(0.5 * 2e-12 * 0.0176 * 7500.0 * 7500.0).epsilon(1e-15));
  CHECK(drag.x() == 0.0);
}

TEST_CASE("the arc sine of the kernels equals the library's") {
  for (double x = -1.0; x <= 1.0; x += 1.0 / 1024.0) {
    CHECK(std::abs(kernel::arc_sine(x) - std::asin(x)) <= 2.3e-16);
  }
}

TEST_CASE("a shadow grows from the penumbra's edge to the umbra's") {
  const Vector3 sun(1.496e11, 0.0, 0.0);
  double last = 1.0;
  int penumbra = 0;
  for (double angle = 1.8; angle < 2.4; angle += 1e-4) {
    const Vector3 r(7.0e6 * std::cos(angle), 7.0e6 * std::sin(angle), 0.0);
    const SunLight light = sunlight_behind_sphere(r, sun);
    CHECK(light.visible_fraction <= last);
    CHECK((light.visible_fraction < 1.0) == (light.penumbra_margin_rad < 0.0));
    CHECK((light.visible_fraction > 0.0) == (light.umbra_margin_rad > 0.0));
    penumbra += light.visible_fraction > 0.0 && light.visible_fraction < 1.0 ? 1 : 0;
    last = light.visible_fraction;
  }
  CHECK(penumbra > 80);
  CHECK(last == 0.0);
}

TEST_CASE("the ellipsoid's shadow is the sphere's at the equator and narrower at the pole") {
  const Vector3 sun(1.496e11, 0.0, 0.0);
  const Vector3 axis(0.0, 0.0, 1.0);
  const Vector3 equator(-3.0e6, 6.37e6, 0.0);
  const Vector3 pole(-3.0e6, 0.0, 6.37e6);
  CHECK(sunlight_behind_ellipsoid(equator, sun, axis).penumbra_margin_rad ==
        Approx(sunlight_behind_sphere(equator, sun).penumbra_margin_rad).margin(1e-14));
  // Seen in a meridian's plane the limb is the highest point of an ellipse, here found by trying.
  const Vector3 down = -pole.normalized();
  double limb_rad = 0.0;
  for (double t = 0.0; t < 6.3; t += 1e-5) {
    const Vector3 d = Vector3(6378137.0 * std::cos(t), 0.0, 6356752.314245 * std::sin(t)) - pole;
    limb_rad = std::max(limb_rad, std::atan2(down.x() * d.z() - down.z() * d.x(), down.dot(d)));
  }
  const SunLight light = sunlight_behind_ellipsoid(pole, sun, axis);
  const double separation_rad = std::acos(down.dot((sun - pole).normalized()));
  CHECK(separation_rad - 0.5 * (light.umbra_margin_rad + light.penumbra_margin_rad) ==
        Approx(limb_rad).margin(1e-9));
  // A satellite on the line z = c behind the pole has the limb along -x, towards the Sun.
  const Vector3 grazing(-3.0e6, 0.0, 6356752.314245);
  const SunLight edge = sunlight_behind_ellipsoid(grazing, sun, axis);
  const double sun_below_line_rad = 6356752.314245 / (1.496e11 + 3.0e6);
  CHECK(0.5 * (edge.umbra_margin_rad + edge.penumbra_margin_rad) ==
        Approx(-sun_below_line_rad).margin(1e-13));
}

TEST_CASE("the Moon hides at most its own disc") {
  const Vector3 sun(1.496e11, 0.0, 0.0);
  const Vector3 r(7.0e6, 0.0, 0.0);
  const double sun_rad = std::asin(6.957e8 / (1.496e11 - 7.0e6));
  const Vector3 far_moon(4.05e8 + 7.0e6, 0.0, 0.0);
  const double far_rad = std::asin(1737400.0 / 4.05e8);
  CHECK(sunlight_behind_moon(r, sun, far_moon).visible_fraction ==
        Approx(1.0 - far_rad * far_rad / (sun_rad * sun_rad)).epsilon(1e-12));
  const Vector3 near_moon(3.5e8, 0.0, 0.0);
  CHECK(sunlight_behind_moon(r, sun, near_moon).visible_fraction == 0.0);
  const Vector3 aside(0.0, 3.8e8, 0.0);
  CHECK(sunlight_behind_moon(r, sun, aside).visible_fraction == 1.0);
}
