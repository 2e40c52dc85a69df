#include "orbit/force/accelerations.hpp"
#include "orbit/force/solar_radiation.hpp"
#include "orbit/force/surfaces.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include <cmath>

using namespace urker;
using namespace urker::orbit;

namespace {

const State kState{{0.0, 7.0e6, 0.0}, {-7.5e3, 0.0, 0.0}};

PanelConfig plate(PanelMount mount, const Vector3& direction, double area_m2) {
  PanelConfig panel;
  panel.mount = mount;
  panel.direction = {direction.x(), direction.y(), direction.z()};
  panel.area_m2 = area_m2;
  return panel;
}

SurfacesConfig cube(double area_m2) {
  SurfacesConfig surfaces;
  for (int axis = 0; axis < 3; ++axis) {
    surfaces.panels.push_back(plate(PanelMount::body, Vector3::Unit(axis), area_m2));
    surfaces.panels.push_back(plate(PanelMount::body, -Vector3::Unit(axis), area_m2));
  }
  return surfaces;
}

} // namespace

TEST_CASE("the nadir attitude looks down and flies forward") {
  const Matrix3 body = body_to_gcrf(AttitudeLaw::nadir, kState);
  CHECK((body * body.transpose() - Matrix3::Identity()).norm() < 1e-15);
  CHECK(body.determinant() == Approx(1.0));
  CHECK((body.col(2) + kState.r_m.normalized()).norm() < 1e-15);
  CHECK((body.col(0) - kState.v_m_s.normalized()).norm() < 1e-15);
}

TEST_CASE("an absorbing panel that faces the Sun is a ball of cr 1") {
  const Vector3 sun(1.2e11, 0.7e11, 0.3e11);
  SurfacesConfig surfaces;
  surfaces.panels.push_back(plate(PanelMount::sun, Vector3::UnitZ(), 4.0));
  const Vector3 ball = solar_radiation_acceleration(kState.r_m, sun, 4.0 / 500.0);
  CHECK((radiation_force_n(surfaces, kState, sun) / 500.0 - ball).norm() < 1e-14 * ball.norm());
  // A mirror is pushed twice as hard, a scatterer 5/3 times.
  surfaces.panels[0].specular = 1.0;
  CHECK((radiation_force_n(surfaces, kState, sun) / 500.0 - 2.0 * ball).norm() <
        1e-14 * ball.norm());
  surfaces.panels[0].specular = 0.0;
  surfaces.panels[0].diffuse = 1.0;
  CHECK((radiation_force_n(surfaces, kState, sun) / 500.0 - 5.0 / 3.0 * ball).norm() <
        1e-14 * ball.norm());
}

TEST_CASE("a slanted mirror is pushed along its normal only") {
  SurfacesConfig surfaces;
  surfaces.attitude = AttitudeLaw::inertial;
  surfaces.panels.push_back(plate(PanelMount::body, {1.0, 0.0, 0.0}, 1.0));
  surfaces.panels[0].specular = 1.0;
  const State centre{Vector3::Zero(), kState.v_m_s};
  const Vector3 sun = 1.4959787e11 * Vector3(0.6, 0.8, 0.0);
  const Vector3 force = radiation_force_n(surfaces, centre, sun);
  CHECK(force.x() == Approx(-2.0 * 4.56e-6 * 0.36).epsilon(1e-14));
  CHECK(std::abs(force.y()) < 1e-20);
  // From behind only a plate is lit.
  CHECK(radiation_force_n(surfaces, centre, -sun).isZero(0.0));
  surfaces.panels[0].two_sided = true;
  CHECK((radiation_force_n(surfaces, centre, -sun) + force).norm() < 1e-20);
}

TEST_CASE("a hinged panel turns towards the Sun") {
  SurfacesConfig surfaces;
  surfaces.attitude = AttitudeLaw::inertial;
  surfaces.panels.push_back(plate(PanelMount::hinge, Vector3::UnitY(), 1.0));
  const Vector3 sun = 1.4959787e11 * Vector3(0.6, 0.8, 0.0);
  const State centre{Vector3::Zero(), kState.v_m_s};
  CHECK(radiation_force_n(surfaces, centre, sun).norm() == Approx(4.56e-6 * 0.6).epsilon(1e-14));
  CHECK(cross_section_m2(surfaces, centre, sun, {-3.0, 0.0, 0.0}) == Approx(1.0));
  CHECK(cross_section_m2(surfaces, centre, sun, {0.0, 0.0, 1.0}) == Approx(0.0).margin(1e-15));
  // Along the hinge there is nothing to gain.
  CHECK(radiation_force_n(surfaces, centre, {0.0, 1e11, 0.0}).norm() < 1e-18);
}

TEST_CASE("a cube shows a face along an axis and three across a corner") {
  const SurfacesConfig surfaces = cube(2.0);
  const Vector3 sun(1.5e11, 0.0, 0.0);
  CHECK(cross_section_m2(surfaces, kState, sun, kState.v_m_s) == Approx(2.0));
  CHECK(cross_section_m2(surfaces, kState, sun, {1.0, 1.0, 1.0}) ==
        Approx(2.0 * std::sqrt(3.0)).epsilon(1e-14));
}
