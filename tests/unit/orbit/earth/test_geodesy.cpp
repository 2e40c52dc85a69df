#include "base/units.hpp"
#include "orbit/earth/geodesy.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

#include "data_file.hpp"

using namespace urker;
using namespace urker::orbit;

namespace {

constexpr double kDegree = unit::deg.scale;
constexpr double kPi = std::numbers::pi;

} // namespace

TEST_CASE("geodetic coordinates agree with the reference library both ways") {
  const DataFile table("orbit/geodetic.csv");
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Geodetic place{table.number(i, "latitude_deg") * kDegree,
                         table.number(i, "longitude_deg") * kDegree, table.number(i, "height_m")};
    const Vector3 itrf_m{table.number(i, "x_m"), table.number(i, "y_m"), table.number(i, "z_m")};
    // The table has 1e-6 deg, 1 mm and 1 um.
    INFO("row " << i);
    CHECK((to_itrf_m(place) - itrf_m).norm() < 1e-5);
    const Geodetic back = to_geodetic(itrf_m);
    CHECK(back.height_m == Approx(place.height_m).margin(1e-5));
    CHECK(back.latitude_rad == Approx(place.latitude_rad).margin(1e-12));
    const double off_axis = std::cos(place.latitude_rad); // at a pole longitude has no meaning
    CHECK(off_axis * std::remainder(back.longitude_rad - place.longitude_rad, 2.0 * kPi) ==
          Approx(0.0).margin(1e-9));
  }
}

TEST_CASE("geodetic coordinates survive the way to ITRF and back") {
  struct Limit {
    double height_m, place_m;
  };
  for (const Limit limit :
       {Limit{-5000.0, 5e-9}, {0.0, 5e-9}, {10e3, 5e-9}, {700e3, 3e-6}, {42e6, 1.5e-3}}) {
    for (double latitude = -90.0; latitude <= 90.0; latitude += 2.5) {
      const Geodetic place{latitude * kDegree, 0.4, limit.height_m};
      const Geodetic back = to_geodetic(to_itrf_m(place));
      INFO("latitude " << latitude << " height " << limit.height_m);
      CHECK(back.height_m == Approx(limit.height_m).epsilon(1e-15).margin(2e-8));
      CHECK((to_itrf_m(back) - to_itrf_m(place)).norm() < limit.place_m);
    }
  }
}

TEST_CASE("the normal is the outward vertical") {
  const Geodetic place{0.7, -1.1, 300.0};
  const Geodetic above{0.7, -1.1, 1300.0};
  CHECK(((to_itrf_m(above) - to_itrf_m(place)) / 1000.0 - geodetic_up(place)).norm() < 1e-11);
}

TEST_CASE("azimuths turn through east and stay below a full circle") {
  const Geodetic site{0.5, 1.0, 0.0};
  const auto azimuth = [&](double north_m, double east_m) {
    const Vector3 up = geodetic_up(site);
    const Vector3 east{-std::sin(1.0), std::cos(1.0), 0.0};
    const Vector3 north{-std::sin(0.5) * std::cos(1.0), -std::sin(0.5) * std::sin(1.0),
                        std::cos(0.5)};
    const Vector3 r_m = to_itrf_m(site) + 1000.0 * up + north_m * north + east_m * east;
    return look_angles(site, {r_m, Vector3::Zero()}).azimuth_rad;
  };
  CHECK(azimuth(0.0, 1e4) == Approx(0.5 * kPi));
  CHECK(azimuth(-1e4, 0.0) == Approx(kPi));
  CHECK(azimuth(0.0, -1e4) == Approx(1.5 * kPi));
  CHECK(azimuth(1e4, -1e-13) < 2.0 * kPi);
}

TEST_CASE("a range rate is the derivative of the range") {
  const Geodetic site{0.8, 0.3, 100.0};
  const State state{{5.1e6, 2.0e6, 5.0e6}, {-3000.0, 5500.0, 2500.0}};
  constexpr double kStep_s = 0.01;
  const auto range_m = [&](double s) {
    return look_angles(site, {state.r_m + s * state.v_m_s, state.v_m_s}).range_m;
  };
  CHECK(look_angles(site, state).range_rate_m_s ==
        Approx((range_m(kStep_s) - range_m(-kStep_s)) / (2.0 * kStep_s)).epsilon(1e-8));
}

TEST_CASE("great circles are measured on the mean sphere") {
  const double quarter_m = 0.5 * kPi * 6371008.8;
  CHECK(great_circle_m({0.0, 0.0, 0.0}, {0.0, 0.5 * kPi, 0.0}) == Approx(quarter_m));
  CHECK(great_circle_m({0.5 * kPi, 0.0, 0.0}, {0.0, 2.0, 500.0}) == Approx(quarter_m));
  CHECK(great_circle_m({0.3, 0.1, 0.0}, {-0.3, 0.1 + kPi, 0.0}) == Approx(2.0 * quarter_m));
  CHECK(great_circle_m({0.3, 0.1, 0.0}, {0.3, 0.1 + 1e-9, 0.0}) ==
        Approx(6371008.8e-9 * std::cos(0.3)).epsilon(1e-6));
  CHECK(great_circle_m({0.3, 0.1, 0.0}, {0.3, 0.1, 0.0}) == 0.0);
}
