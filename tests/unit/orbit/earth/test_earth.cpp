#include "base/error.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/earth/earth_orientation.hpp"
#include "orbit/earth/frames.hpp"
#include "orbit/earth/sun_moon.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>
#include <erfa.h>
#include <erfam.h>

#include <cmath>
#include <map>

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

Matrix3 row_major(double (&matrix)[3][3]) {
  return Eigen::Map<const Eigen::Matrix<double, 3, 3, Eigen::RowMajor>>(&matrix[0][0]);
}

EarthOrientation shipped_orientation(const Epoch& epoch, Time t) {
  const JulianDate utc = epoch.utc_julian(t);
  return EarthOrientationTable::shipped().at(utc.day - ERFA_DJM0 + utc.fraction);
}

/// Without interpolation in the sky.
Matrix3 direct_to_itrf(Frame frame, const Epoch& epoch, Time t) {
  const JulianDate tt = epoch.tt(t);
  const EarthOrientation orientation = shipped_orientation(epoch, t);
  return rotation_from_gcrf(Frame::itrf, tt, orientation) *
         rotation_from_gcrf(frame, tt, orientation).transpose();
}

Frame frame_of(const std::string& name) {
  static const std::map<std::string, Frame> frames{
      {"gcrf", Frame::gcrf},       {"itrf", Frame::itrf}, {"teme", Frame::teme},
      {"eme2000", Frame::eme2000}, {"mod", Frame::mod},   {"tod", Frame::tod},
      {"cirs", Frame::cirs}};
  return frames.at(name);
}

} // namespace

TEST_CASE("rotations agree with the reference library") {
  constexpr double kTwoMas_rad = 9.7e-9;
  const DataFile table("orbit/rotations.csv");
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Epoch epoch(calendar(table.text(i, "utc")));
    const Earth earth(epoch, kStart, kStart + 1h, EarthOrientationModel::standard);
    Matrix3 expected;
    expected.row(0) = vector(table, i, "m11", "m12", "m13");
    expected.row(1) = vector(table, i, "m21", "m22", "m23");
    expected.row(2) = vector(table, i, "m31", "m32", "m33");
    const Frame from = frame_of(table.text(i, "from"));
    const Frame to = frame_of(table.text(i, "to"));
    INFO(table.text(i, "utc") << " from " << table.text(i, "from") << " to "
                              << table.text(i, "to"));
    Matrix3 found;
    for (int column = 0; column < 3; ++column) {
      const State axis{Vector3::Unit(column), Vector3::Zero()};
      const State turned = earth.convert(axis, from, to, kStart);
      found.col(column) = turned.r_m;
      const State back = earth.convert(turned, to, from, kStart);
      CHECK((back.r_m - axis.r_m).norm() < 1e-14);
      CHECK((back.v_m_s - axis.v_m_s).norm() < 1e-17);
    }
    CHECK(angle_between(found, expected) < kTwoMas_rad);
    const Matrix3 direct =
        rotation_from_gcrf(to, epoch.tt(kStart), shipped_orientation(epoch, kStart)) *
        rotation_from_gcrf(from, epoch.tt(kStart), shipped_orientation(epoch, kStart)).transpose();
    CHECK(angle_between(found, direct) < 1e-11);
  }
}

TEST_CASE("states turn between any two frames and back") {
  const Epoch epoch(calendar("2024-03-10T06:30:00Z"));
  const Earth earth(epoch, kStart, kStart + 1h, EarthOrientationModel::standard);
  const Earth plain(epoch, kStart, kStart + 1h, EarthOrientationModel::gmst);
  const State state{{5.0e6, -4.0e6, 3.0e6}, {4.0e3, 5.5e3, -3.0e3}};
  for (const Earth* of : {&earth, &plain}) {
    for (const Frame from : {Frame::gcrf, Frame::teme, Frame::itrf, Frame::eme2000, Frame::tod}) {
      for (const Frame to : {Frame::gcrf, Frame::teme, Frame::itrf, Frame::mod, Frame::cirs}) {
        const State there = of->convert(state, from, to, kStart + 20min);
        const State back = of->convert(there, to, from, kStart + 20min);
        CHECK((back.r_m - state.r_m).norm() < 1e-7);
        CHECK((back.v_m_s - state.v_m_s).norm() < 1e-9);
        // The way through ITRF is the same, but for the equinox's motion in the velocity.
        const State itrf = of->to_itrf(state, from, kStart + 20min);
        CHECK((of->from_itrf(itrf, to, kStart + 20min).r_m - there.r_m).norm() < 1e-4);
        CHECK((of->from_itrf(itrf, to, kStart + 20min).v_m_s - there.v_m_s).norm() < 1e-4);
      }
    }
  }
}

TEST_CASE("interpolation stays within the stated error of direct evaluation") {
  // Two months that begin before the leap second of 2016.
  const Epoch epoch(calendar("2016-12-29T07:00:00Z"));
  const Time end = kStart + 24h * 60;
  const Earth earth(epoch, kStart, end, EarthOrientationModel::standard);
  const SunMoon bodies(epoch);
  double worst_rad = 0.0;
  double worst_sun_rad = 0.0;
  for (Time t = kStart; t < end; t += 1h + 17min + 123456789ns) {
    for (const Frame frame : {Frame::gcrf, Frame::teme}) {
      worst_rad = std::max(worst_rad, angle_between(earth.rotation_to_itrf(frame, t),
                                                    direct_to_itrf(frame, epoch, t)));
    }
    const Vector3 sun_m = bodies.positions(t).sun_m;
    worst_sun_rad =
        std::max(worst_sun_rad, (earth.sun_m(Frame::gcrf, t) - sun_m).norm() / sun_m.norm());
  }
  CHECK(worst_rad < 1e-11);
  CHECK(worst_sun_rad < 1e-11);
}

TEST_CASE("in the simple model TEME turns to ITRF by sidereal time alone") {
  const Epoch epoch(calendar("2024-03-10T06:00:00Z"));
  const Time end = kStart + 24h * 3;
  const Earth plain(epoch, kStart, end, EarthOrientationModel::gmst);
  for (Time t = kStart; t < end; t += 57min + 1ns) {
    const JulianDate utc = epoch.utc_julian(t);
    double turn[3][3];
    eraIr(turn);
    eraRz(eraGmst82(utc.day, utc.fraction), turn);
    CHECK(angle_between(plain.rotation_to_itrf(Frame::teme, t), row_major(turn)) < 1e-13);
  }
}

TEST_CASE("the Earth turns through a leap second without a step") {
  const Epoch epoch(calendar("2016-12-31T23:59:50Z"));
  const Earth earth(epoch, kStart, kStart + 24h * 2, EarthOrientationModel::standard);
  const auto longitude = [&](Time t) {
    const Vector3 x = earth.rotation_to_itrf(Frame::teme, t).col(0);
    return std::atan2(x.y(), x.x());
  };
  for (Time t = kStart; t < kStart + 20s; t += 500ms) {
    CHECK(longitude(t) - longitude(t + 500ms) == Approx(0.5 * 7.29211586e-5).epsilon(1e-6));
  }
  // UT1 = UTC does step: that is what the model says.
  const Earth plain(epoch, kStart, kStart + 1h, EarthOrientationModel::gmst);
  const Vector3 before = plain.rotation_to_itrf(Frame::teme, kStart + 11s - 1ns).col(0);
  const Vector3 after = plain.rotation_to_itrf(Frame::teme, kStart + 11s).col(0);
  CHECK((before - after).norm() == Approx(7.2921e-5).epsilon(1e-3));
}

TEST_CASE("velocities in ITRF are the derivatives of positions") {
  const Epoch epoch(calendar("2026-08-22T00:00:00Z"));
  const Earth earth(epoch, kStart, kStart + 24h, EarthOrientationModel::standard);
  const Vector3 r_m{-3.1e7, 2.8e7, 1.0e6};
  const Vector3 v_m_s{-2000.0, -2300.0, 40.0};
  constexpr double kStep_s = 1.0;
  for (const Frame frame : {Frame::teme, Frame::gcrf}) {
    const Time t = kStart + 5h;
    const Vector3 after_m = earth.to_itrf({r_m + kStep_s * v_m_s, v_m_s}, frame, t + 1s).r_m;
    const Vector3 before_m = earth.to_itrf({r_m - kStep_s * v_m_s, v_m_s}, frame, t - 1s).r_m;
    const State now = earth.to_itrf({r_m, v_m_s}, frame, t);
    const Vector3 numeric_m_s = (after_m - before_m) / (2.0 * kStep_s);
    CHECK((numeric_m_s - now.v_m_s).norm() < 3e-4);
    CHECK((now.r_m - earth.rotation_to_itrf(frame, t) * r_m).norm() < 1e-7);
  }
  const State fixed{r_m, v_m_s};
  CHECK(earth.to_itrf(fixed, Frame::itrf, kStart).r_m == r_m);
}

TEST_CASE("the Sun agrees with the ephemeris DE-405") {
  const DataFile table("orbit/sun_moon.csv");
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Epoch epoch(calendar(table.text(i, "utc")));
    const Earth earth(epoch, kStart, kStart, EarthOrientationModel::standard);
    const Vector3 expected_m = vector(table, i, "sun_x_m", "sun_y_m", "sun_z_m");
    const Vector3 sun_m = earth.sun_m(Frame::gcrf, kStart);
    INFO(table.text(i, "utc"));
    CHECK((sun_m - expected_m).norm() < 1.0);
    const Vector3 itrf_m = earth.sun_itrf_m(kStart);
    CHECK((itrf_m - earth.rotation_to_itrf(Frame::gcrf, kStart) * sun_m).norm() < 1e-3);
    CHECK((itrf_m - earth.rotation_to_itrf(Frame::teme, kStart) * earth.sun_m(Frame::teme, kStart))
              .norm() < 1e-3);
    CHECK((earth.sun_m(Frame::itrf, kStart) - itrf_m).norm() == 0.0);
  }
}

TEST_CASE("the Earth says what time it knows") {
  const Epoch epoch(calendar("2027-08-20T22:00:00Z"));
  const Earth earth(epoch, kStart, kStart + 24h, EarthOrientationModel::standard);
  CHECK(earth.covers(kStart + 2h));
  CHECK_FALSE(earth.covers(kStart + 2h + 1s));
  CHECK(Earth(epoch, kStart, kStart + 24h, EarthOrientationModel::gmst).covers(kStart + 20h));
  CHECK(earth.orientation(kStart - 48h).ut1_minus_tai_s ==
        shipped_orientation(epoch, kStart - 48h).ut1_minus_tai_s);
  const Earth plain(epoch, kStart, kStart, EarthOrientationModel::gmst);
  CHECK(plain.orientation(kStart).ut1_minus_tai_s == -37.0);
  CHECK(plain.orientation(kStart).pole_x_rad == 0.0);
  CHECK_NOTHROW(earth.sun_itrf_m(kStart - 1h));
  CHECK_NOTHROW(earth.sun_itrf_m(kStart + 25h));
  CHECK_THROWS_AS(earth.sun_itrf_m(kStart - 1h - 1ns), Error);
  CHECK_THROWS_AS(earth.rotation_to_itrf(Frame::teme, kStart + 25h + 1ns), Error);
}

TEST_CASE("the rotation rate never passes its bound") {
  const EarthOrientationTable& table = EarthOrientationTable::shipped();
  for (double mjd = table.first_day(); mjd < table.last_day() - 1.0; mjd += 1.0) {
    const double gained_s = table.at(mjd + 1.0).ut1_minus_tai_s - table.at(mjd).ut1_minus_tai_s;
    // GMST turns 1.00273790935 times a day of UT1.
    const double rate =
        2.0 * 3.14159265358979 * 1.00273790935 * (86400.0 + gained_s) / 86400.0 / 86400.0;
    REQUIRE(rate < Earth::kRotationRate_rad_s);
  }
}
