#include "orbit/earth/earth.hpp"

#include "orbit/earth/earth_tables.hpp"

#include <Eigen/Geometry>

#include <cmath>
#include <utility>

namespace urker::orbit {

namespace {

/// A turn of the axes about z by an angle.
struct TurnZ {
  double sin, cos;
  explicit TurnZ(double angle) : sin(std::sin(angle)), cos(std::cos(angle)) {}
  [[nodiscard]] Vector3 operator()(const Vector3& v) const {
    return {cos * v.x() + sin * v.y(), cos * v.y() - sin * v.x(), v.z()};
  }
};

/// From the terrestrial intermediate frame to ITRF, to the second order in the pole's place (it is
/// 2e-6 rad); the locator s' is in the rotation angle.
Vector3 move_pole(double x, double y, const Vector3& v) {
  const double cos_x = 1.0 - 0.5 * x * x;
  const double cos_y = 1.0 - 0.5 * y * y;
  return {cos_x * v.x() + x * v.z(), y * x * v.x() + cos_y * v.y() - y * v.z(),
          -x * v.x() + y * v.y() + cos_x * cos_y * v.z()};
}

/// From axes in which the celestial pole is at (x, y, z) to axes with z along it (IERS Conventions
/// 2010, eq. 5.10 transposed, without the turn by the CIO locator).
Vector3 to_celestial_pole(double x, double y, const Vector3& v) {
  const double z = std::sqrt(1.0 - x * x - y * y);
  const double a = 1.0 / (1.0 + z);
  const double along = a * (x * v.x() + y * v.y()) + v.z();
  return {v.x() - x * along, v.y() - y * along, x * v.x() + y * v.y() + z * v.z()};
}

/// Frames that `to_itrf` has tables for.
bool is_tabulated(Frame frame) {
  return frame == Frame::gcrf || frame == Frame::teme || frame == Frame::itrf;
}

} // namespace

Earth::Earth(const Epoch& epoch, Time begin, Time end, EarthOrientationModel model)
    : tables_(std::make_unique<const Tables>(epoch, begin, end, model, nullptr)) {}

Earth::Earth(const Epoch& epoch, Time begin, Time end,
             std::shared_ptr<const EarthOrientationTable> table)
    : tables_(std::make_unique<const Tables>(epoch, begin, end, EarthOrientationModel::standard,
                                             std::move(table))) {}

Earth::~Earth() = default;

State Earth::to_itrf(const State& state, Frame frame, Time t) const {
  if (frame == Frame::itrf) {
    return state;
  }
  if (!is_tabulated(frame)) {
    const Matrix3 to_gcrf = from_gcrf(frame, t).transpose();
    return to_itrf({to_gcrf * state.r_m, to_gcrf * state.v_m_s}, Frame::gcrf, t);
  }
  const Tables::Rotation rotation = tables_->rotation(frame, t);
  double x = rotation.teme_pole_x;
  double y = rotation.teme_pole_y;
  double angle = rotation.angle;
  if (frame == Frame::gcrf) {
    const SkyNode sky = tables_->sky(t);
    x = sky.pole_x;
    y = sky.pole_y;
    angle -= sky.cio_locator;
  }
  const TurnZ turn(angle);
  State turned{turn(to_celestial_pole(x, y, state.r_m)),
               turn(to_celestial_pole(x, y, state.v_m_s))};
  turned.v_m_s.x() += rotation.rate_rad_s * turned.r_m.y();
  turned.v_m_s.y() -= rotation.rate_rad_s * turned.r_m.x();
  return {move_pole(rotation.pole_x, rotation.pole_y, turned.r_m),
          move_pole(rotation.pole_x, rotation.pole_y, turned.v_m_s)};
}

State Earth::from_itrf(const State& itrf, Frame frame, Time t) const {
  if (frame == Frame::itrf) {
    return itrf;
  }
  if (!is_tabulated(frame)) {
    const State gcrf = from_itrf(itrf, Frame::gcrf, t);
    const Matrix3 turn = from_gcrf(frame, t);
    return {turn * gcrf.r_m, turn * gcrf.v_m_s};
  }
  const Tables::Rotation rotation = tables_->rotation(frame, t);
  const Vector3 turn_rad_s =
      move_pole(rotation.pole_x, rotation.pole_y, {0.0, 0.0, rotation.rate_rad_s});
  const Matrix3 back = rotation_to_itrf(frame, t).transpose();
  return {back * itrf.r_m, back * (itrf.v_m_s + turn_rad_s.cross(itrf.r_m))};
}

State Earth::convert(const State& state, Frame from, Frame to, Time t) const {
  if (from == to) {
    return state;
  }
  if (from == Frame::itrf) {
    return from_itrf(state, to, t);
  }
  if (to == Frame::itrf) {
    return to_itrf(state, from, t);
  }
  const Matrix3 turn = from_gcrf(to, t) * from_gcrf(from, t).transpose();
  return {turn * state.r_m, turn * state.v_m_s};
}

Matrix3 Earth::from_gcrf(Frame frame, Time t) const {
  if (frame == Frame::teme) { // by the model in force, and without the series
    return rotation_to_itrf(Frame::teme, t).transpose() * rotation_to_itrf(Frame::gcrf, t);
  }
  return tables_->from_gcrf(frame, t);
}

bool Earth::covers(Time t) const {
  return tables_->covers(t);
}

Matrix3 Earth::rotation_to_itrf(Frame frame, Time t) const {
  Matrix3 matrix;
  for (int column = 0; column < 3; ++column) {
    matrix.col(column) = to_itrf({Vector3::Unit(column), Vector3::Zero()}, frame, t).r_m;
  }
  return matrix;
}

Vector3 Earth::sun_itrf_m(Time t) const {
  return to_itrf({tables_->sky(t).sun_m, Vector3::Zero()}, Frame::gcrf, t).r_m;
}

Vector3 Earth::sun_m(Frame frame, Time t) const {
  if (frame == Frame::gcrf) {
    return tables_->sky(t).sun_m;
  }
  const Vector3 itrf_m = sun_itrf_m(t);
  return frame == Frame::itrf ? itrf_m : Vector3(rotation_to_itrf(frame, t).transpose() * itrf_m);
}

} // namespace urker::orbit
