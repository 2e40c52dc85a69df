#include "run/rolling_plan.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "demo.hpp"
#include "support/row_log.hpp"

using namespace urker;
using namespace urker::run;
using namespace std::chrono_literals;

namespace {

constexpr Duration kLead = 5h;

access::ContactPlan whole_plan(const World& world) {
  access::ContactPlan plan;
  WorldSearch search(world, Share(world.satellites.size(), MPI_COMM_SELF));
  search.advance(world.end, [&plan](const access::PlanPart& part) {
    plan.contacts.insert(plan.contacts.end(), part.contacts.begin(), part.contacts.end());
    plan.eclipses.insert(plan.eclipses.end(), part.eclipses.begin(), part.eclipses.end());
  });
  return plan;
}

/// A day and a half, with a satellite that begins its service in the second horizon.
scenario::Scenario long_demo() {
  return demo({"duration=33 h", "satellites.imece.in_service={from: 2026-08-22T07:00:00Z}"});
}

using Keys = std::vector<decltype(access::StationContact{}.key())>;

template <class Windows>
std::vector<decltype(Windows{}.front().key())> keys_of(const Windows& windows) {
  std::vector<decltype(Windows{}.front().key())> keys;
  for (const auto& window : windows) {
    keys.push_back(window.key());
  }
  return keys;
}

} // namespace

TEST_CASE("Each window is told once, whole, as long before it as the lead, and has a row") {
  const auto scenario = long_demo();
  const World world(scenario);
  const Cast cast(world);
  const auto whole = whole_plan(world);
  const std::vector<int> ranks(cast.names().size(), 0);
  RollingPlan plan(world, cast, kLead, MPI_COMM_SELF);
  test::RowLog rows;
  std::map<des::ProcessId, access::ContactPlan> told;
  Time known_until = kStart;
  for (Time mark = plan.mark(); mark < world.end; mark = plan.mark()) {
    CHECK((mark - kStart) % RollingPlan::kHorizon == Duration(0));
    plan.advance(rows);
    const Time until = plan.mark() == world.end ? world.end : plan.mark() + kLead;
    const auto share = plan.deal(ranks);
    for (const auto& [id, outlook] : share.outlooks) {
      for (const auto& contact : outlook.contacts) {
        CHECK(contact.window.begin >= known_until);
        CHECK(contact.window.begin < until);
        told[id].contacts.push_back(contact);
      }
      for (const auto& eclipse : outlook.eclipses) {
        CHECK(eclipse.penumbra.begin >= known_until);
        CHECK(eclipse.penumbra.begin < until);
        told[id].eclipses.push_back(eclipse);
      }
    }
    // Channels have every window that is open at the mark or later, as far as it is known.
    for (const auto& channel : share.channels) {
      if (cast.stage(channel.from) == Stage::satellites) {
        std::size_t expected = 0;
        for (const auto& c : whole.contacts) {
          expected += cast.satellite(c.satellite) == channel.from &&
                              cast.station(c.station).process == channel.to &&
                              c.window.end >= mark && c.window.begin < until
                          ? 1
                          : 0;
        }
        CHECK(channel.windows.size() == expected);
      }
    }
    known_until = until;
  }
  CHECK(rows.of("contacts").size() == whole.contacts.size());
  CHECK(rows.of("eclipses").size() == whole.eclipses.size());
  std::size_t expected = 0;
  for (std::uint32_t i = 0; i < world.satellites.size(); ++i) {
    std::vector<access::Eclipse> own;
    std::copy_if(whole.eclipses.begin(), whole.eclipses.end(), std::back_inserter(own),
                 [i](const auto& e) { return e.satellite == i; });
    CHECK(keys_of(told[cast.satellite(i)].eclipses) == keys_of(own));
    expected += own.size();
  }
  CHECK(expected == whole.eclipses.size());
  for (std::uint32_t k = 0; k < world.stations.size(); ++k) {
    Keys own;
    for (const auto& contact : whole.contacts) {
      if (contact.station == k && cast.link_of(contact) != nullptr) {
        own.push_back(contact.key());
      }
    }
    auto keys = keys_of(told[cast.station(k).process].contacts);
    std::sort(keys.begin(), keys.end());
    CHECK(keys == own);
  }
}

TEST_CASE("A plan that is taken up goes on as if it had not stopped") {
  const auto scenario = long_demo();
  const World world(scenario);
  const Cast cast(world);
  const std::vector<int> ranks(cast.names().size(), 0);
  RollingPlan whole(world, cast, kLead, MPI_COMM_SELF);
  RollingPlan late(world, cast, kLead, MPI_COMM_SELF);
  test::RowLog rows, late_rows;
  for (int i = 0; i < 3; ++i) {
    whole.advance(rows);
  }
  late.catch_up(kStart + 2 * RollingPlan::kHorizon + 17min);
  CHECK(late_rows.all().empty());
  REQUIRE(late.mark() == whole.mark());
  const auto before = whole.deal(ranks), taken_up = late.deal(ranks);
  CHECK(std::all_of(taken_up.outlooks.begin(), taken_up.outlooks.end(), [](const auto& o) {
    return o.second.contacts.empty() && o.second.eclipses.empty();
  }));
  REQUIRE(before.channels.size() == taken_up.channels.size());
  for (std::size_t i = 0; i < before.channels.size(); ++i) {
    const auto &a = before.channels[i].windows, &b = taken_up.channels[i].windows;
    CHECK(std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
      return x.open == y.open && x.close == y.close && x.least_delay == y.least_delay;
    }));
  }
  const auto count = rows.all().size();
  whole.advance(rows);
  late.advance(late_rows);
  CHECK(rows.all().size() - count == late_rows.all().size());
  const auto next = whole.deal(ranks), next_late = late.deal(ranks);
  REQUIRE(next.outlooks.size() == next_late.outlooks.size());
  for (const auto& [id, outlook] : next.outlooks) {
    CHECK(pack(outlook) == pack(next_late.outlooks.at(id)));
  }
}

TEST_CASE("An orbit that ends within the run is told before it begins") {
  const auto scenario = demo({"satellites.imece.orbit.sgp4.drag_term=0.9", "duration=20 d"});
  const World world(scenario);
  const Cast cast(world);
  REQUIRE_THROWS_WITH(RollingPlan(world, cast, kLead, MPI_COMM_SELF),
                      Catch::Contains("satellites.imece: "));
}
