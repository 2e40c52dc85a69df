#include "base/error.hpp"
#include "orbit/analytic/ellipse_trajectory.hpp"
#include "orbit/bernstein.hpp"
#include "orbit/tabulated/oem_trajectory.hpp"
#include "orbit/tabulated/tabulated_trajectory.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

using namespace urker;
using namespace urker::orbit;
using namespace std::chrono_literals;

namespace {

const Epoch kEpoch({2026, 8, 22, 0, 0, 0.0});

/// A low orbit, eccentric enough for bounds to matter.
EllipseTrajectory low_orbit() {
  KeplerianElements x;
  x.semi_major_axis_m = 7.1e6;
  x.eccentricity = 0.05;
  x.inclination_rad = 1.7;
  x.raan_rad = 0.3;
  return {x, j2_rates(x), kStart};
}

StateTable table_of(const Trajectory& orbit, Time begin, Time end, Duration step) {
  StateTable table;
  table.begin = begin;
  table.end = end;
  for (Time t = begin; t <= end; t += step) {
    table.times.push_back(t);
    table.states.push_back(orbit.state(t));
  }
  return table;
}

struct Worst {
  double r_m = 0.0;
  double v_m_s = 0.0;
};

Worst worst_error(const Trajectory& read, const Trajectory& truth, Time begin, Time end) {
  Worst worst;
  for (Time t = begin; t <= end; t += 7s + 300ms) {
    const State a = read.state(t);
    const State b = truth.state(t);
    worst.r_m = std::max(worst.r_m, (a.r_m - b.r_m).norm());
    worst.v_m_s = std::max(worst.v_m_s, (a.v_m_s - b.v_m_s).norm());
  }
  return worst;
}

} // namespace

TEST_CASE("Bernstein coefficients are those of the polynomial") {
  const std::vector<Vector3> powers{{1, 0, 2}, {-3, 1, 0}, {0, 2, 0.5}, {4, 0, -1}};
  const auto b = bernstein_of_powers(powers);
  for (const double s : {0.0, 0.125, 0.5, 0.9, 1.0}) {
    Vector3 value = Vector3::Zero();
    for (std::size_t k = powers.size(); k-- > 0;) {
      value = value * s + powers[k];
    }
    CHECK((bernstein_value(b, s) - value).norm() < 1e-14);
  }
  CHECK(bernstein_value(b, 0.0) == b.front());
  CHECK(bernstein_value(b, 1.0) == b.back());
}

TEST_CASE("a table gives its own states exactly, and the orbit between them closely") {
  const auto orbit = low_orbit();
  const Time end = kStart + 3h;
  auto table = table_of(orbit, kStart, end, 60s);
  const auto check = [&](double most_m, double most_m_s) {
    const TabulatedTrajectory read("x", kEpoch, Frame::gcrf, {table});
    for (std::size_t i = 0; i < table.times.size(); ++i) {
      const State s = read.state(table.times[i]);
      REQUIRE(s.r_m == table.states[i].r_m);
      REQUIRE(s.v_m_s == table.states[i].v_m_s);
    }
    const Worst worst = worst_error(read, orbit, kStart, end);
    CHECK(worst.r_m < most_m);
    CHECK(worst.v_m_s < most_m_s);
    CHECK(worst.r_m > 0.0);
  };
  // The error of a polynomial through n+1 points is (d/dt)^(n+1) r / (n+1)! times the product of
  // the distances: at a tenth of a radian per step some 1e-5 m for degree 7.
  table.interpolation = Interpolation::hermite;
  table.degree = 7;
  check(2e-5, 2e-6);
  table.degree = 6; // rounded up
  check(2e-5, 2e-6);
  table.degree = 3;
  check(5.0, 0.5);
  table.interpolation = Interpolation::lagrange;
  table.degree = 7;
  check(1e-2, 1e-4);
  table.degree = 11;
  check(5e-5, 1e-6);
}

TEST_CASE("with Hermite's polynomials the velocity is the derivative of the position") {
  const auto orbit = low_orbit();
  const TabulatedTrajectory read("x", kEpoch, Frame::gcrf,
                                 {table_of(orbit, kStart, kStart + 1h, 300s)});
  for (Time t = kStart + 1s; t < kStart + 59min; t += 97s) {
    const Vector3 slope = (read.state(t + 100ms).r_m - read.state(t - 100ms).r_m) / 0.2;
    CHECK((read.state(t).v_m_s - slope).norm() < 1e-4); // h^2 / 6 of the third derivative, 1e-5
  }
}

TEST_CASE("the bounds hold at every instant and are close") {
  const auto orbit = low_orbit();
  for (const auto interpolation : {Interpolation::hermite, Interpolation::lagrange}) {
    for (const Duration step : {30s, 120s, 300s}) {
      auto table = table_of(orbit, kStart, kStart + 2h, step);
      table.interpolation = interpolation;
      const TabulatedTrajectory read("x", kEpoch, Frame::gcrf, {table});
      for (Time begin = kStart; begin < kStart + 110min; begin += 7min) {
        const Time end = begin + 6min;
        const MotionBounds bounds = read.bounds(begin, end);
        double least = HUGE_VAL;
        double greatest = 0.0;
        double speed = 0.0;
        double acceleration = 0.0;
        for (Time t = begin; t + 1s <= end; t += 1s) {
          const State a = read.state(t);
          const State b = read.state(t + 1s);
          least = std::min(least, a.r_m.norm());
          greatest = std::max(greatest, a.r_m.norm());
          speed = std::max({speed, a.v_m_s.norm(), (b.r_m - a.r_m).norm()});
          acceleration = std::max(acceleration, (b.v_m_s - a.v_m_s).norm());
        }
        CHECK(bounds.least_radius_m <= least);
        CHECK(bounds.least_radius_m >= 0.98 * least); // they hold for whole steps of the table
        CHECK(bounds.greatest_radius_m >= greatest);
        CHECK(bounds.greatest_radius_m <= 1.02 * greatest);
        CHECK(bounds.greatest_speed_m_s >= speed);
        CHECK(bounds.greatest_speed_m_s <= 1.05 * speed);
        CHECK(bounds.greatest_acceleration_m_s2 >= acceleration);
        CHECK(bounds.greatest_acceleration_m_s2 <= 1.2 * acceleration);
      }
    }
  }
}

TEST_CASE("tables follow each other, and outside of them is no state") {
  const auto orbit = low_orbit();
  auto first = table_of(orbit, kStart, kStart + 20min, 60s);
  first.end = kStart + 15min; // in use
  auto second = table_of(orbit, kStart + 10min, kStart + 40min, 60s);
  second.begin = kStart + 15min;
  auto third = table_of(orbit, kStart + 50min, kStart + 1h, 60s);
  const TabulatedTrajectory read("SAT", kEpoch, Frame::gcrf, {first, second, third});
  CHECK(worst_error(read, orbit, kStart, kStart + 40min).r_m < 1e-3);
  CHECK(read.state(kStart + 15min).r_m == second.states[5].r_m);
  CHECK(read.state(kStart + 1h).r_m == third.states.back().r_m);
  CHECK(read.bounds(kStart, kStart + 40min).greatest_speed_m_s > 7e3);
  CHECK_THROWS_WITH(read.state(kStart - 1ns),
                    "SAT: no state at 2026-08-22T00:00:00.000Z; its tables hold states from "
                    "2026-08-22T00:00:00.000Z to 2026-08-22T01:00:00.000Z");
  CHECK_THROWS_WITH(read.state(kStart + 45min), Catch::Contains("with gaps"));
  CHECK_THROWS_WITH(read.state(kStart + 61min), Catch::Contains("SAT: no state"));
  CHECK_THROWS_WITH(read.bounds(kStart, kStart + 55min), Catch::Contains("no state between"));
  CHECK_THROWS_WITH(TabulatedTrajectory("SAT", kEpoch, Frame::gcrf, {second, first}),
                    Catch::Contains("begins before the last one ends"));
  first.times.resize(1);
  first.states.resize(1);
  CHECK_THROWS_WITH(TabulatedTrajectory("SAT", kEpoch, Frame::gcrf, {first}),
                    Catch::Contains("less than two states"));
}

TEST_CASE("an ephemeris in any frame gives the same orbit in GCRF") {
  const auto orbit = low_orbit();
  const Time begin = kStart + 1h;
  const Time end = kStart + 2h;
  const Earth earth(kEpoch, kStart, kStart + 3h, EarthOrientationModel::standard);
  for (const Frame frame : {Frame::gcrf, Frame::eme2000, Frame::itrf, Frame::tod}) {
    OemSegment segment{"A", "1", frame, table_of(orbit, kStart, kStart + 3h, 60s)};
    for (std::size_t i = 0; i < segment.table.times.size(); ++i) {
      segment.table.states[i] =
          earth.convert(segment.table.states[i], Frame::gcrf, frame, segment.table.times[i]);
    }
    const Oem oem{{segment, {"B", "2", Frame::gcrf, {}}}, {}};
    CHECK(holds_object(oem, "A"));
    CHECK(holds_object(oem, "2"));
    CHECK(!holds_object(oem, "C"));
    const auto read = make_oem_trajectory(oem, "A", kEpoch, earth, begin, end);
    CHECK(read->frame() == Frame::gcrf);
    CHECK(worst_error(*read, orbit, begin, end).r_m < 1e-3);
    // Only what the span needs is turned.
    const auto needed = needed_span(oem, "A", begin, end);
    CHECK(needed == std::pair(begin - 8min, end + 8min));
    // The same bits as from the whole table.
    const auto whole = make_oem_trajectory(oem, "A", kEpoch, earth, kStart, kStart + 3h);
    for (Time t = begin; t <= end; t += 13s) {
      CHECK(whole->state(t).r_m == read->state(t).r_m);
      CHECK(whole->state(t).v_m_s == read->state(t).v_m_s);
    }
  }
  OemSegment segment{"A", "1", Frame::teme, table_of(orbit, kStart, kStart + 1h, 60s)};
  CHECK(make_oem_trajectory({{segment}, {}}, "A", kEpoch, earth, kStart, end)->frame() ==
        Frame::teme);
  CHECK_THROWS_WITH(make_oem_trajectory({{segment}, {}}, "A", kEpoch, earth, begin + 1s, end),
                    "ephemeris of A: no table of states");
}
