#include "orbit/earth/earth.hpp"

#include "orbit/earth/earth_tables.hpp"

#include <cmath>

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

/// From GCRF to axes with z along the celestial pole (IERS Conventions 2010, eq. 5.10 transposed,
/// without the turn by the CIO locator).
Vector3 to_celestial_pole(const SkyNode& sky, const Vector3& v) {
  const double x = sky.pole_x;
  const double y = sky.pole_y;
  const double z = std::sqrt(1.0 - x * x - y * y);
  const double a = 1.0 / (1.0 + z);
  const double along = a * (x * v.x() + y * v.y()) + v.z();
  return {v.x() - x * along, v.y() - y * along, x * v.x() + y * v.y() + z * v.z()};
}

} // namespace

Earth::Earth(const Epoch& epoch, Time begin, Time end, EarthOrientationModel model)
    : tables_(std::make_unique<const Tables>(epoch, begin, end, model)) {}

Earth::~Earth() = default;

State Earth::to_itrf(const State& state, Frame frame, Time t) const {
  if (frame == Frame::itrf) {
    return state;
  }
  const Tables::Rotation rotation = tables_->rotation(frame, t);
  State turned;
  if (frame == Frame::teme) {
    const TurnZ turn(rotation.angle);
    turned = {turn(state.r_m), turn(state.v_m_s)};
  } else {
    const SkyNode sky = tables_->sky(t);
    const TurnZ turn(rotation.angle - sky.cio_locator);
    turned = {turn(to_celestial_pole(sky, state.r_m)), turn(to_celestial_pole(sky, state.v_m_s))};
  }
  turned.v_m_s.x() += rotation.rate_rad_s * turned.r_m.y();
  turned.v_m_s.y() -= rotation.rate_rad_s * turned.r_m.x();
  return {move_pole(rotation.pole_x, rotation.pole_y, turned.r_m),
          move_pole(rotation.pole_x, rotation.pole_y, turned.v_m_s)};
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
