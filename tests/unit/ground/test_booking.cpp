#include "base/error.hpp"
#include "base/random.hpp"
#include "base/units.hpp"
#include "ground/booking.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

using namespace urker;
using namespace urker::ground;

namespace {

Time at_minute(std::int64_t minutes) {
  return kStart + std::chrono::minutes(minutes);
}

Claim claim_of(std::uint32_t satellite, std::int64_t aos_min, std::int64_t los_min,
               const std::string& organisation, bool owner = false, std::int64_t priority = 1) {
  return {.pass = {satellite, 0, at_minute(aos_min), at_minute(los_min)},
          .organisation = organisation,
          .owner = owner,
          .priority = priority};
}

const Decision& decision_on(const std::vector<Decision>& decisions, std::uint32_t satellite) {
  const auto found = std::find_if(decisions.begin(), decisions.end(), [&](const Decision& d) {
    return d.claim.pass.satellite == satellite;
  });
  REQUIRE(found != decisions.end());
  return *found;
}

std::vector<Claim> random_batch(std::uint64_t seed, std::uint32_t first_satellite) {
  std::vector<Claim> batch;
  for (std::uint32_t i = 0; i < 20; ++i) {
    const auto draw = [&](std::uint64_t what) {
      return random_bits({.seed = seed, .entity = i, .purpose = what}, 0);
    };
    const auto aos = static_cast<std::int64_t>(draw(1) % 300);
    const auto length = static_cast<std::int64_t>(1 + draw(2) % 12);
    const bool owner = draw(3) % 3 == 0;
    batch.push_back(claim_of(first_satellite + i, aos, aos + length, owner ? "owner" : "guest",
                             owner, static_cast<std::int64_t>(draw(4) % 3)));
  }
  return batch;
}

bool clash(const protocol::Pass& a, const protocol::Pass& b, Duration setup) {
  return a.aos < b.los + setup && b.aos < a.los + setup;
}

} // namespace

TEST_CASE("a free antenna is granted") {
  AntennaCalendar calendar(1, TurnRound(std::chrono::minutes(2)));
  const auto decisions = calendar.decide({claim_of(3, 10, 20, "kz")});
  REQUIRE(decisions.size() == 1);
  CHECK(decisions[0].outcome == BookingOutcome::granted);
  CHECK(decisions[0].antenna == 0);
  CHECK(calendar.ready(decisions[0].claim.pass).has_value());
  CHECK_FALSE(calendar.ready(claim_of(3, 11, 20, "kz").pass).has_value());
  CHECK_FALSE(calendar.ready(claim_of(4, 10, 20, "kz").pass).has_value());
}

TEST_CASE("set-up time counts between passes, to the nanosecond") {
  AntennaCalendar calendar(1, TurnRound(std::chrono::minutes(2)));
  REQUIRE(calendar.decide({claim_of(0, 10, 20, "kz")})[0].outcome == BookingOutcome::granted);
  Claim early = claim_of(1, 22, 30, "kz");
  early.pass.aos -= Duration(1);
  CHECK(calendar.decide({early})[0].outcome == BookingOutcome::refused_occupied);
  CHECK(calendar.decide({claim_of(1, 22, 30, "kz")})[0].outcome == BookingOutcome::granted);
  CHECK(calendar.decide({claim_of(2, 1, 8, "kz")})[0].outcome == BookingOutcome::granted);
}

TEST_CASE("the owner goes first, then priority, then AOS") {
  AntennaCalendar calendar(1, TurnRound(Duration::zero()));
  const auto decisions = calendar.decide({
      claim_of(0, 10, 20, "guest", false, 9),
      claim_of(1, 15, 25, "owner", true),
      claim_of(2, 30, 40, "low", false, 1),
      claim_of(3, 35, 45, "high", false, 5),
      claim_of(4, 50, 60, "later", false, 1),
      claim_of(5, 49, 51, "sooner", false, 1),
  });
  CHECK(decision_on(decisions, 1).outcome == BookingOutcome::granted);
  CHECK(decision_on(decisions, 0).outcome == BookingOutcome::refused_occupied);
  CHECK(decision_on(decisions, 0).displaced_by == "owner");
  CHECK(decision_on(decisions, 0).displacing_satellite == 1);
  CHECK(decision_on(decisions, 3).outcome == BookingOutcome::granted);
  CHECK(decision_on(decisions, 2).displaced_by == "high");
  CHECK(decision_on(decisions, 5).outcome == BookingOutcome::granted);
  CHECK(decision_on(decisions, 4).displaced_by == "sooner");
}

TEST_CASE("what is granted stays granted in later batches") {
  AntennaCalendar calendar(1, TurnRound(Duration::zero()));
  REQUIRE(calendar.decide({claim_of(0, 10, 20, "guest")})[0].antenna == 0);
  const auto later = calendar.decide({claim_of(1, 15, 25, "owner", true)});
  CHECK(later[0].outcome == BookingOutcome::refused_occupied);
  CHECK(later[0].displaced_by == "guest");
  CHECK(calendar.ready(claim_of(0, 10, 20, "guest").pass).has_value());
}

TEST_CASE("a pass that is asked for again keeps its antenna") {
  AntennaCalendar calendar(2, TurnRound(Duration::zero()));
  REQUIRE(calendar.decide({claim_of(0, 10, 20, "kz")})[0].antenna == 0);
  const auto again = calendar.decide({claim_of(0, 10, 20, "kz"), claim_of(1, 10, 20, "kz")});
  CHECK(decision_on(again, 0).outcome == BookingOutcome::granted);
  CHECK(decision_on(again, 0).antenna == 0);
  CHECK(decision_on(again, 1).antenna == 1);
}

TEST_CASE("the order in which claims come does not matter") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    auto batch = random_batch(seed, 0);
    AntennaCalendar forward(2, TurnRound(std::chrono::minutes(2)));
    AntennaCalendar backward(2, TurnRound(std::chrono::minutes(2)));
    const auto a = forward.decide(batch);
    std::reverse(batch.begin(), batch.end());
    const auto b = backward.decide(batch);
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      CHECK(a[i].claim.pass.satellite == b[i].claim.pass.satellite);
      CHECK(a[i].antenna == b[i].antenna);
    }
  }
}

TEST_CASE("no antenna is booked twice, and the owner loses only to the owner or to the past") {
  const Duration setup = std::chrono::minutes(2);
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    AntennaCalendar calendar(1 + static_cast<std::int64_t>(seed % 3), TurnRound(setup));
    std::vector<Decision> granted;
    for (std::uint32_t batch = 0; batch < 3; ++batch) {
      const auto decisions = calendar.decide(random_batch(seed * 10 + batch, batch * 20));
      for (const auto& d : decisions) {
        if (d.outcome == BookingOutcome::granted) {
          for (const auto& other : granted) {
            CHECK((other.antenna != d.antenna || !clash(other.claim.pass, d.claim.pass, setup)));
          }
          granted.push_back(d);
        } else if (d.claim.owner) {
          const bool from_the_past = d.displacing_satellite < batch * 20;
          CHECK((d.displaced_by == "owner" || from_the_past));
        }
      }
    }
    CHECK(granted.size() >= 10);
  }
}

TEST_CASE("an impossible pass is an internal error") {
  AntennaCalendar calendar(1, TurnRound(Duration::zero()));
  CHECK_THROWS_AS(calendar.decide({claim_of(0, 20, 10, "kz")}), Error);
  CHECK_THROWS_AS(AntennaCalendar(0, TurnRound(Duration::zero())), Error);
}

TEST_CASE("what no pass to come can run into is forgotten, and nothing else") {
  AntennaCalendar calendar(1, TurnRound(std::chrono::minutes(2)));
  static_cast<void>(calendar.decide({claim_of(1, 0, 10, "a"), claim_of(2, 20, 30, "a")}));
  calendar.forget(at_minute(12)); // a pass that begins now could just follow the first
  CHECK(calendar.ready(claim_of(1, 0, 10, "a").pass).has_value());
  calendar.forget(at_minute(12) + Duration(1));
  CHECK_FALSE(calendar.ready(claim_of(1, 0, 10, "a").pass).has_value());
  CHECK(calendar.ready(claim_of(2, 20, 30, "a").pass).has_value());
  const auto decisions = calendar.decide({claim_of(3, 31, 40, "a")});
  CHECK(decision_on(decisions, 3).outcome == BookingOutcome::refused_occupied);
}

namespace {

/// 3 deg/s about both axes; satellite k sets and rises at an azimuth of 60 k deg.
TurnRound slewing(Duration setup) {
  link::MountConfig mount;
  mount.azimuth_rate_rad_s = mount.elevation_rate_rad_s = 3.0 * unit::deg.scale;
  std::map<std::uint32_t, LookFunction> looks;
  for (std::uint32_t k = 0; k < 4; ++k) {
    looks[k] = [k](Time) { return link::Direction{60.0 * unit::deg.scale * k, 0.1}; };
  }
  return {setup, mount, std::move(looks)};
}

} // namespace

TEST_CASE("a pass begins late where the antenna has far to come") {
  AntennaCalendar calendar(1, slewing(Duration::zero()));
  REQUIRE(calendar.decide({claim_of(0, 10, 20, "a")})[0].ready == at_minute(10));
  // From 0 deg to 180 deg at 3 deg/s, in no gap at all.
  Claim near = claim_of(3, 20, 30, "a");
  const auto late = calendar.decide({near})[0];
  REQUIRE(late.outcome == BookingOutcome::granted);
  CHECK(to_seconds(late.ready - at_minute(20)) == Approx(60.0).margin(2e-6));
  CHECK(calendar.ready(near.pass) == late.ready);
  // Its owner knows it by when it is ready.
  protocol::Pass known = near.pass;
  known.aos = late.ready;
  CHECK(calendar.aos_of(known) == near.pass.aos);
  CHECK_FALSE(calendar.aos_of(near.pass).has_value());
  // What comes before a granted pass may not make it late: in 40 s there are 180 deg too many,
  // and just the 120 deg.
  Claim before = claim_of(3, 1, 9, "b");
  before.pass.los += std::chrono::seconds(20);
  CHECK(calendar.decide({before})[0].outcome == BookingOutcome::refused_occupied);
  Claim shorter = claim_of(2, 1, 9, "b");
  shorter.pass.los += std::chrono::seconds(20);
  CHECK(calendar.decide({shorter})[0].outcome == BookingOutcome::granted);
  // A pass that is over before the antenna is there is refused.
  Claim brief = claim_of(0, 30, 31, "c");
  brief.pass.los -= std::chrono::seconds(1);
  CHECK(calendar.decide({brief})[0].outcome == BookingOutcome::refused_occupied);
}

TEST_CASE("of two antennas the one that is there first takes the pass") {
  AntennaCalendar calendar(2, slewing(Duration::zero()));
  const auto first = calendar.decide({claim_of(3, 10, 20, "a"), claim_of(1, 10, 20, "a")});
  CHECK(decision_on(first, 1).antenna == 0);
  CHECK(decision_on(first, 3).antenna == 1);
  const auto next = calendar.decide({claim_of(2, 20, 30, "a")})[0]; // 60 deg from either
  CHECK(next.antenna == 0);
  const auto last = calendar.decide({claim_of(3, 20, 30, "a")})[0];
  CHECK(last.antenna == 1);
  CHECK(last.ready == at_minute(20));
}

TEST_CASE("the slew comes after the set-up time") {
  AntennaCalendar calendar(1, slewing(std::chrono::minutes(2)));
  REQUIRE(calendar.decide({claim_of(0, 10, 20, "a")})[0].antenna == 0);
  CHECK(calendar.decide({claim_of(1, 21, 30, "a")})[0].outcome == BookingOutcome::refused_occupied);
  const auto late = calendar.decide({claim_of(1, 22, 30, "a")})[0];
  CHECK(to_seconds(late.ready - at_minute(22)) == Approx(20.0).margin(2e-6));
}
