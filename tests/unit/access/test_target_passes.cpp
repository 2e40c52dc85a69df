#include "access/area_windows.hpp"
#include "access/daylight.hpp"
#include "access/nadir_model.hpp"
#include "access/reach.hpp"
#include "access/strip.hpp"
#include "access/target_passes.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>

#include "fixtures.hpp"

using namespace urker;
using namespace urker::access;
using namespace urker::access::test;
using namespace std::chrono_literals;
using orbit::Earth;
using orbit::EarthOrientationModel;
using orbit::Geodetic;
using orbit::Vector3;

namespace {

const Earth& earth_2022() {
  static const Earth earth(midsummer_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst);
  return earth;
}

/// What a point and a satellite see of each other and of the Sun, by angles, rad.
struct View {
  double off_nadir, incidence, sun_elevation;
};
View view(const orbit::Trajectory& trajectory, const Geodetic& place, Time t) {
  const auto& earth = earth_2022();
  const auto r_m = earth.to_itrf(trajectory.state(t), trajectory.frame(), t).r_m;
  const Vector3 line = orbit::to_itrf_m(place) - r_m;
  const Vector3 nadir = -orbit::geodetic_up(orbit::to_geodetic(r_m));
  const Vector3 up = orbit::geodetic_up(place);
  return {std::atan2(line.cross(nadir).norm(), line.dot(nadir)),
          std::atan2(line.cross(up).norm(), -line.dot(up)), sun_elevation_rad(earth, place, t)};
}

bool may_image(const View& v, const ImagingLimits& limits) {
  return v.off_nadir <= limits.greatest_off_nadir_rad &&
         v.incidence <= limits.greatest_incidence_rad &&
         v.sun_elevation >= limits.least_sun_elevation_rad;
}

/// Every `step`, whether `holds(t)` is what the windows say, but for a microsecond at their ends.
template <class Holds>
std::size_t check_windows(const std::vector<Window>& windows, Time begin, Time end, Duration step,
                          const Holds& holds) {
  std::size_t inside = 0;
  auto window = windows.begin();
  for (Time t = begin; t <= end; t += step) {
    while (window != windows.end() && window->end < t) {
      ++window;
    }
    const bool found = window != windows.end() && window->begin <= t;
    if (found != holds(t)) {
      FAIL_CHECK("at " << seconds_since_start(t) << " s: found " << found);
    }
    inside += found ? 1 : 0;
  }
  for (const Window& w : windows) {
    CHECK(holds(w.begin + 1us));
    CHECK(holds(w.begin + (w.end - w.begin) / 2));
    CHECK(holds(w.end - 1us));
    CHECK((w.begin_clipped || !holds(w.begin - 3us)));
    CHECK((w.end_clipped || !holds(w.end + 3us)));
  }
  return inside;
}

std::vector<Window> windows_of(const std::vector<TargetPass>& passes) {
  std::vector<Window> windows;
  for (const auto& pass : passes) {
    windows.push_back(pass.window);
  }
  return windows;
}

const KeplerTrajectory::Elements kOrbits[] = {
    {6878e3, 0.001, 1.70, 2.0, 0.5, 0.1}, // imaging
    {7200e3, 0.04, 0.90, 0.3, 4.5, 2.0},  // eccentric
    {26560e3, 0.7, 1.1, 1.0, 4.7, 0.0},   // Molniya
    {42164e3, 0.0, 0.02, 0.4, 0.0, 1.0}}; // geosynchronous

} // namespace

TEST_CASE("windows of targets are those of a search of every second") {
  std::mt19937 random(20220622);
  const auto uniform = [&](double a, double b) {
    return std::uniform_real_distribution<double>(a, b)(random);
  };
  std::size_t inside = 0, passes_found = 0, clipped = 0;
  for (const auto& elements : kOrbits) {
    const KeplerTrajectory trajectory(elements);
    const Track track(trajectory, earth_2022(), kStart, kStart + 24h);
    for (int i = 0; i < 9; ++i) {
      const Geodetic place = deg(std::asin(uniform(-0.95, 0.95)) / kDegree, uniform(-180.0, 180.0),
                                 uniform(0.0, 3000.0));
      ImagingLimits limits;
      limits.greatest_off_nadir_rad =
          uniform(2.0, elements.semi_major_axis_m > 2e7 ? 9.0 : 60.0) * kDegree;
      limits.greatest_incidence_rad = (i % 2 == 0 ? 90.0 : uniform(20.0, 85.0)) * kDegree;
      limits.least_sun_elevation_rad = (i % 3 == 0 ? -90.0 : uniform(-10.0, 60.0)) * kDegree;
      const Time begin = kStart + 10min, end = kStart + 23h;
      const auto passes = find_target_passes(track, place, limits, begin, end);
      CAPTURE(elements.semi_major_axis_m, i);
      inside += check_windows(windows_of(passes), begin, end, 1s, [&](Time t) {
        return may_image(view(trajectory, place, t), limits);
      });
      for (const auto& pass : passes) {
        ++passes_found;
        clipped += pass.window.begin_clipped || pass.window.end_clipped ? 1 : 0;
        const View best = view(trajectory, place, pass.closest);
        CHECK(best.off_nadir == Approx(pass.least_off_nadir_rad).margin(1e-8));
        CHECK(best.incidence == Approx(pass.incidence_rad).margin(1e-9));
        CHECK(best.sun_elevation == Approx(pass.sun_elevation_rad).margin(1e-9));
        double least = 10.0;
        for (Time t = pass.window.begin; t <= pass.window.end; t += 500ms) {
          least = std::min(least, view(trajectory, place, t).off_nadir);
        }
        CHECK(pass.least_off_nadir_rad <= least + 2e-7);
        CHECK(pass.window.begin <= pass.closest);
        CHECK(pass.closest <= pass.window.end);
      }
    }
  }
  CHECK(passes_found > 15);
  CHECK(inside > 20000);
  CHECK(clipped > 0);
}

TEST_CASE("a pass that grazes the off-nadir limit is found, down to fractions of a second") {
  const KeplerTrajectory trajectory(kOrbits[0]);
  const Track track(trajectory, earth_2022(), kStart, kStart + 24h);
  const Geodetic place = deg(47.0, 68.0);
  ImagingLimits limits;
  limits.greatest_off_nadir_rad = 60.0 * kDegree;
  const auto passes = find_target_passes(track, place, limits, kStart, kStart + 24h);
  REQUIRE(passes.size() >= 2);
  for (const auto& pass : passes) {
    for (const double above : {1e-9, 1e-7, 1e-5}) {
      ImagingLimits grazing;
      grazing.greatest_off_nadir_rad = pass.least_off_nadir_rad + above;
      const auto found = find_target_passes(track, place, grazing, kStart, kStart + 24h);
      CHECK(std::any_of(found.begin(), found.end(), [&](const TargetPass& p) {
        return p.window.begin <= pass.closest + 10ms && pass.closest - 10ms <= p.window.end;
      }));
      grazing.greatest_off_nadir_rad = pass.least_off_nadir_rad - above;
      const auto missed = find_target_passes(track, place, grazing, kStart, kStart + 24h);
      CHECK(std::none_of(missed.begin(), missed.end(), [&](const TargetPass& p) {
        return p.window.begin <= pass.window.end && pass.window.begin <= p.window.end;
      }));
    }
  }
}

TEST_CASE("the crossing of a push-broom line lies in the window, at its least off-nadir angle") {
  const KeplerTrajectory trajectory(kOrbits[0]);
  const Track track(trajectory, earth_2022(), kStart, kStart + 24h);
  const Geodetic place = deg(40.4, 49.9);
  ImagingLimits limits;
  limits.greatest_off_nadir_rad = 45.0 * kDegree;
  const auto passes = find_target_passes(track, place, limits, kStart, kStart + 24h);
  REQUIRE(!passes.empty());
  for (const auto& pass : passes) {
    const auto crossing = find_crossing(trajectory, earth_2022(), place, pass.window.begin - 1min,
                                        pass.window.end + 1min);
    REQUIRE(crossing);
    CHECK(pass.window.begin < crossing->time);
    CHECK(crossing->time < pass.window.end);
    CHECK(std::abs(crossing->roll_rad) >= pass.least_off_nadir_rad - 1e-7);
    CHECK(std::abs(crossing->roll_rad) == Approx(pass.least_off_nadir_rad).margin(2e-3));
    CHECK(std::abs(to_seconds(crossing->time - pass.closest)) < 5.0);
  }
}

TEST_CASE("the curvature of the off-nadir condition stays within its bound") {
  double closest = 0.0;
  for (const auto& elements : kOrbits) {
    const KeplerTrajectory trajectory(elements);
    const Track track(trajectory, earth_2022(), kStart, kStart + 24h);
    const TrackSection section(track, kStart, kStart + 24h);
    double worst = 0.0;
    for (const auto& place : {deg(10.0, 30.0), deg(-60.0, 100.0), deg(89.0, 0.0)}) {
      const NadirModel model(section, GroundPlace(place), 0.5);
      for (std::size_t i = 0; i + 1 < section.node_count(); ++i) {
        const Time a = section.node_time(i), b = section.node_time(i + 1);
        for (Time t = a + 1s; t < b - 1s; t += (b - a) / 5) {
          const auto p = model.at(t - 1s), q = model.at(t), r = model.at(t + 1s);
          const double second = p.value - 2.0 * q.value + r.value;
          // Rounding of the second difference.
          const double excess = std::max(std::abs(second) - 2e-15, 0.0);
          worst = std::max(worst, excess / model.curvature_bound(i, {t - 1s, p}, {t + 1s, r}));
          CHECK(q.rate_per_s == Approx((r.value - p.value) / 2.0).epsilon(0.02).margin(2e-5));
        }
      }
    }
    CAPTURE(elements.semi_major_axis_m);
    CHECK(worst < 1.0);
    closest = std::max(closest, worst);
  }
  CHECK(closest > 0.1);
}

TEST_CASE("an area's windows are those of its cells together") {
  const CellGrid grid(60e3);
  const std::vector<Geodetic> caspian = {deg(36.5, 48.0), deg(36.5, 55.0), deg(47.0, 55.0),
                                         deg(47.0, 48.0)};
  const Area area = make_area(caspian, grid);
  std::vector<Geodetic> points;
  for (const auto cell : area.cells) {
    points.push_back(grid.centre(cell));
  }
  const AreaPoints cells(area, grid);
  std::size_t found_windows = 0;
  for (const double sun_deg : {-90.0, 5.0, 40.0}) {
    for (const double off_nadir_deg : {5.0, 30.0, 89.9}) {
      for (std::size_t k = 0; k < 2; ++k) {
        const KeplerTrajectory trajectory(kOrbits[k]);
        const Track track(trajectory, earth_2022(), kStart, kStart + 24h);
        ImagingLimits limits;
        limits.greatest_off_nadir_rad = off_nadir_deg * kDegree;
        limits.least_sun_elevation_rad = sun_deg * kDegree;
        const auto windows = find_area_windows(track, cells, limits, kStart, kStart + 24h);
        CAPTURE(sun_deg, off_nadir_deg, k);
        found_windows += windows.size();
        const auto any = [&](Time t) {
          return std::any_of(points.begin(), points.end(), [&](const Geodetic& p) {
            return may_image(view(trajectory, p, t), limits);
          });
        };
        check_windows(windows, kStart, kStart + 24h, 173s, any);
        for (std::size_t i = 1; i < windows.size(); ++i) {
          CHECK(windows[i - 1].end < windows[i].begin);
        }
      }
    }
  }
  CHECK(found_windows > 20);
}

TEST_CASE("the screens of a gap leave out nothing, and little more than what they must") {
  const double limit = 30.0 * kDegree;
  std::mt19937 random(7);
  std::uniform_real_distribution<double> around(-12.0, 12.0);
  std::size_t reached = 0, let_through = 0, lit = 0, certain = 0;
  for (std::size_t k = 0; k < 2; ++k) {
    const KeplerTrajectory trajectory(kOrbits[k]);
    const Track track(trajectory, earth_2022(), kStart, kStart + 24h);
    for (Time begin = kStart; begin < kStart + 23h; begin += 37min) {
      const Time end = begin + 90s;
      const TrackSection section(track, begin, end);
      const ReachScreen reach(section, 6.356e6, limit);
      const DaylightScreen light(earth_2022(), 0.1, begin, end, {});
      const Geodetic below = orbit::to_geodetic(track.at(begin + 45s).r_m);
      for (int i = 0; i < 20; ++i) {
        const Geodetic place{std::clamp(below.latitude_rad + around(random) * kDegree, -1.5, 1.5),
                             below.longitude_rad + around(random) * kDegree, 0.0};
        const GroundPlace point(place);
        bool in_reach = false;
        for (Time t = begin; t <= end; t += 5s) {
          const View v = view(trajectory, place, t);
          in_reach = in_reach || (v.off_nadir <= limit && v.incidence <= std::numbers::pi / 2.0);
          CHECK_FALSE((v.sun_elevation >= 0.1 && light.is_dark(point)));
          CHECK_FALSE((v.sun_elevation < 0.1 && light.is_lit(point)));
        }
        const bool passes = reach.may_reach(point);
        CHECK((passes || !in_reach));
        reached += in_reach ? 1 : 0;
        let_through += passes ? 1 : 0;
        lit += light.is_lit(point) ? 1 : 0;
        certain += light.is_lit(point) || light.is_dark(point) ? 1 : 0;
      }
    }
  }
  CAPTURE(reached, let_through, lit, certain);
  CHECK(reached > 100);
  CHECK(10 * let_through < 13 * reached);
  CHECK(lit > 300);
  CHECK(certain > 1400);
}
