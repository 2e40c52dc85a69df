#include "orbit/earth/frames.hpp"

#include "base/error.hpp"

#include <erfa.h>
#include <erfam.h>

#include <cmath>

namespace urker::orbit {

namespace {

/// ERFA's matrices are row-major.
struct Rows {
  double m[3][3] = {};
  [[nodiscard]] Matrix3 matrix() const {
    return Eigen::Map<const Eigen::Matrix<double, 3, 3, Eigen::RowMajor>>(&m[0][0]);
  }
};

Matrix3 frame_bias(const JulianDate& tt) {
  Rows bias;
  Rows precession;
  Rows both;
  eraBp00(tt.day, tt.fraction, bias.m, precession.m, both.m);
  return bias.matrix();
}

Matrix3 to_cirs(const JulianDate& tt, const EarthOrientation& orientation) {
  double x = 0.0;
  double y = 0.0;
  double s = 0.0;
  eraXys06a(tt.day, tt.fraction, &x, &y, &s);
  Rows rows;
  eraC2ixys(x + orientation.offset_x_rad, y + orientation.offset_y_rad, s, rows.m);
  return rows.matrix();
}

/// Frame bias, precession, and both, IAU 2006.
struct MeanOfDate {
  Rows bias, precession, both;
  explicit MeanOfDate(const JulianDate& tt) {
    eraBp06(tt.day, tt.fraction, bias.m, precession.m, both.m);
  }
};

Matrix3 to_tod(const JulianDate& tt, const EarthOrientation& orientation) {
  double in_longitude = 0.0;
  double in_obliquity = 0.0;
  eraNut06a(tt.day, tt.fraction, &in_longitude, &in_obliquity);
  const double obliquity = eraObl06(tt.day, tt.fraction);
  const MeanOfDate mean(tt);
  // The pole's offsets as offsets of the nutation (IERS Conventions 2010, section 5.5.4), to the
  // first order: the equinox has moved along the equator since J2000, and the axes with it.
  const double moved = -std::atan2(mean.precession.m[0][1], mean.precession.m[0][0]);
  const double dx = orientation.offset_x_rad;
  const double dy = orientation.offset_y_rad;
  in_longitude += (dx - moved * dy) / std::sin(obliquity);
  in_obliquity += dy + moved * dx;
  Rows nutation;
  eraNumat(obliquity, in_longitude, in_obliquity, nutation.m);
  return nutation.matrix() * mean.both.matrix();
}

Matrix3 to_teme(const JulianDate& tt) {
  Rows from_mean; // from the mean equator and equinox of J2000
  eraPnm80(tt.day, tt.fraction, from_mean.m);
  eraRz(eraEqeq94(tt.day, tt.fraction), from_mean.m);
  return from_mean.matrix() * frame_bias(tt);
}

Matrix3 to_itrf(const JulianDate& tt, const EarthOrientation& orientation) {
  constexpr double kSecondsPerDay = 86400.0;
  constexpr double kTtMinusTai_s = 32.184;
  const double ut1_fraction =
      tt.fraction + (orientation.ut1_minus_tai_s - kTtMinusTai_s) / kSecondsPerDay;
  Rows turn;
  eraIr(turn.m);
  eraRz(eraEra00(tt.day, ut1_fraction), turn.m);
  Rows pole;
  eraPom00(orientation.pole_x_rad, orientation.pole_y_rad, eraSp00(tt.day, tt.fraction), pole.m);
  return pole.matrix() * turn.matrix() * to_cirs(tt, orientation);
}

} // namespace

Matrix3 rotation_from_gcrf(Frame frame, const JulianDate& tt, const EarthOrientation& orientation) {
  switch (frame) {
  case Frame::gcrf:
    return Matrix3::Identity();
  case Frame::eme2000:
    return frame_bias(tt);
  case Frame::mod:
    return MeanOfDate(tt).both.matrix();
  case Frame::tod:
    return to_tod(tt, orientation);
  case Frame::cirs:
    return to_cirs(tt, orientation);
  case Frame::teme:
    return to_teme(tt);
  case Frame::itrf:
    return to_itrf(tt, orientation);
  }
  throw Error(Cause::internal, "a frame has no rotation");
}

} // namespace urker::orbit
