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

/// The twelve satellites of satellites.csv in a day.
struct Fleet {
  Earth earth{epoch_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst};
  std::vector<std::unique_ptr<orbit::Sgp4Trajectory>> trajectories;
  Fleet() {
    for (const auto& elements : read_elements("satellites.csv")) {
      trajectories.push_back(std::make_unique<orbit::Sgp4Trajectory>(elements, epoch_2022()));
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
    const double limit_m = std::stod(pairs[p].at("greatest_range_km")) * 1e3;
    const auto& a = *fleet.trajectories.at(std::stoul(pairs[p].at("satellite_a")));
    const auto& b = *fleet.trajectories.at(std::stoul(pairs[p].at("satellite_b")));
    const auto found =
        find_inter_satellite_contacts(a, b, fleet.earth, limit_m, kStart, kStart + 24h);
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
    constexpr double kLimit_m = 60000e3;
    const auto contacts =
        find_inter_satellite_contacts(high, low, earth, kLimit_m, kStart, kStart + 12h);
    REQUIRE(!contacts.empty());
    std::vector<double> least(contacts.size(), 1e12);
    for (Time t = kStart; t <= kStart + 12h; t += 500ms) {
      const Vector3 ra = high.state(t).r_m, rb = low.state(t).r_m;
      const bool sees =
          clearance_m(ra, rb) >= PairInput{}.blocking_radius_m && (ra - rb).norm() <= kLimit_m;
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

/// Everything of a search in horizons.
std::vector<InterSatelliteContact> all_of(PairInput input, Duration horizon) {
  std::vector<InterSatelliteContact> found;
  PairSearch search(std::move(input), kStart, kStart + 24h);
  for (Time until = kStart + horizon; until < kStart + 24h + horizon; until += horizon) {
    search.advance(until, [&found](std::size_t, const auto& c) { found.push_back(c); });
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.key() < b.key(); });
  return found;
}

PairInput all_pairs(const Fleet& fleet, const AllPairs& pairs) {
  PairInput input;
  for (const auto& trajectory : fleet.trajectories) {
    input.satellites.push_back(trajectory.get());
  }
  input.earth = &fleet.earth;
  input.pairs.emplace<AllPairs>(pairs);
  return input;
}

bool same(const InterSatelliteContact& a, const InterSatelliteContact& b) {
  return a.key() == b.key() && a.window == b.window && a.least_range_m == b.least_range_m &&
         a.closest == b.closest;
}

TEST_CASE("all pairs are those that are found one by one, to the bit") {
  const Fleet fleet;
  for (const double limit_m : {300e3, 2000e3, 5000e3, std::numeric_limits<double>::infinity()}) {
    CAPTURE(limit_m);
    const auto whole = all_of(all_pairs(fleet, {0, 12, limit_m}), 24h);
    const auto parts = all_of(all_pairs(fleet, {0, 12, limit_m}), 100min);
    std::vector<InterSatelliteContact> single;
    for (std::uint32_t i = 0; i < 12; ++i) {
      for (std::uint32_t k = i + 1; k < 12; ++k) {
        for (auto& contact :
             find_inter_satellite_contacts(*fleet.trajectories[i], *fleet.trajectories[k],
                                           fleet.earth, limit_m, kStart, kStart + 24h)) {
          contact.first = i;
          contact.second = k;
          single.push_back(contact);
        }
      }
    }
    CHECK(!single.empty());
    CHECK(std::equal(whole.begin(), whole.end(), single.begin(), single.end(), same));
    CHECK(std::equal(parts.begin(), parts.end(), single.begin(), single.end(), same));
  }
}

TEST_CASE("shares of all pairs add up, and who is not there sees nobody") {
  const Fleet fleet;
  const auto found = [&fleet](std::uint32_t begin, std::uint32_t end, Duration horizon) {
    auto input = all_pairs(fleet, {begin, end, 5000e3});
    input.satellites[3] = nullptr;
    return all_of(std::move(input), horizon);
  };
  const auto whole = found(0, 12, 24h);
  std::vector<InterSatelliteContact> shares;
  for (const auto& [begin, end] : {std::pair(0U, 2U), std::pair(2U, 7U), std::pair(7U, 12U)}) {
    const auto part = found(begin, end, 3h);
    shares.insert(shares.end(), part.begin(), part.end());
  }
  CHECK(std::equal(whole.begin(), whole.end(), shares.begin(), shares.end(), same));
  CHECK(std::none_of(whole.begin(), whole.end(),
                     [](const auto& c) { return c.first == 3 || c.second == 3; }));
}

TEST_CASE("a satellite that is lost is seen until then") {
  const Earth earth(epoch_2022(), kStart, kStart + 24h, EarthOrientationModel::gmst);
  const KeplerTrajectory whole({42164e3, 0.0, 0.0, 0.0, 0.0, 0.0});
  const EndingTrajectory lost(whole, kStart + 200min + 30s, "lost");
  const KeplerTrajectory other({42164e3, 0.0, 0.0, 0.0, 0.0, 0.5});
  const auto contacts = find_inter_satellite_contacts(
      lost, other, earth, std::numeric_limits<double>::infinity(), kStart, kStart + 24h);
  REQUIRE(contacts.size() == 1);
  CHECK(contacts[0].window == Window{kStart, kStart + 200min, true, true});
}
