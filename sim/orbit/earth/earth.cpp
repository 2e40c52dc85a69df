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

/// The turn from GCRF or TEME to ITRF at an instant, in two steps.
struct Earth::Attitude {
  Tables::Rotation rotation;
  double x, y; ///< of the celestial pole
  TurnZ about_pole;

  /// To the terrestrial intermediate frame.
  [[nodiscard]] Vector3 turn(const Vector3& v) const {
    return about_pole(to_celestial_pole(x, y, v));
  }
  /// From there to ITRF.
  [[nodiscard]] Vector3 move(const Vector3& v) const {
    return move_pole(rotation.pole_x, rotation.pole_y, v);
  }
};

Earth::Attitude Earth::attitude(Frame frame, Time t) const {
  const Tables::Rotation rotation = tables_->rotation(frame, t);
  if (frame == Frame::teme) {
    return {rotation, rotation.teme_pole_x, rotation.teme_pole_y, TurnZ(rotation.angle)};
  }
  const SkyNode sky = tables_->sky(t);
  return {rotation, sky.pole_x, sky.pole_y, TurnZ(rotation.angle - sky.cio_locator)};
}

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
  const Attitude now = attitude(frame, t);
  State turned{now.turn(state.r_m), now.turn(state.v_m_s)};
  const double rate_rad_s = now.rotation.rate_rad_s;
  turned.v_m_s.x() += rate_rad_s * turned.r_m.y();
  turned.v_m_s.y() -= rate_rad_s * turned.r_m.x();
  return {now.move(turned.r_m), now.move(turned.v_m_s)};
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
  const Attitude now = attitude(frame, t);
  const Vector3 rate_rad_s = now.move({0.0, 0.0, now.rotation.rate_rad_s});
  const Matrix3 back = rotation_to_itrf(frame, t).transpose();
  return {back * itrf.r_m, back * (itrf.v_m_s + rate_rad_s.cross(itrf.r_m))};
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

EarthOrientation Earth::orientation(Time t) const {
  return tables_->orientation(t);
}

Matrix3 Earth::rotation_to_itrf(Frame frame, Time t) const {
  if (frame == Frame::itrf) {
    return Matrix3::Identity();
  }
  if (!is_tabulated(frame)) {
    return rotation_to_itrf(Frame::gcrf, t) * from_gcrf(frame, t).transpose();
  }
  const Attitude now = attitude(frame, t);
  Matrix3 matrix;
  for (int column = 0; column < 3; ++column) {
    matrix.col(column) = now.move(now.turn(Vector3::Unit(column)));
  }
  return matrix;
}

Vector3 Earth::sun_itrf_m(Time t) const {
  return to_itrf({tables_->sky(t).sun_m, Vector3::Zero()}, Frame::gcrf, t).r_m;
}

State Earth::moon_itrf(Time t) const {
  return to_itrf(tables_->moon(t), Frame::gcrf, t);
}

Vector3 Earth::sun_m(Frame frame, Time t) const {
  if (frame == Frame::gcrf) {
    return tables_->sky(t).sun_m;
  }
  const Vector3 itrf_m = sun_itrf_m(t);
  return frame == Frame::itrf ? itrf_m : Vector3(rotation_to_itrf(frame, t).transpose() * itrf_m);
}

} // namespace urker::orbit
