#include "orbit/force/surfaces.hpp"

#include "orbit/force/solar_radiation.hpp"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>

namespace urker::orbit {

namespace {

Vector3 normal(const PanelConfig& panel, const Matrix3& body, const Vector3& to_sun) {
  if (panel.mount == PanelMount::sun) {
    return to_sun;
  }
  Vector3 axis = body * panel.direction.unit();
  if (panel.mount == PanelMount::body) {
    return axis;
  }
  const Vector3 across = to_sun - to_sun.dot(axis) * axis;
  // With the Sun along the hinge every position is edge-on to it; any will do.
  return across.norm() > 1e-9 ? across.normalized() : Vector3(axis.unitOrthogonal());
}

} // namespace

void describe(FieldVisitor& v, PanelConfig& panel) {
  v.required("area", panel.area_m2, positive(unit::m2), "Area of one face");
  v.optional("mount", panel.mount,
             "body: fixed; sun: always faces the Sun; hinge: turns about an axis after the Sun");
  v.optional("direction", panel.direction,
             "Outward normal, or the hinge's axis, in body axes; not used by `sun`");
  v.optional("two_sided", panel.two_sided, "Whether both faces take light (a plate)");
  v.optional("specular", panel.specular, between(0.0, 1.0, unit::one),
             "Part of the light reflected as by a mirror");
  v.optional("diffuse", panel.diffuse, between(0.0, 1.0, unit::one),
             "Part of the light scattered (Lambert); the rest is absorbed");
  v.check(panel.specular + panel.diffuse <= 1.0, "diffuse",
          "specular and diffuse parts add up to more than 1");
}

void describe(FieldVisitor& v, SurfacesConfig& surfaces) {
  v.optional("attitude", surfaces.attitude,
             "nadir: z down, x forward, y against the orbit normal; inertial: the axes of GCRF");
  v.required("panels", surfaces.panels, "Flat surfaces, a box has six");
}

Matrix3 body_to_gcrf(AttitudeLaw law, const State& gcrf) {
  if (law == AttitudeLaw::inertial) {
    return Matrix3::Identity();
  }
  Matrix3 body;
  body.col(2) = -gcrf.r_m.normalized();
  body.col(1) = -gcrf.r_m.cross(gcrf.v_m_s).normalized();
  body.col(0) = body.col(1).cross(body.col(2));
  return body;
}

Vector3 radiation_force_n(const SurfacesConfig& surfaces, const State& gcrf, const Vector3& sun_m) {
  const Matrix3 body = body_to_gcrf(surfaces.attitude, gcrf);
  const Vector3 separation = sun_m - gcrf.r_m;
  const Vector3 to_sun = separation.normalized();
  const double ratio = kernel::kSolarPressureDistance_m / separation.norm();
  const double pressure_n_m2 = kernel::kSolarPressure_N_m2 * ratio * ratio;
  Vector3 sum = Vector3::Zero();
  for (const PanelConfig& panel : surfaces.panels) {
    Vector3 face = normal(panel, body, to_sun);
    double cosine = face.dot(to_sun);
    if (cosine < 0.0 && panel.two_sided) {
      face = -face;
      cosine = -cosine;
    }
    if (cosine > 0.0) {
      sum -= pressure_n_m2 * panel.area_m2 * cosine *
             ((1.0 - panel.specular) * to_sun +
              2.0 * (panel.specular * cosine + panel.diffuse / 3.0) * face);
    }
  }
  return sum;
}

double cross_section_m2(const SurfacesConfig& surfaces, const State& gcrf, const Vector3& sun_m,
                        const Vector3& direction) {
  const Matrix3 body = body_to_gcrf(surfaces.attitude, gcrf);
  const Vector3 to_sun = (sun_m - gcrf.r_m).normalized();
  const Vector3 along = direction.normalized();
  double sum_m2 = 0.0;
  for (const PanelConfig& panel : surfaces.panels) {
    const double cosine = normal(panel, body, to_sun).dot(along);
    const bool plate = panel.two_sided || panel.mount != PanelMount::body;
    sum_m2 += panel.area_m2 * (plate ? std::abs(cosine) : std::max(cosine, 0.0));
  }
  return sum_m2;
}

} // namespace urker::orbit
