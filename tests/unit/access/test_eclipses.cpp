#include "access/almanac_shadows.hpp"
#include "access/contact_plan.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "fixtures.hpp"

using namespace urker;
using namespace urker::access;
using namespace urker::access::test;
using namespace std::chrono_literals;
using orbit::Earth;
using orbit::EarthOrientationModel;
using orbit::Vector3;

namespace {

struct Interval {
  double begin_s, end_s;
};

/// Penumbras or umbras, with the parts of a divided one joined.
std::vector<Interval> intervals(const std::vector<Eclipse>& eclipses, bool umbra) {
  std::vector<Interval> result;
  for (const auto& e : eclipses) {
    const Window& w = umbra ? e.umbra : e.penumbra;
    if (w.begin == kNotYet) {
      continue;
    }
    const double begin_s = seconds_since_start(w.begin), end_s = seconds_since_start(w.end);
    if (!result.empty() && result.back().end_s == begin_s) {
      result.back().end_s = end_s;
    } else {
      result.push_back({begin_s, end_s});
    }
  }
  return result;
}

/// Least and greatest angle between a direction on the Sun's limb and the Earth's: how much of the
/// limb is covered, by rays. Independent of the cones: each ray is tried against the ellipsoid.
struct LimbCover {
  bool any = false, all = true;
};
LimbCover limb_cover(const Vector3& satellite_m, const Vector3& sun_m, double sun_radius_m) {
  const Vector3 line = sun_m - satellite_m;
  const double alpha = std::asin(sun_radius_m / line.norm());
  const Vector3 u = line.normalized();
  const Vector3 e1 = u.unitOrthogonal();
  const Vector3 e2 = u.cross(e1);
  const Vector3 stretch(1.0, 1.0, 1.0 / (1.0 - orbit::kEarthFlattening));
  LimbCover cover;
  for (int k = 0; k < 20000; ++k) {
    const double angle = 2.0 * std::numbers::pi * k / 20000;
    const Vector3 ray =
        std::cos(alpha) * u + std::sin(alpha) * (std::cos(angle) * e1 + std::sin(angle) * e2);
    const Vector3 o = satellite_m.cwiseProduct(stretch);
    const Vector3 d = ray.cwiseProduct(stretch).normalized();
    const double along = -o.dot(d);
    const bool hit = along > 0.0 && (o + along * d).norm() <= orbit::kEarthEquatorialRadius_m;
    cover.any = cover.any || hit;
    cover.all = cover.all && hit;
  }
  return cover;
}

/// No orbit, but a path that a numerical trajectory could have: 20000 km behind the Earth, swinging
/// across the umbra's edge once an hour and never out of the penumbra.
class WeavingTrajectory final : public orbit::Trajectory {
 public:
  explicit WeavingTrajectory(const Earth& earth) : earth_(earth) {}
  [[nodiscard]] orbit::Frame frame() const override { return orbit::Frame::teme; }
  [[nodiscard]] orbit::State state(Time t) const override {
    const Vector3 sun = earth_.sun_m(orbit::Frame::teme, t).normalized();
    const Vector3 side = sun.cross(Vector3::UnitZ()).normalized();
    // The umbra's edge is 6285 km from the axis there, the penumbra's 6472 km.
    const double angle = kRate * seconds_since_start(t);
    return {-20000e3 * sun + (6285e3 + 40e3 * std::cos(angle)) * side,
            -40e3 * kRate * std::sin(angle) * side};
  }
  [[nodiscard]] orbit::MotionBounds bounds(Time, Time) const override {
    // The Sun's direction adds 5 m/s.
    return {20900e3, 21100e3, 40e3 * kRate + 5.0, 40e3 * kRate * kRate + 1e-3};
  }

 private:
  static constexpr double kRate = 2.0 * std::numbers::pi / 3600.0;
  const Earth& earth_;
};

} // namespace

TEST_CASE("eclipses on a sphere agree with a brute-force search for twelve real satellites") {
  const Earth earth(epoch_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst);
  const auto satellites = read_elements("satellites.csv");
  const auto truth = read_csv("access/eclipses.csv");
  const ShadowBodies bodies = almanac_shadows(earth, epoch_2022());
  double worst_s = 0.0;
  std::size_t compared = 0;
  for (std::size_t i = 0; i < satellites.size(); ++i) {
    const orbit::Sgp4Trajectory trajectory(satellites[i], epoch_2022());
    const Track track(trajectory, earth, kStart, kStart + 24h);
    const auto eclipses = find_eclipses(track, kStart, kStart + 24h, bodies);
    for (const bool umbra : {false, true}) {
      const auto found = intervals(eclipses, umbra);
      std::vector<Interval> expected;
      for (const auto& row : truth) {
        if (row.at("satellite") == std::to_string(i) &&
            row.at("shadow") == (umbra ? "umbra" : "penumbra")) {
          expected.push_back({std::stod(row.at("begin_s")), std::stod(row.at("end_s"))});
        }
      }
      CAPTURE(i, umbra);
      REQUIRE(found.size() == expected.size());
      for (std::size_t k = 0; k < found.size(); ++k, ++compared) {
        worst_s = std::max({worst_s, std::abs(found[k].begin_s - expected[k].begin_s),
                            std::abs(found[k].end_s - expected[k].end_s)});
      }
    }
  }
  CHECK(compared == truth.size());
  CHECK(worst_s < 1e-5);
}

TEST_CASE("a week of eclipses agrees with Orekit, on the ellipsoid and on the sphere") {
  const Epoch epoch(CalendarTime{2024, 3, 10, 6, 0, 0.0});
  const Time end = kStart + 24h * 7;
  const Earth earth(epoch, kStart, end, EarthOrientationModel::standard);
  const orbit::Sgp4Trajectory trajectory(read_elements("leo_week_satellite.csv").at(0), epoch);
  const Track track(trajectory, earth, kStart, end);
  const auto truth = read_csv("access/leo_week_events.csv");
  for (const std::string shape : {"wgs84", "sphere"}) {
    ShadowBodies bodies;
    bodies.earth_flattening = shape == "sphere" ? 0.0 : orbit::kEarthFlattening;
    const auto eclipses = find_eclipses(track, kStart, end, bodies);
    for (const std::string shadow : {"penumbra", "umbra"}) {
      std::vector<double> enters{0.0}, exits; // the week begins in the shadow
      for (const auto& row : truth) {
        if (row.at("object") == shape && row.at("event") == shadow + "_enter") {
          enters.push_back(std::stod(row.at("t_s")));
        } else if (row.at("object") == shape && row.at("event") == shadow + "_exit") {
          exits.push_back(std::stod(row.at("t_s")));
        }
      }
      CAPTURE(shape, shadow);
      REQUIRE(eclipses.size() == enters.size());
      REQUIRE(exits.size() == enters.size());
      double worst_s = 0.0;
      for (std::size_t i = 0; i < eclipses.size(); ++i) {
        const Window& w = shadow == "umbra" ? eclipses[i].umbra : eclipses[i].penumbra;
        worst_s = std::max({worst_s, std::abs(seconds_since_start(w.begin) - enters[i]),
                            std::abs(seconds_since_start(w.end) - exits[i])});
      }
      CHECK(worst_s < 5e-5);
    }
  }
}

TEST_CASE("shadow ends are where rays from the Sun's limb graze the ellipsoid") {
  const Earth earth(epoch_2022(), kStart, kStart + 48h, EarthOrientationModel::gmst);
  const ShadowBodies bodies;
  for (const auto& elements : {KeplerTrajectory::Elements{6900e3, 0.001, 1.72, 2.0, 0.5, 0.1},
                               KeplerTrajectory::Elements{26560e3, 0.7, 1.1, 1.0, 1.2, 0.0},
                               KeplerTrajectory::Elements{42164e3, 0.0, 0.4, 0.4, 0.0, 1.0}}) {
    const KeplerTrajectory trajectory(elements);
    const auto eclipses = find_eclipses(trajectory, earth, kStart, kStart + 48h);
    REQUIRE(!eclipses.empty());
    const auto cover = [&](Time t) {
      return limb_cover(earth.to_itrf(trajectory.state(t), orbit::Frame::teme, t).r_m,
                        earth.sun_itrf_m(t), bodies.sun_radius_m);
    };
    for (std::size_t i = 0; i < std::min<std::size_t>(eclipses.size(), 4); ++i) {
      const auto& e = eclipses[i];
      CAPTURE(elements.semi_major_axis_m, i);
      if (!e.penumbra.begin_clipped) {
        CHECK_FALSE(cover(e.penumbra.begin - 1ms).any);
        CHECK(cover(e.penumbra.begin + 1ms).any);
      }
      if (!e.penumbra.end_clipped) {
        CHECK(cover(e.penumbra.end - 1ms).any);
        CHECK_FALSE(cover(e.penumbra.end + 1ms).any);
      }
      if (e.umbra.begin != kNotYet) {
        CHECK(cover(e.umbra.begin + 1ms).all);
        CHECK(cover(e.umbra.end - 1ms).all);
        if (!e.umbra.begin_clipped) {
          CHECK(e.umbra.begin > e.penumbra.begin);
          CHECK_FALSE(cover(e.umbra.begin - 1ms).all);
        }
        if (!e.umbra.end_clipped) {
          CHECK(e.umbra.end < e.penumbra.end);
          CHECK_FALSE(cover(e.umbra.end + 1ms).all);
        }
      }
    }
  }
}

TEST_CASE("an orbit may touch the penumbra alone, or no shadow at all") {
  const Earth earth(epoch_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst);
  // Circular orbits whose plane is tilted against the Sun by an angle from none to a right one.
  const Vector3 sun = earth.rotation_to_itrf(orbit::Frame::teme, kStart).transpose() *
                      earth.sun_itrf_m(kStart).normalized();
  const double right_ascension = std::atan2(sun.y(), sun.x());
  std::size_t partial = 0, none = 0, full = 0;
  for (double inclination = 40.0; inclination < 130.0; inclination += 0.2) {
    // Node 90 deg off the Sun: its tilt grows with the inclination.
    const KeplerTrajectory trajectory(
        {7200e3, 0.0, inclination * kDegree, right_ascension + std::numbers::pi / 2.0, 0.0, 0.0});
    const auto eclipses = find_eclipses(trajectory, earth, kStart, kStart + 100min);
    const bool umbra = std::any_of(eclipses.begin(), eclipses.end(),
                                   [](const Eclipse& e) { return e.umbra.begin != kNotYet; });
    (eclipses.empty() ? none : umbra ? full : partial) += 1;
  }
  CHECK(none > 0);
  CHECK(partial > 0);
  CHECK(full > 0);
}

TEST_CASE("a trajectory that dips into the umbra twice within a penumbra gets two eclipses") {
  const Earth earth(epoch_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst);
  const WeavingTrajectory trajectory(earth);
  const auto eclipses = find_eclipses(trajectory, earth, kStart, kStart + 3h);
  REQUIRE(eclipses.size() == 3);
  CHECK(eclipses[0].penumbra.begin == kStart);
  CHECK(eclipses[0].penumbra.begin_clipped);
  CHECK(eclipses[2].penumbra.end == kStart + 3h);
  CHECK(eclipses[2].penumbra.end_clipped);
  for (std::size_t i = 0; i < 3; ++i) {
    // The umbra is deepest in the middle of each hour.
    const Time deepest = kStart + 30min + i * 1h;
    CHECK(eclipses[i].umbra.begin < deepest);
    CHECK(eclipses[i].umbra.end > deepest);
    CHECK(eclipses[i].penumbra.begin < eclipses[i].umbra.begin);
    CHECK(eclipses[i].umbra.end < eclipses[i].penumbra.end);
    if (i > 0) {
      CHECK(eclipses[i].penumbra.begin == eclipses[i - 1].penumbra.end);
      CHECK_FALSE(eclipses[i].penumbra.begin_clipped);
    }
  }
}

TEST_CASE("a satellite in the shadow from end to end") {
  const Earth earth(epoch_2022(), kStart, kStart + 6h, EarthOrientationModel::gmst);
  const KeplerTrajectory trajectory({6900e3, 0.001, 1.72, 2.0, 0.5, 0.1});
  const auto eclipses = find_eclipses(trajectory, earth, kStart, kStart + 6h);
  REQUIRE(!eclipses.empty());
  const auto& e = eclipses.front();
  const Time begin = e.umbra.begin + 60s, end = e.umbra.end - 60s;
  const auto inside = find_eclipses(trajectory, earth, begin, end);
  REQUIRE(inside.size() == 1);
  CHECK(inside[0].penumbra == Window{begin, end, true, true});
  CHECK(inside[0].umbra == Window{begin, end, true, true});
  CHECK(find_eclipses(trajectory, earth, begin, begin).empty());
}
