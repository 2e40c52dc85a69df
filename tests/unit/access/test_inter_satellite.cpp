#include "access/inter_satellite.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <memory>

#include "fixtures.hpp"

using namespace urker;
using namespace urker::access;
using namespace urker::access::test;
using namespace std::chrono_literals;
using orbit::Earth;
using orbit::EarthOrientationModel;
using orbit::Vector3;

namespace {

const Epoch& epoch_2022() {
  static const Epoch epoch(CalendarTime{2022, 1, 22, 6, 0, 0.0});
  return epoch;
}

/// The twelve satellites of satellites.csv on their tracks of a day.
struct Fleet {
  Earth earth{epoch_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst};
  std::vector<std::unique_ptr<orbit::Sgp4Trajectory>> trajectories;
  std::vector<std::unique_ptr<Track>> tracks;
  Fleet() {
    for (const auto& elements : read_elements("satellites.csv")) {
      trajectories.push_back(std::make_unique<orbit::Sgp4Trajectory>(elements, epoch_2022()));
      tracks.push_back(std::make_unique<Track>(*trajectories.back(), earth, kStart, kStart + 24h));
    }
  }
};

/// Distance of the segment a-b from the origin, by the closest of the points on the line.
double clearance_m(const Vector3& a, const Vector3& b) {
  const Vector3 line = b - a;
  const double part = -a.dot(line) / line.dot(line);
  return part <= 0.0 ? a.norm() : part >= 1.0 ? b.norm() : (a + part * line).norm();
}

} // namespace

TEST_CASE("windows between satellites agree with a brute-force search for twelve pairs") {
  const Fleet fleet;
  const auto pairs = read_csv("access/pairs.csv");
  const auto truth = read_csv("access/isl.csv");
  double worst_s = 0.0;
  std::size_t compared = 0;
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    InterSatelliteLimits limits;
    limits.range_limit_m = std::stod(pairs[p].at("greatest_range_km")) * 1e3;
    const auto& a = *fleet.tracks.at(std::stoul(pairs[p].at("satellite_a")));
    const auto& b = *fleet.tracks.at(std::stoul(pairs[p].at("satellite_b")));
    const auto found = find_inter_satellite_contacts(a, b, limits, kStart, kStart + 24h);
    std::vector<CsvRow> expected;
    std::copy_if(truth.begin(), truth.end(), std::back_inserter(expected),
                 [&](const CsvRow& row) { return row.at("pair") == std::to_string(p); });
    CAPTURE(p);
    REQUIRE(found.size() == expected.size());
    for (std::size_t k = 0; k < found.size(); ++k, ++compared) {
      const Window& w = found[k].window;
      worst_s = std::max(
          {worst_s, std::abs(seconds_since_start(w.begin) - std::stod(expected[k].at("begin_s"))),
           std::abs(seconds_since_start(w.end) - std::stod(expected[k].at("end_s")))});
      CHECK(w.begin_clipped == (expected[k].at("begin_clipped") == "1"));
      CHECK(w.end_clipped == (expected[k].at("end_clipped") == "1"));
    }
  }
  CHECK(compared == truth.size());
  CHECK(worst_s < 1e-5);
}

TEST_CASE("the line of sight and the least range are those of dense samples") {
  const Earth earth(epoch_2022(), kStart, kStart + 12h, EarthOrientationModel::gmst);
  const KeplerTrajectory high({42164e3, 0.001, 0.1, 0.4, 0.0, 1.0});
  // The second one dives below the blocking radius, where the smooth condition does not hold.
  for (const double eccentricity : {0.0, 0.71, 0.735}) {
    const KeplerTrajectory low(
        {eccentricity > 0.0 ? 24400e3 : 7000e3, eccentricity, 0.9, 0.3, 0.2, 3.0});
    const Track a(high, earth, kStart, kStart + 12h), b(low, earth, kStart, kStart + 12h);
    const InterSatelliteLimits limits{6478137.0, 60000e3};
    const auto contacts = find_inter_satellite_contacts(a, b, limits, kStart, kStart + 12h);
    REQUIRE(!contacts.empty());
    std::vector<double> least(contacts.size(), 1e12);
    for (Time t = kStart; t <= kStart + 12h; t += 500ms) {
      const Vector3 ra = high.state(t).r_m, rb = low.state(t).r_m;
      const bool sees = clearance_m(ra, rb) >= limits.blocking_radius_m &&
                        (ra - rb).norm() <= limits.range_limit_m;
      const auto found = std::find_if(contacts.begin(), contacts.end(), [t](const auto& c) {
        return c.window.begin <= t && t <= c.window.end;
      });
      if (sees != (found != contacts.end())) {
        CAPTURE(eccentricity, seconds_since_start(t));
        CHECK(sees == (found != contacts.end()));
      }
      if (found != contacts.end()) {
        auto& value = least[static_cast<std::size_t>(found - contacts.begin())];
        value = std::min(value, (ra - rb).norm());
      }
    }
    for (std::size_t i = 0; i < contacts.size(); ++i) {
      CHECK(contacts[i].least_range_m <= least[i] + 1e-3);
      CHECK(contacts[i].least_range_m > least[i] - 10e3);
      const Time t = contacts[i].closest;
      CHECK((high.state(t).r_m - low.state(t).r_m).norm() ==
            Approx(contacts[i].least_range_m).margin(1.0));
    }
  }
}

TEST_CASE("the screen leaves out no pair within range") {
  const Fleet fleet;
  std::vector<const Track*> tracks;
  for (const auto& track : fleet.tracks) {
    tracks.push_back(track.get());
  }
  for (const double limit_m : {300e3, 2000e3, 5000e3}) {
    const auto spans = screen_pairs(tracks, limit_m);
    InterSatelliteLimits limits;
    limits.range_limit_m = limit_m;
    double screened_s = 0.0, all_s = 0.0;
    for (std::uint32_t i = 0; i < tracks.size(); ++i) {
      for (std::uint32_t k = i + 1; k < tracks.size(); ++k) {
        all_s += 86400.0;
        for (const auto& contact :
             find_inter_satellite_contacts(*tracks[i], *tracks[k], limits, kStart, kStart + 24h)) {
          CAPTURE(i, k, limit_m);
          CHECK(std::any_of(spans.begin(), spans.end(), [&](const PairSpan& s) {
            return s.first == i && s.second == k && s.begin <= contact.window.begin &&
                   contact.window.end <= s.end;
          }));
        }
      }
    }
    for (const PairSpan& s : spans) {
      screened_s += to_seconds(s.end - s.begin);
    }
    CHECK(screened_s < 0.5 * all_s);
  }
  tracks[3] = nullptr;
  CHECK(screen_pairs(tracks, std::numeric_limits<double>::infinity()).size() == 11 * 10 / 2);
}
