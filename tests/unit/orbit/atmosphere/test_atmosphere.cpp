#include "base/calendar.hpp"
#include "base/error.hpp"
#include "orbit/atmosphere/atmosphere.hpp"
#include "orbit/earth/earth.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>
#include <vector>

#include "data_file.hpp"

using namespace urker;
using namespace urker::orbit;

namespace {

constexpr double kDeg = std::numbers::pi / 180.0;

/// A row of the table with the date it is for.
struct Case {
  Epoch epoch;
  Earth earth;
  DensityPoint point;

  Case(const DataFile& table, std::size_t i)
      : epoch(*parse_calendar(table.text(i, "utc") + "Z")),
        earth(epoch, kStart, kStart, EarthOrientationModel::standard) {
    point.time = kStart;
    point.place = {table.number(i, "lat_deg") * kDeg, table.number(i, "lon_deg") * kDeg,
                   table.number(i, "h_m")};
    point.r_itrf_m = to_itrf_m(point.place);
    point.sun_itrf_m = earth.sun_itrf_m(kStart);
    point.hour_angle_rad = hour_angle_rad(point.r_itrf_m, point.sun_itrf_m);
  }
};

/// Of a model that does not look at the time.
std::unique_ptr<Atmosphere> make(const AtmosphereConfig& config) {
  const Epoch epoch({.year = 2026, .month = 1, .day = 1});
  return make_atmosphere(config, epoch, Earth(epoch, kStart, kStart, EarthOrientationModel::gmst));
}

} // namespace

TEST_CASE("the exponential atmosphere falls by e over the scale height") {
  AtmosphereConfig config;
  config.exponential = ExponentialAtmosphereConfig{3e-13, 500e3, 60e3};
  const auto air = make(config);
  DensityPoint point;
  point.place.height_m = 500e3;
  CHECK(air->density_kg_m3(point) == Approx(3e-13));
  point.place.height_m = 560e3;
  CHECK(air->density_kg_m3(point) == Approx(3e-13 / std::numbers::e));
}

TEST_CASE("Harris and Priester's air ends at 1000 km") {
  AtmosphereConfig config;
  config.harris_priester = HarrisPriesterConfig{};
  const auto air = make(config);
  DensityPoint point;
  point.r_itrf_m = Vector3(7e6, 0.0, 0.0);
  point.sun_itrf_m = Vector3(0.0, 1.0, 0.0);
  point.place.height_m = 1000e3;
  CHECK(air->density_kg_m3(point) > 0.0);
  point.place.height_m = 1001e3;
  CHECK(air->density_kg_m3(point) == 0.0);
  point.place.height_m = 100e3; // where night and day are alike
  CHECK(air->density_kg_m3(point) == Approx(4.974e-7));
}

TEST_CASE("the hour angle grows eastward from the Sun") {
  const Vector3 sun(0.0, 2.0, 1.0);
  CHECK(hour_angle_rad({0.0, 7.0, -3.0}, sun) == Approx(0.0).margin(1e-15));
  CHECK(hour_angle_rad({-7.0, 0.0, 0.0}, sun) == Approx(std::numbers::pi / 2.0));
  CHECK(hour_angle_rad({7.0, 0.0, 0.0}, sun) == Approx(-std::numbers::pi / 2.0));
}

TEST_CASE("densities of many places are those of each") {
  const DataFile table("atmosphere/densities.csv");
  AtmosphereConfig config;
  config.nrlmsise00.emplace().activity =
      GENERATE(MagneticActivity::daily, MagneticActivity::three_hourly);
  constexpr std::size_t kFirst = 36; // a row of one date with those after it
  std::vector<DensityPoint> points;
  const Case first(table, kFirst);
  for (std::size_t i = 0; i < 11; ++i) {
    points.push_back(Case(table, kFirst + i % 6).point);
    points.back().place.height_m += 1000.0 * static_cast<double>(i);
  }
  const auto air = make_atmosphere(config, first.epoch, first.earth);
  std::vector<double> many(points.size());
  air->densities_kg_m3(points, many);
  for (std::size_t i = 0; i < points.size(); ++i) {
    CHECK(many[i] / air->density_kg_m3(points[i]) - 1.0 == Approx(0.0).margin(1e-12));
  }
}

TEST_CASE("NRLMSISE-00 has the time of the Earth's own table") {
  const Epoch epoch({.year = 2024, .month = 3, .day = 10, .hour = 6});
  constexpr double kAhead_s = 600.0;
  const Time later = kStart + round_seconds(kAhead_s);
  const Earth shipped(epoch, kStart, later, EarthOrientationModel::standard);
  // The same place under the same Sun, but the Earth is ahead by ten minutes of UT1.
  EarthOrientation turn = shipped.orientation(later);
  turn.ut1_minus_tai_s += kAhead_s;
  constexpr double kEve_mjd = 60377.0;
  const Earth ahead(
      epoch, kStart, kStart,
      std::make_shared<EarthOrientationTable>(kEve_mjd, std::vector<EarthOrientation>(6, turn)));
  AtmosphereConfig config;
  config.nrlmsise00 = Nrlmsise00Config{};
  DensityPoint point;
  point.place = {0.3, 1.2, 450e3};
  point.hour_angle_rad = 1.0;
  const double now = make_atmosphere(config, epoch, ahead)->density_kg_m3(point);
  const double before = make_atmosphere(config, epoch, shipped)->density_kg_m3(point);
  point.time = later;
  const double then = make_atmosphere(config, epoch, shipped)->density_kg_m3(point);
  CHECK(now / then - 1.0 == Approx(0.0).margin(1e-11));
  CHECK(std::abs(now / before - 1.0) > 1e-4);
}

TEST_CASE("a storm raises the density with its 3 h, not with its day") {
  // The storm of 10 May 2024 began at 17 h: Ap was 7 at noon and 105 on average of the day.
  const Epoch epoch({.year = 2024, .month = 5, .day = 10});
  const Time noon = kStart + std::chrono::hours(12);
  const Earth earth(epoch, kStart, noon, EarthOrientationModel::standard);
  AtmosphereConfig daily, three_hourly;
  daily.nrlmsise00.emplace();
  three_hourly.nrlmsise00.emplace().activity = MagneticActivity::three_hourly;
  DensityPoint point;
  point.time = noon;
  point.place = {0.9, 0.0, 500e3};
  CHECK(make_atmosphere(three_hourly, epoch, earth)->density_kg_m3(point) <
        0.8 * make_atmosphere(daily, epoch, earth)->density_kg_m3(point));
}
