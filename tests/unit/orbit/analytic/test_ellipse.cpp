#include "base/error.hpp"
#include "base/units.hpp"
#include "orbit/analytic/ellipse_trajectory.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include <array>
#include <chrono>
#include <vector>

using namespace urker;
using namespace urker::orbit;

namespace {

constexpr double kDeg = unit::deg.scale;

KeplerianElements leo() {
  return {7078137.0, 0.0011, 98.19 * kDeg, 142.5 * kDeg, 68.0 * kDeg, 21.0 * kDeg};
}

void check_same(const State& a, const State& b, double tolerance_m) {
  CHECK((a.r_m - b.r_m).norm() < tolerance_m);
  CHECK((a.v_m_s - b.v_m_s).norm() < tolerance_m * 1e-3);
}

} // namespace

TEST_CASE("Kepler's equation holds on every revolution") {
  for (const double e : {0.0, 1e-9, 0.1, 0.7, 0.99, 0.999999}) {
    for (double m = -20.0; m < 20.0; m += 0.0371) {
      const double anomaly = eccentric_anomaly(m, e);
      CHECK(anomaly - e * std::sin(anomaly) == Approx(m).margin(1e-13).epsilon(1e-14));
    }
  }
}

TEST_CASE("the two-body orbit is Orekit's") {
  // Case leo_twobody, Orekit 13.1.7, numerically integrated and itself good to 0.02 mm in 3 days;
  // GCRF, mu = 3.986004415e14. The state was rounded to the digits of the first row.
  const State first{{519638.638243, 870751.030368, 6997782.566736},
                    {5969.912087109, -4557.866110424, 126.830158491}};
  const std::array<State, 3> daily{{{{-3123475.553714, 1266547.319999, -6229896.275726},
                                     {-4985.432401576, 4444.099609078, 3410.148068278}},
                                    {{4993870.684225, -3119921.688678, 3924817.055951},
                                     {2803.344588574, -3266.597606187, -6149.063154425}},
                                    {{-5647101.759269, 4202013.970395, -722991.872110},
                                     {39.073314058, 1310.860711210, 7391.134841380}}}};
  check_same(to_cartesian(leo()), first, 2e-6);
  const auto elements = to_keplerian(first);
  CHECK(elements.semi_major_axis_m == Approx(7078137.0).epsilon(1e-11));
  CHECK(elements.eccentricity == Approx(0.0011).epsilon(1e-8));
  CHECK(elements.argument_of_perigee_rad == Approx(68.0 * kDeg).epsilon(1e-8));
  const EllipseTrajectory orbit(elements, two_body_rates(elements), kStart);
  for (std::size_t i = 0; i < daily.size(); ++i) {
    check_same(orbit.state(kStart + (i + 1) * std::chrono::hours(24)), daily[i], 1e-3);
  }
}

TEST_CASE("elements give back the state they were made from, singular ones too") {
  for (const double e : {0.0, 1e-14, 1e-9, 0.001, 0.74}) {
    for (const double i : {0.0, 1e-14, 1e-9, 0.5, 90.0, 179.0, 180.0}) {
      for (const double m : {0.0, 100.0, 180.0, 300.0}) {
        const State state =
            to_cartesian({26'600e3, e, i * kDeg, 200.0 * kDeg, 270.0 * kDeg, m * kDeg});
        CAPTURE(e, i, m);
        check_same(to_cartesian(to_keplerian(state)), state, 2e-5);
      }
    }
  }
}

TEST_CASE("what is no ellipse is refused") {
  CHECK_THROWS_AS(to_keplerian({{7e6, 0, 0}, {0, 12000.0, 0}}), Error);
  CHECK_THROWS_AS(to_keplerian({{7e6, 0, 0}, {7500.0, 0, 0}}), Error);
  CHECK_THROWS_AS(to_keplerian({{0, 0, 0}, {7500.0, 0, 0}}), Error);
  auto elements = leo();
  elements.eccentricity = 1.0;
  CHECK_THROWS_AS(EllipseTrajectory(elements, two_body_rates(elements), kStart), Error);
}

TEST_CASE("the secular drifts are those of an integrated orbit with J2") {
  // Fitted over the 3 days of Orekit's case leo_j2_gcrfz (J2 about the z axis of GCRF): mean
  // osculating axis 7087.325 km and inclination 98.1847 deg. Second order in J2: some 0.1 %.
  const auto rates = j2_rates(
      {.semi_major_axis_m = 7087325.0, .eccentricity = 0.0011, .inclination_rad = 98.1847 * kDeg});
  CHECK(rates.raan_rad_s == Approx(1.97964772e-7).epsilon(0.003));
  CHECK(rates.argument_of_perigee_rad_s + rates.mean_anomaly_rad_s ==
        Approx(1.05686431e-3).epsilon(0.001));
}

TEST_CASE("velocity is the derivative of position, and no bound is exceeded") {
  const KeplerianElements molniya{26'554e3, 0.72, 63.4 * kDeg, 1.0, 4.7, 0.1};
  for (const auto& elements : {leo(), molniya}) {
    for (const auto& rates : {two_body_rates(elements), j2_rates(elements)}) {
      const EllipseTrajectory orbit(elements, rates, kStart + std::chrono::hours(5));
      for (int k = 0; k < 400; ++k) {
        const Time t = kStart + k * std::chrono::seconds(433);
        const Duration step = std::chrono::milliseconds(500);
        const auto bounds = orbit.bounds(t - step, t + step);
        const auto wide = orbit.bounds(t - 500 * step, t + 500 * step);
        const State s = orbit.state(t), a = orbit.state(t - step), b = orbit.state(t + step);
        CHECK((s.v_m_s - (b.r_m - a.r_m)).norm() < 2e-3);
        const double acceleration = (b.v_m_s - a.v_m_s).norm();
        for (const auto& x : {bounds, wide}) {
          CHECK(s.r_m.norm() >= x.least_radius_m);
          CHECK(s.r_m.norm() <= x.greatest_radius_m);
          CHECK(s.v_m_s.norm() <= x.greatest_speed_m_s);
          CHECK(acceleration <= x.greatest_acceleration_m_s2 * (1 + 1e-6));
        }
        CHECK(bounds.greatest_radius_m - bounds.least_radius_m < 2e4);
      }
    }
  }
}

TEST_CASE("columns hold the same bits as single states") {
  const EllipseTrajectory orbit(leo(), j2_rates(leo()), kStart);
  const std::vector<Time> times{kStart, kStart + std::chrono::hours(1)};
  std::vector<double> x(2), y(2), z(2), vx(2), vy(2), vz(2);
  orbit.states(times, StateColumns{x, y, z, vx, vy, vz});
  for (std::size_t i = 0; i < times.size(); ++i) {
    const State s = orbit.state(times[i]);
    CHECK(Vector3(x[i], y[i], z[i]) == s.r_m);
    CHECK(Vector3(vx[i], vy[i], vz[i]) == s.v_m_s);
  }
}
