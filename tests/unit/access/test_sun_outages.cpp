#include "access/almanac_shadows.hpp"
#include "access/sun_outages.hpp"

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

/// Hangs over the equator at a longitude.
class Geostationary final : public orbit::Trajectory {
 public:
  Geostationary(const Earth& earth, double longitude_rad)
      : earth_(earth), itrf_{kRadius_m *
                                 Vector3(std::cos(longitude_rad), std::sin(longitude_rad), 0.0),
                             Vector3::Zero()} {}
  [[nodiscard]] orbit::Frame frame() const override { return orbit::Frame::teme; }
  [[nodiscard]] orbit::State state(Time t) const override {
    return earth_.from_itrf(itrf_, orbit::Frame::teme, t);
  }
  [[nodiscard]] orbit::MotionBounds bounds(Time, Time) const override {
    return {kRadius_m - 1.0, kRadius_m + 1.0, 3076.0, 0.2245};
  }

 private:
  static constexpr double kRadius_m = 42164e3;
  const Earth& earth_;
  orbit::State itrf_;
};

/// The angle at the site between the satellite and the Sun, by the arc tangent.
double angle_to_sun(const Earth& earth, const orbit::Trajectory& trajectory, const Site& site,
                    Time t) {
  const Vector3 place = orbit::to_itrf_m(site.place);
  const Vector3 satellite = earth.to_itrf(trajectory.state(t), trajectory.frame(), t).r_m - place;
  const Vector3 sun = earth.sun_itrf_m(t) - place;
  return std::atan2(satellite.cross(sun).norm(), satellite.dot(sun));
}

std::vector<SunOutage> outages_of(const Track& track, const Site& site, double limit_rad) {
  std::vector<SunOutage> outages;
  for (const Window& window : find_site_windows(track, site, track.begin(), track.end())) {
    StationContact contact;
    contact.window = window;
    const auto found = find_sun_outages(track, site, contact, limit_rad);
    outages.insert(outages.end(), found.begin(), found.end());
  }
  return outages;
}

} // namespace

TEST_CASE("a geostationary satellite stands before the Sun in its two seasons") {
  const Epoch epoch(CalendarTime{2025, 1, 1, 0, 0, 0.0});
  const Time end = kStart + 24h * 365;
  const Earth earth(epoch, kStart, end, EarthOrientationModel::standard);
  const Geostationary satellite(earth, 13.0 * kDegree);
  const Site site{deg(45.0, 10.0), 5.0 * kDegree};
  const Track track(satellite, earth, kStart, end);
  const double limit = 0.25 * kDegree + kSunApparentRadius_rad; // a beam of half a degree
  const auto outages = outages_of(track, site, limit);

  // The satellite's declination from the site by plane geometry, -6.9 deg; the Sun passes it about
  // 2025-03-03 and 2025-10-10 and moves by 0.38 deg a day there.
  const Vector3 line = earth.to_itrf(satellite.state(kStart), orbit::Frame::teme, kStart).r_m -
                       orbit::to_itrf_m(site.place);
  const double declination = std::asin(line.z() / line.norm());
  std::size_t spring = 0, autumn = 0;
  for (const auto& o : outages) {
    const CalendarTime day = epoch.utc(o.closest);
    CHECK((day.month == 3 || day.month == 10));
    (day.month == 3 ? spring : autumn) += 1;
    const Vector3 sun = earth.sun_itrf_m(o.closest) - orbit::to_itrf_m(site.place);
    CHECK(std::abs(std::asin(sun.z() / sun.norm()) - declination) < limit);
    // At the Sun's upper transit over the satellite, for minutes.
    CHECK(o.least_angle_rad < limit);
    CHECK(to_seconds(o.window.end - o.window.begin) < 2.0 * limit / kDegree * 4.0 * 60.0 * 1.02);
    CHECK(o.window.begin < o.closest);
    CHECK(o.closest < o.window.end);
    CHECK(angle_to_sun(earth, satellite, site, o.closest) ==
          Approx(o.least_angle_rad).margin(1e-9));
    CHECK(angle_to_sun(earth, satellite, site, o.window.begin) == Approx(limit).margin(1e-9));
    CHECK(angle_to_sun(earth, satellite, site, o.window.end) == Approx(limit).margin(1e-9));
    // Nothing beside it is less.
    for (const auto aside : {-3s, -1s, 1s, 3s}) {
      CHECK(angle_to_sun(earth, satellite, site, o.closest + aside) > o.least_angle_rad - 2e-7);
    }
  }
  // Days in which the declinations are within the limit, once a day.
  const double days = 2.0 * limit / (0.38 * kDegree);
  CHECK(std::abs(static_cast<double>(spring) - days) <= 1.0);
  CHECK(std::abs(static_cast<double>(autumn) - days) <= 1.0);
  REQUIRE(spring > 0);
  CHECK(epoch.utc(outages.front().closest).day <= 3);
  CHECK(epoch.utc(outages.front().closest).day >= 1);
}

TEST_CASE("outages of twelve real satellites agree with brute force") {
  const Epoch epoch(CalendarTime{2022, 1, 22, 6, 0, 0.0});
  const Time end = kStart + 24h;
  const Earth earth(epoch, kStart, end, EarthOrientationModel::gmst);
  const auto satellites = read_elements("satellites.csv");
  const Site sites[] = {{deg(41.0, 29.0), 0.0}, {deg(-33.9, 18.4), 5.0 * kDegree}};
  constexpr auto kStep = 100ms;
  std::size_t compared = 0;
  for (const auto& elements : satellites) {
    const orbit::Sgp4Trajectory trajectory(elements, epoch);
    const Track track(trajectory, earth, kStart, end);
    for (const Site& site : sites) {
      for (const auto& contact : find_station_contacts(trajectory, earth, site, kStart, end)) {
        if (contact.window.end - contact.window.begin > 2h) {
          continue; // the geostationary ones have a test of their own
        }
        for (const double limit : {0.8 * kDegree, 6.0 * kDegree, 25.0 * kDegree}) {
          const auto found = find_sun_outages(track, site, contact, limit);
          const auto f = [&](Time t) { return limit - angle_to_sun(earth, trajectory, site, t); };
          std::vector<Window> truth;
          bool before = false;
          double least = 10.0;
          for (Time t = contact.window.begin; t <= contact.window.end; t += kStep) {
            const double value = f(t);
            least = std::min(least, limit - value);
            const bool now = value >= 0.0;
            if (now && !before) {
              truth.push_back({t, t});
            }
            if (now) {
              truth.back().end = t;
            }
            before = now;
          }
          // What is shorter than a step may escape brute force, not the search.
          CHECK(found.size() >= truth.size());
          for (const auto& o : found) {
            CHECK(f(o.closest) >= -1e-9);
            CHECK(limit - f(o.closest) == Approx(o.least_angle_rad).margin(1e-8));
            CHECK(o.window.begin >= contact.window.begin);
            CHECK(o.window.end <= contact.window.end);
          }
          for (const auto& w : truth) {
            const auto same = std::find_if(found.begin(), found.end(), [&](const SunOutage& o) {
              return o.window.begin <= w.begin && w.end <= o.window.end + 1us;
            });
            REQUIRE(same != found.end());
            CHECK(w.begin - same->window.begin < kStep);
            CHECK(same->window.end - w.end < kStep);
            CHECK(same->least_angle_rad <= limit);
            ++compared;
          }
          if (!found.empty()) {
            const auto deepest = std::min_element(found.begin(), found.end(),
                                                  [](const SunOutage& a, const SunOutage& b) {
                                                    return a.least_angle_rad < b.least_angle_rad;
                                                  });
            CHECK(deepest->least_angle_rad <= least + 2e-7);
          }
        }
      }
    }
  }
  CHECK(compared >= 15);
}

TEST_CASE("outages are the same wherever the search ends, and nearly so with the almanac's Sun") {
  const Epoch epoch(CalendarTime{2022, 1, 22, 6, 0, 0.0});
  const Time end = kStart + 24h;
  const Earth earth(epoch, kStart, end, EarthOrientationModel::gmst);
  const KeplerTrajectory trajectory({6800e3, 0.001, 0.9, 2.0, 0.5, 0.1});
  const Track track(trajectory, earth, kStart, end);
  const ShadowBodies almanac = almanac_shadows(earth, epoch);
  std::size_t outages = 0;
  for (double longitude = 0.0; longitude < 360.0; longitude += 3.6) {
    const Site site{deg(38.0, longitude), 0.0};
    for (const auto& contact : find_station_contacts(trajectory, earth, site, kStart, end)) {
      const auto whole = find_sun_outages(track, site, contact, 3.0 * kDegree);
      const auto by_almanac = find_sun_outages(track, site, contact, 3.0 * kDegree, almanac);
      REQUIRE(by_almanac.size() == whole.size()); // the Suns are 0.01 deg apart
      for (std::size_t i = 0; i < whole.size(); ++i) {
        StationContact half = contact;
        half.window = {contact.window.begin, whole[i].closest, contact.window.begin_clipped, true};
        const auto first = find_sun_outages(track, site, half, 3.0 * kDegree);
        REQUIRE(first.size() == i + 1);
        CHECK(std::abs(to_seconds(first[i].window.begin - whole[i].window.begin)) < 3e-6);
        CHECK(first[i].window.end == whole[i].closest);
        CHECK(first[i].window.end_clipped);
        CHECK(std::abs(by_almanac[i].least_angle_rad - whole[i].least_angle_rad) < 0.02 * kDegree);
        ++outages;
      }
    }
  }
  CHECK(outages >= 10);
}
