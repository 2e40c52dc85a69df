#include "orbit/earth/earth_orientation.hpp"
#include "time/epoch.hpp"

#include <catch2/catch.hpp>
#include <erfa.h>
#include <erfam.h>

#include "data_file.hpp"

using namespace urker::orbit;

namespace {

const EarthOrientationTable& table() {
  return EarthOrientationTable::shipped();
}

} // namespace

TEST_CASE("the shipped table has the IERS's figures at midnight") {
  // Bulletin B for 2024-03-11 and 2016-12-31, when TAI - UTC was 37 s and 36 s.
  const EarthOrientation a = table().at(60380.0);
  CHECK(a.pole_x_rad / ERFA_DAS2R == Approx(-0.006033).epsilon(1e-12));
  CHECK(a.pole_y_rad / ERFA_DAS2R == Approx(0.293393).epsilon(1e-12));
  CHECK(a.ut1_minus_tai_s == Approx(-0.005338 - 37.0).epsilon(1e-12));
  CHECK(a.offset_x_rad / ERFA_DMAS2R == Approx(0.358).epsilon(1e-12));
  CHECK(a.offset_y_rad / ERFA_DMAS2R == Approx(-0.078).epsilon(1e-12));
  CHECK(table().at(57753.0).ut1_minus_tai_s == Approx(-0.40776 - 36.0).epsilon(1e-12));
}

TEST_CASE("the interpolation passes through the days and is smooth between them") {
  const double day = 60000.0;
  const double left = table().at(day - 1e-9).ut1_minus_tai_s;
  const double right = table().at(day + 1e-9).ut1_minus_tai_s;
  CHECK(left == Approx(table().at(day).ut1_minus_tai_s).margin(1e-10));
  CHECK(right == Approx(table().at(day).ut1_minus_tai_s).margin(1e-10));
  // Leaving a day out changes what is interpolated there by the curvature only.
  const double middle = table().at(day + 0.5).ut1_minus_tai_s;
  const double chord =
      0.5 * (table().at(day).ut1_minus_tai_s + table().at(day + 1.0).ut1_minus_tai_s);
  CHECK(middle == Approx(chord).margin(1e-4));
  CHECK(middle != chord);
}

TEST_CASE("UT1 runs on through a leap second") {
  const double leap = 57754.0; // 2017-01-01
  CHECK(table().at(leap + 0.5).ut1_minus_tai_s - table().at(leap - 0.5).ut1_minus_tai_s ==
        Approx(-0.0013).margin(5e-4));
}

TEST_CASE("the shipped table agrees with the reference library between midnights") {
  const DataFile expected("orbit/earth_orientation.csv");
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO(expected.text(i, "utc"));
    const urker::Epoch epoch(urker::parse_calendar(expected.text(i, "utc")).value());
    const urker::JulianDate utc = epoch.utc_julian(urker::kStart);
    const EarthOrientation found = table().at(utc.day - ERFA_DJM0 + utc.fraction);
    // The reference parts by 0.013 mas in the pole, none in UT1.
    CHECK(found.pole_x_rad / ERFA_DAS2R == Approx(expected.number(i, "pole_x_as")).margin(2e-5));
    CHECK(found.pole_y_rad / ERFA_DAS2R == Approx(expected.number(i, "pole_y_as")).margin(2e-5));
    const urker::CalendarTime date = epoch.utc(urker::kStart);
    double tai_minus_utc_s = 0.0;
    eraDat(date.year, date.month, date.day, 0.0, &tai_minus_utc_s);
    CHECK(found.ut1_minus_tai_s + tai_minus_utc_s ==
          Approx(expected.number(i, "ut1_minus_utc_s")).margin(2e-9));
  }
}

TEST_CASE("outside the table its edges hold, for UT1 against UTC") {
  CHECK(table().first_day() == 48622.0);
  CHECK(table().covers(48622.0));
  CHECK_FALSE(table().covers(48621.999));
  CHECK(table().covers(61638.0));
  CHECK_FALSE(table().covers(61638.001));
  const EarthOrientation last = table().at(61638.0);
  CHECK(table().at(70000.0).pole_x_rad == last.pole_x_rad);
  CHECK(table().at(70000.0).ut1_minus_tai_s == last.ut1_minus_tai_s);
  // On 1992-01-01 TAI - UTC was 26 s as all through 1991; on 1989-12-31 (47891) two seconds less.
  const EarthOrientation first = table().at(48622.0);
  CHECK(table().at(48621.0).ut1_minus_tai_s == first.ut1_minus_tai_s);
  CHECK(table().at(47891.0).ut1_minus_tai_s == Approx(first.ut1_minus_tai_s + 2.0));
}
