#include "base/error.hpp"
#include "base/units.hpp"
#include "orbit/earth.hpp"
#include "orbit/earth_orientation.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>
#include <erfa.h>
#include <erfam.h>

#include <cmath>

#include "data_file.hpp"

using namespace urker;
using namespace urker::orbit;
using namespace std::chrono_literals;

namespace {

CalendarTime calendar(const std::string& text) {
  return parse_calendar(text).value();
}

Vector3 vector(const DataFile& file, std::size_t row, const char* x, const char* y, const char* z) {
  return {file.number(row, x), file.number(row, y), file.number(row, z)};
}

/// Angle of the rotation that takes one frame to the other.
double angle_between(const Matrix3& a, const Matrix3& b) {
  const Matrix3 d = a * b.transpose();
  return 0.5 * Vector3(d(2, 1) - d(1, 2), d(0, 2) - d(2, 0), d(1, 0) - d(0, 1)).norm();
}

/// GCRF to ITRF by ERFA's own functions, without interpolation in the sky.
Matrix3 direct_gcrf_to_itrf(const Epoch& epoch, Time t) {
  const JulianDate tt = epoch.tt(t);
  const JulianDate tai = epoch.tai(t);
  const JulianDate utc = epoch.utc_julian(t);
  const EarthOrientation eop =
      EarthOrientationTable::shipped().at(utc.day - ERFA_DJM0 + utc.fraction);
  double x = 0.0;
  double y = 0.0;
  double s = 0.0;
  eraXys06a(tt.day, tt.fraction, &x, &y, &s);
  double celestial[3][3];
  eraC2ixys(x + eop.offset_x_rad, y + eop.offset_y_rad, s, celestial);
  double pole[3][3];
  eraPom00(eop.pole_x_rad, eop.pole_y_rad, eraSp00(tt.day, tt.fraction), pole);
  double matrix[3][3];
  eraC2tcio(celestial, eraEra00(tai.day, tai.fraction + eop.ut1_minus_tai_s / 86400.0), pole,
            matrix);
  return Eigen::Map<const Eigen::Matrix<double, 3, 3, Eigen::RowMajor>>(&matrix[0][0]);
}

} // namespace

TEST_CASE("rotations to ITRF agree with the reference library") {
  const DataFile table("orbit/rotations.csv");
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Epoch epoch(calendar(table.text(i, "utc")));
    const Earth earth(epoch, kStart, kStart + 1h, EarthOrientationModel::standard);
    Matrix3 expected;
    expected.row(0) = vector(table, i, "m11", "m12", "m13");
    expected.row(1) = vector(table, i, "m21", "m22", "m23");
    expected.row(2) = vector(table, i, "m31", "m32", "m33");
    const Frame frame = table.text(i, "from") == "teme" ? Frame::teme : Frame::gcrf;
    INFO(table.text(i, "utc") << " from " << table.text(i, "from"));
    // The reference leads TEME through GCRF and so through the nutation of 1980, whose pole is up
    // to 0.03" from the IERS's.
    const double tolerance_rad = frame == Frame::teme ? 2e-7 : 1e-10;
    CHECK(angle_between(earth.rotation_to_itrf(frame, kStart), expected) < tolerance_rad);
  }
}

TEST_CASE("interpolation stays within the stated error of direct evaluation") {
  // Two months that begin before the leap second of 2016.
  const Epoch epoch(calendar("2016-12-29T07:00:00Z"));
  const Time end = kStart + 24h * 60;
  const Earth earth(epoch, kStart, end, EarthOrientationModel::standard);
  double worst_rad = 0.0;
  double worst_sun_rad = 0.0;
  for (Time t = kStart; t < end; t += 1h + 17min + 123456789ns) {
    worst_rad = std::max(worst_rad, angle_between(earth.rotation_to_itrf(Frame::gcrf, t),
                                                  direct_gcrf_to_itrf(epoch, t)));
    double heliocentric[2][3];
    double barycentric[2][3];
    const JulianDate tt = epoch.tt(t);
    eraEpv00(tt.day, tt.fraction, heliocentric, barycentric);
    const Vector3 sun_m =
        -ERFA_DAU * Vector3(heliocentric[0][0], heliocentric[0][1], heliocentric[0][2]);
    worst_sun_rad =
        std::max(worst_sun_rad, (earth.sun_m(Frame::gcrf, t) - sun_m).norm() / sun_m.norm());
  }
  CHECK(worst_rad < 1e-11);
  CHECK(worst_sun_rad < 1e-11);
}
