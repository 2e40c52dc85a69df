#include "access/moon_cone.hpp"
#include "access/moon_eclipses.hpp"
#include "orbit/earth/sun_moon.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <random>

#include "fixtures.hpp"

using namespace urker;
using namespace urker::access;
using namespace urker::access::test;
using namespace std::chrono_literals;
using orbit::Earth;
using orbit::EarthOrientationModel;
using orbit::Frame;
using orbit::Vector3;

namespace {

/// A day with a solar eclipse on the Earth.
struct EclipseDay {
  explicit EclipseDay(const CalendarTime& start)
      : epoch(start), earth(epoch, kStart, kStart + 24h, EarthOrientationModel::gmst),
        sun_moon(epoch) {}
  Epoch epoch;
  Earth earth;
  orbit::SunMoon sun_moon;
};

const EclipseDay& total_2024() {
  static const EclipseDay day(CalendarTime{2024, 4, 8, 6, 0, 0.0});
  return day;
}

/// How the Sun and the Moon stand to each other in the sky, by angles and in GCRF: independent of
/// the cones. Each is positive within its shadow.
struct Overlap {
  double penumbra, umbra, antumbra;
};
Overlap overlap(const EclipseDay& day, const orbit::Trajectory& trajectory, Time t) {
  const auto bodies = day.sun_moon.positions(t);
  const Vector3 r = day.earth.convert(trajectory.state(t), trajectory.frame(), Frame::gcrf, t).r_m;
  const Vector3 sun = bodies.sun_m - r, moon = bodies.moon_m - r;
  const double alpha = std::asin(695.7e6 / sun.norm()), beta = std::asin(1737.4e3 / moon.norm());
  const double apart = std::atan2(sun.cross(moon).norm(), sun.dot(moon));
  return {alpha + beta - apart, beta - alpha - apart, alpha - beta - apart};
}

/// Windows in which f >= 0, each second tried and ends bisected.
template <class Function>
std::vector<Window> brute_force(const Function& f, Time begin, Time end) {
  std::vector<Window> windows;
  bool before = f(begin) >= 0.0;
  if (before) {
    windows.push_back({begin, begin, true, false});
  }
  for (Time t = begin + 1s; t <= end; t += 1s) {
    const bool now = f(t) >= 0.0;
    if (now != before) {
      Time a = t - 1s, b = t;
      while (b - a > 100ns) {
        const Time middle = a + (b - a) / 2;
        ((f(middle) >= 0.0) == now ? b : a) = middle;
      }
      if (now) {
        windows.push_back({a, a, false, false});
      } else {
        windows.back().end = a;
      }
    }
    before = now;
  }
  if (before) {
    windows.back().end = end;
    windows.back().end_clipped = true;
  }
  return windows;
}

/// What was found, as brute force sees it.
struct Shadows {
  std::vector<Window> penumbra, umbra, antumbra;
};
Shadows shadows_of(const std::vector<MoonEclipse>& eclipses) {
  Shadows result;
  for (const auto& e : eclipses) {
    CHECK(e.body == EclipsingBody::moon);
    if (!result.penumbra.empty() && result.penumbra.back().end == e.penumbra.begin) {
      result.penumbra.back().end = e.penumbra.end;
    } else {
      result.penumbra.push_back(e.penumbra);
    }
    if (e.umbra.begin != kNotYet) {
      (e.annular ? result.antumbra : result.umbra).push_back(e.umbra);
    }
  }
  return result;
}

void check_same(const std::vector<Window>& found, const std::vector<Window>& truth) {
  REQUIRE(found.size() == truth.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(std::abs(to_seconds(found[i].begin - truth[i].begin)) < 1e-4);
    CHECK(std::abs(to_seconds(found[i].end - truth[i].end)) < 1e-4);
    CHECK(found[i].begin_clipped == truth[i].begin_clipped);
    CHECK(found[i].end_clipped == truth[i].end_clipped);
  }
}

/// The part of the Sun's disc behind the Moon's, by counting points of it.
double hidden_part(const EclipseDay& day, const orbit::Trajectory& trajectory, Time t) {
  const auto bodies = day.sun_moon.positions(t);
  const Vector3 r = day.earth.convert(trajectory.state(t), trajectory.frame(), Frame::gcrf, t).r_m;
  const Vector3 sun = bodies.sun_m - r, moon = (bodies.moon_m - r).normalized();
  const double reach = std::cos(std::asin(1737.4e3 / (bodies.moon_m - r).norm()));
  const Vector3 e1 = sun.unitOrthogonal(), e2 = sun.normalized().cross(e1);
  int hidden = 0, all = 0;
  for (int i = -200; i <= 200; ++i) {
    for (int k = -200; k <= 200; ++k) {
      if (i * i + k * k <= 200 * 200) {
        const Vector3 ray = (sun + 695.7e6 / 200.0 * (i * e1 + k * e2)).normalized();
        hidden += ray.dot(moon) >= reach ? 1 : 0;
        ++all;
      }
    }
  }
  return static_cast<double>(hidden) / all;
}

void check_depth(const EclipseDay& day, const orbit::Trajectory& trajectory,
                 const MoonEclipse& eclipse) {
  CHECK(eclipse.obscuration == Approx(hidden_part(day, trajectory, eclipse.deepest)).margin(3e-3));
  CHECK(eclipse.penumbra.begin <= eclipse.deepest);
  CHECK(eclipse.deepest <= eclipse.penumbra.end);
  for (int i = 0; i <= 20; ++i) {
    const Time t =
        eclipse.penumbra.begin + (eclipse.penumbra.end - eclipse.penumbra.begin) * i / 20;
    CHECK(hidden_part(day, trajectory, t) <= eclipse.obscuration + 5e-3);
  }
}

/// Compares a day, and returns what it had.
Shadows compare_day(const EclipseDay& day, const orbit::Trajectory& trajectory) {
  const Time end = kStart + 24h;
  const auto eclipses = find_moon_eclipses(trajectory, day.earth, kStart, end);
  for (const auto& eclipse : eclipses) {
    check_depth(day, trajectory, eclipse);
  }
  const Shadows found = shadows_of(eclipses);
  const auto truth = [&](double Overlap::*which, Time from, Time to) {
    return brute_force([&](Time t) { return overlap(day, trajectory, t).*which; }, from, to);
  };
  const auto penumbras = truth(&Overlap::penumbra, kStart, end);
  check_same(found.penumbra, penumbras);
  std::vector<Window> umbras, antumbras; // nowhere else
  for (const Window& w : penumbras) {
    for (const Window& u : truth(&Overlap::umbra, w.begin, w.end)) {
      umbras.push_back(u);
    }
    for (const Window& u : truth(&Overlap::antumbra, w.begin, w.end)) {
      antumbras.push_back(u);
    }
  }
  check_same(found.umbra, umbras);
  check_same(found.antumbra, antumbras);
  return found;
}

/// A circular orbit on which the satellite is at `r_m` (TEME) at time t.
KeplerTrajectory circle_through(const Vector3& r_m, double inclination_rad, Time t) {
  const double radius = r_m.norm();
  const double latitude = std::asin(r_m.z() / radius);
  const double argument =
      std::asin(std::clamp(std::sin(latitude) / std::sin(inclination_rad), -1.0, 1.0));
  const double along =
      std::atan2(std::sin(argument) * std::cos(inclination_rad), std::cos(argument));
  const double n = std::sqrt(3.986004418e14 / (radius * radius * radius));
  return KeplerTrajectory({radius, 0.0, inclination_rad, std::atan2(r_m.y(), r_m.x()) - along, 0.0,
                           argument - n * seconds_since_start(t)});
}

/// Where the axis of the Moon's shadow comes in at a distance from the Earth's centre, TEME.
Vector3 axis_point(const EclipseDay& day, double radius_m, Time t) {
  const auto bodies = day.sun_moon.positions(t);
  const Vector3 u = (bodies.moon_m - bodies.sun_m).normalized();
  const double along = -bodies.moon_m.dot(u);
  const double miss2 = bodies.moon_m.squaredNorm() - along * along;
  const Vector3 gcrf = bodies.moon_m + (along - std::sqrt(radius_m * radius_m - miss2)) * u;
  return day.earth.convert({gcrf, Vector3::Zero()}, Frame::gcrf, Frame::teme, t).r_m;
}

} // namespace

TEST_CASE("eclipses by the Moon agree with a search of each second by angles") {
  // Total on 2024-04-08 and 2026-08-12, annular on 2023-10-14.
  const EclipseDay days[] = {EclipseDay(CalendarTime{2024, 4, 8, 6, 0, 0.0}),
                             EclipseDay(CalendarTime{2026, 8, 12, 6, 0, 0.0}),
                             EclipseDay(CalendarTime{2023, 10, 14, 6, 0, 0.0})};
  // Near the greatest eclipse of each on the ground.
  const Time middles[] = {at_s(44237.0), at_s(42360.0), at_s(43168.0)};
  std::size_t umbras = 0, antumbras = 0, penumbras = 0;
  const auto count = [&](const Shadows& s) {
    penumbras += s.penumbra.size();
    umbras += s.umbra.size();
    antumbras += s.antumbra.size();
  };
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    const auto& day = days[i];
    // Met at the axis, by a low orbit and by a high one, and two that meet what they may.
    count(compare_day(day, circle_through(axis_point(day, 6950e3, middles[i]), 1.7, middles[i])));
    count(compare_day(day, circle_through(axis_point(day, 26560e3, middles[i]), 1.2, middles[i])));
    count(compare_day(day, KeplerTrajectory({42164e3, 0.0, 0.01, 0.4, 0.0, 0.7})));
    count(compare_day(day, KeplerTrajectory({26560e3, 0.7, 1.1, 1.0, 4.7, 0.0})));
  }
  CHECK(umbras >= 3);
  CHECK(antumbras >= 1);
  CHECK(penumbras >= 12);
}

TEST_CASE("grazes of the Moon's shadow are found whatever the search's nodes") {
  const auto& day = total_2024();
  const Time middle = at_s(44237.0);
  const Vector3 centre = axis_point(day, 6950e3, middle);
  const Vector3 side = centre.cross(Vector3::UnitZ()).normalized();
  std::size_t full = 0, partial = 0, none = 0;
  double last_s = 1e9;
  // Aside from the axis by more and more, across the umbra's edge (some 100 km) and on to the
  // penumbra's (some 3500 km).
  for (double aside_m = 0.0; aside_m < 6000e3; aside_m += aside_m < 400e3 ? 10e3 : 200e3) {
    const Vector3 r = (centre + aside_m * side).normalized() * 6950e3;
    const auto orbit = circle_through(r, 1.7, middle);
    const auto found =
        shadows_of(find_moon_eclipses(orbit, day.earth, middle - 15min, middle + 15min));
    const auto truth = brute_force([&](Time t) { return overlap(day, orbit, t).umbra; },
                                   middle - 15min, middle + 15min);
    CAPTURE(aside_m);
    check_same(found.umbra, truth);
    none += found.penumbra.empty() ? 1 : 0;
    (found.umbra.empty() ? partial : full) += 1;
    if (!found.umbra.empty()) {
      const double length_s = to_seconds(found.umbra[0].end - found.umbra[0].begin);
      CHECK(length_s < last_s + 2.0);
      last_s = length_s;
    }
  }
  CHECK(full > 5);
  CHECK(partial > 5);
  CHECK(last_s < 15.0); // the last one grazes
}

TEST_CASE("the curvature of the Moon's shadow stays within its bound, and not far below") {
  const auto& day = total_2024();
  const ShadowBodies bodies;
  const Time middle = at_s(44237.0);
  const KeplerTrajectory orbits[] = {circle_through(axis_point(day, 6950e3, middle), 1.7, middle),
                                     KeplerTrajectory({42164e3, 0.0, 0.01, 0.4, 0.0, 0.7}),
                                     KeplerTrajectory({26560e3, 0.7, 1.1, 1.0, 4.7, 0.0}),
                                     KeplerTrajectory({350e6, 0.3, 0.4, 1.0, 4.7, 1.0})};
  for (const auto shadow : {MoonShadow::penumbra, MoonShadow::core}) {
    for (const auto& orbit : orbits) {
      const MoonCone cone(day.earth, bodies, shadow);
      const auto b = orbit.bounds(kStart, kStart);
      const PointMotion motion{b.greatest_radius_m, b.greatest_speed_m_s,
                               b.greatest_acceleration_m_s2};
      const auto at = [&](Time t) {
        return cone.sample(day.earth.to_itrf(orbit.state(t), Frame::teme, t), t);
      };
      double worst = 0.0;
      for (Time t = kStart + 10s; t < kStart + 24h; t += 20s) {
        const auto a = at(t - 8s), m = at(t), c = at(t + 8s);
        const double second = (a.value - 2.0 * m.value + c.value) / 64.0;
        const double across = cone.farthest_across_m(motion, {t - 8s, a}, {t + 8s, c});
        CHECK(across >= m.across_m);
        worst = std::max(worst, std::abs(second) / cone.curvature_bound(motion, across));
        // The rate that steers Newton's method.
        const double slope = (c.value - a.value) / 16.0;
        // But for the Sun's own motion, 2e-7 rad/s at the Moon's distance.
        CHECK(m.rate_per_s ==
              Approx(slope).epsilon(1e-3).margin(90.0 * (1.0 + m.across_m / 1.7e6)));
      }
      CAPTURE(b.greatest_radius_m, worst);
      CHECK(worst < 1.0);
      CHECK(worst > 0.02);
    }
  }
}

TEST_CASE("the Sun and the Moon never outrun the bounds of their motion") {
  const Epoch epoch(CalendarTime{2001, 1, 1, 0, 0, 0.0});
  const orbit::SunMoon bodies(epoch);
  double speed = 0.0, pull = 0.0, farthest = 0.0, nearest = 1e12, turn = 0.0, turn_rate = 0.0,
         along = 0.0, along_rate = 0.0;
  for (Time t = kStart; t < kStart + 24h * 365 * 40; t += 11h) {
    const auto at = [&](Time time) { return bodies.states(time); };
    const auto a = at(t), b = at(t + 30min), c = at(t + 60min);
    speed = std::max(speed, b.moon.v_m_s.norm());
    pull = std::max(pull, (c.moon.v_m_s - a.moon.v_m_s).norm() / 3600.0);
    farthest = std::max(farthest, b.moon.r_m.norm());
    const auto line = [](const orbit::SunMoonStates& s) { return Vector3(s.moon.r_m - s.sun.r_m); };
    const Vector3 p = line(a), q = line(b), r = line(c);
    nearest = std::min(nearest, q.norm());
    turn = std::max(turn, (r.normalized() - p.normalized()).norm() / 3600.0);
    turn_rate =
        std::max(turn_rate, (p.normalized() - 2.0 * q.normalized() + r.normalized()).norm() /
                                (1800.0 * 1800.0));
    along = std::max(along, std::abs(r.norm() - p.norm()) / 3600.0);
    along_rate =
        std::max(along_rate, std::abs(p.norm() - 2.0 * q.norm() + r.norm()) / (1800.0 * 1800.0));
  }
  // As in moon_cone.cpp.
  CHECK(speed < 1.15e3);
  CHECK(pull < 3.4e-3);
  CHECK(farthest < 4.1e8);
  CHECK(nearest > 1.465e11);
  CHECK(turn < 2.2e-7);
  CHECK(turn_rate < 1e-12);
  CHECK(along < 1.7e3);
  CHECK(along_rate < 2e-2);
  CHECK(speed > 1.05e3);
  CHECK(turn > 2.0e-7);
}

TEST_CASE("the eclipse of 2024-04-08 lasts where and as long as it did") {
  // F. Espenak, NASA/GSFC: greatest eclipse at 18:18:29 TT (18:17:20 UTC), 25.29 N 104.14 W, total
  // for 4 m 28 s there.
  const auto& day = total_2024();
  const GroundPoint place(day.earth, deg(25.29, -104.14));
  const auto eclipses = find_moon_eclipses(place, day.earth, kStart, kStart + 24h);
  REQUIRE(eclipses.size() == 1);
  REQUIRE(eclipses[0].umbra.begin != kNotYet);
  CHECK_FALSE(eclipses[0].annular);
  const double total_s = to_seconds(eclipses[0].umbra.end - eclipses[0].umbra.begin);
  CHECK(total_s == Approx(268.0).margin(4.0));
  const auto middle_of = [](const Window& w) {
    return seconds_since_start(w.begin + (w.end - w.begin) / 2);
  };
  CHECK(middle_of(eclipses[0].umbra) == Approx(44240.0).margin(60.0));
  // The rest is the light time that is left out: the Moon as it was then, relative to the Sun.
  const auto delayed = [&](Time t) {
    const auto bodies = day.sun_moon.states(t);
    const Vector3 r = day.earth.convert(place.state(t), Frame::teme, Frame::gcrf, t).r_m;
    const double delay_s = (bodies.moon.r_m - r).norm() / 299792458.0;
    const Vector3 moon = bodies.moon.r_m - r - delay_s * (bodies.moon.v_m_s - bodies.sun.v_m_s);
    const Vector3 sun = bodies.sun.r_m - r;
    return std::asin(1737.4e3 / moon.norm()) - std::asin(695.7e6 / sun.norm()) -
           std::atan2(sun.cross(moon).norm(), sun.dot(moon));
  };
  const auto seen = brute_force(delayed, kStart, kStart + 24h);
  REQUIRE(seen.size() == 1);
  CHECK(middle_of(seen[0]) == Approx(44240.0).margin(3.0));
  CHECK(find_moon_eclipses(place, day.earth, kStart + 20h, kStart + 24h).empty());
}

TEST_CASE("a year has eclipses by the Moon for a geostationary satellite, all of them found") {
  const Epoch epoch(CalendarTime{2024, 1, 1, 0, 0, 0.0});
  const Time end = kStart + 24h * 366;
  const Earth earth(epoch, kStart, end, EarthOrientationModel::gmst);
  const orbit::SunMoon sun_moon(epoch);
  const KeplerTrajectory orbit({42164e3, 0.0, 0.0005, 0.4, 0.0, 0.7});
  const auto eclipses = find_moon_eclipses(orbit, earth, kStart, end);
  // Sampled once a minute, over the whole year.
  std::size_t inside = 0, sampled = 0;
  bool before = false;
  for (Time t = kStart; t <= end; t += 60s) {
    const auto bodies = sun_moon.positions(t);
    const Vector3 r = earth.convert(orbit.state(t), Frame::teme, Frame::gcrf, t).r_m;
    const Vector3 sun = bodies.sun_m - r, moon = bodies.moon_m - r;
    const bool now = std::atan2(sun.cross(moon).norm(), sun.dot(moon)) <=
                     std::asin(695.7e6 / sun.norm()) + std::asin(1737.4e3 / moon.norm());
    sampled += now && !before ? 1 : 0;
    before = now;
    const bool found = std::any_of(eclipses.begin(), eclipses.end(), [&](const Eclipse& e) {
      return e.penumbra.begin <= t && t < e.penumbra.end;
    });
    inside += found != now ? 1 : 0;
  }
  CHECK(inside == 0);
  CHECK(sampled >= 2);
  CHECK(eclipses.size() >= sampled);
}
