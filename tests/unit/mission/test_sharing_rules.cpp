#include "base/random.hpp"
#include "mission/sharing_rules.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <memory>
#include <vector>

using namespace urker;
using namespace urker::mission;

namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Epoch& epoch() {
  static const Epoch start(CalendarTime{2026, 8, 22, 6, 0, 0.0});
  return start;
}

AgreementConfig exchange() {
  AgreementConfig config;
  config.parties = {"az", "kz"};
  config.from = {2022, 5, 15, 0, 0, 0.0};
  config.grants = {{.giver = "kz",
                    .receiver = "az",
                    .areas = {"caspian"},
                    .finest_gsd_m = 2.5,
                    .delay_s = 7200.0,
                    .quota_per_day_bits = 10e9}};
  config.shared_stations = {"absheron"};
  config.station_priority = 3;
  return config;
}

protocol::Product product(std::int64_t bits = 1'000'000'000, Time imaged = kStart) {
  protocol::Product result;
  result.owner = "kz";
  result.requester = "kz";
  result.area = "caspian";
  result.gsd_m = 4.0;
  result.bits = bits;
  result.imaged = imaged;
  return result;
}

ReleasePolicy policy_of(const std::map<std::string, AgreementConfig>& agreements) {
  return {std::make_shared<SharingRules>(agreements, epoch()), epoch()};
}

} // namespace

TEST_CASE("a product is released after the delay since imaging, or when it is ready") {
  auto policy = policy_of({{"exchange", exchange()}});
  const auto early = policy.decide(product(), kStart + hours(1));
  REQUIRE(early.size() == 1);
  CHECK(early[0].receiver == "az");
  CHECK(early[0].agreement == "exchange");
  CHECK(early[0].released == kStart + hours(2));
  const auto late = policy.decide(product(), kStart + hours(5));
  REQUIRE(late.size() == 1);
  CHECK(late[0].released == kStart + hours(5));
}

TEST_CASE("area, sample distance, giver and requester decide whether a grant holds") {
  auto policy = policy_of({{"exchange", exchange()}});
  auto other = product();
  other.area = "tian_shan";
  CHECK(policy.decide(other, kStart).empty());
  other = product();
  other.gsd_m = 2.49;
  CHECK(policy.decide(other, kStart).empty());
  other.gsd_m = 2.5;
  CHECK(policy.decide(other, kStart).size() == 1);
  other = product();
  other.owner = "tr";
  CHECK(policy.decide(other, kStart).empty());
  other = product();
  other.requester = "az"; // gets it as ordered
  CHECK(policy.decide(other, kStart).empty());

  auto any_area = exchange();
  any_area.grants[0].areas.clear();
  auto open_policy = policy_of({{"exchange", any_area}});
  other = product();
  other.area = "tian_shan";
  CHECK(open_policy.decide(other, kStart).size() == 1);
}

TEST_CASE("an agreement gives only what is released while it is in force") {
  auto ending = exchange();
  ending.until = CalendarTime{2026, 8, 22, 8, 0, 0.0}; // two hours after the start
  auto policy = policy_of({{"exchange", ending}});
  CHECK(policy.decide(product(), kStart).empty());
  auto later = ending;
  later.until = CalendarTime{2026, 8, 22, 8, 0, 1.0};
  auto longer = policy_of({{"exchange", later}});
  CHECK(longer.decide(product(), kStart).size() == 1);

  auto coming = exchange();
  coming.from = {2026, 8, 22, 12, 0, 0.0};
  auto future = policy_of({{"exchange", coming}});
  const auto releases = future.decide(product(), kStart);
  REQUIRE(releases.size() == 1);
  CHECK(releases[0].released == kStart + hours(6));
}

TEST_CASE("what exceeds the day's quota waits for the next UTC day with room") {
  auto policy = policy_of({{"exchange", exchange()}});
  const Time ready = kStart + hours(3);
  REQUIRE(policy.decide(product(6'000'000'000), ready)[0].released == ready);
  // 18 h after the start a new UTC day begins.
  CHECK(policy.decide(product(6'000'000'000), ready)[0].released == kStart + hours(18));
  CHECK(policy.decide(product(6'000'000'000), ready)[0].released == kStart + hours(42));
  // A smaller one still fits today, exactly.
  CHECK(policy.decide(product(4'000'000'000), ready)[0].released == ready);
  CHECK(policy.decide(product(1), ready)[0].released == kStart + hours(18));
  // Larger than any day's quota.
  CHECK(policy.decide(product(10'000'000'001), ready).empty());
}

TEST_CASE("no UTC day carries more than its quota") {
  auto policy = policy_of({{"exchange", exchange()}});
  std::map<std::int64_t, std::int64_t> by_day;
  Time ready = kStart;
  for (std::uint64_t i = 0; i < 300; ++i) {
    const auto draw = random_bits({.seed = 1, .entity = 2, .purpose = 3}, i);
    const auto bits = static_cast<std::int64_t>(1 + draw % 3'000'000'000);
    for (const auto& release : policy.decide(product(bits, ready - hours(2)), ready)) {
      CHECK(release.released >= ready);
      by_day[(release.released - (kStart - hours(6))) / hours(24)] += bits;
    }
    ready += minutes(static_cast<std::int64_t>(draw % 47));
  }
  CHECK(by_day.size() > 10);
  for (const auto& [day, bits] : by_day) {
    CHECK(bits <= 10'000'000'000);
  }
}

TEST_CASE("of several grants to one receiver the first release counts") {
  auto slow = exchange();
  auto fast = exchange();
  fast.grants[0].delay_s = 60.0;
  auto policy = policy_of({{"a_slow", slow}, {"b_fast", fast}});
  const auto releases = policy.decide(product(), kStart);
  REQUIRE(releases.size() == 1);
  CHECK(releases[0].agreement == "b_fast");
  auto equal = policy_of({{"a", slow}, {"b", slow}});
  CHECK(equal.decide(product(), kStart)[0].agreement == "a");
}

TEST_CASE("stations are open to their owner, and to parties of an agreement in force") {
  auto ending = exchange();
  ending.until = CalendarTime{2026, 8, 23, 0, 0, 0.0};
  const SharingRules rules({{"exchange", ending}}, epoch());
  CHECK(rules.may_use("absheron", "az", "az", kStart));
  CHECK(rules.may_use("absheron", "az", "kz", kStart));
  CHECK(rules.guest_priority("absheron", "az", "kz", kStart) == 3);
  CHECK_FALSE(rules.may_use("absheron", "az", "tr", kStart));
  CHECK_FALSE(rules.may_use("absheron", "tr", "kz", kStart)); // not the owner's to share
  CHECK_FALSE(rules.may_use("ankara", "az", "kz", kStart));
  CHECK(rules.may_use("absheron", "az", "kz", kStart + hours(18) - Duration(1)));
  CHECK_FALSE(rules.may_use("absheron", "az", "kz", kStart + hours(18)));
  CHECK_FALSE(rules.may_use("absheron", "az", "kz", epoch().at({2022, 5, 14, 23, 59, 59.0})));
}

TEST_CASE("the greatest standing of several agreements counts") {
  auto low = exchange();
  auto high = exchange();
  low.station_priority = 1;
  high.station_priority = 8;
  const SharingRules rules({{"a", high}, {"b", low}}, epoch());
  CHECK(rules.guest_priority("absheron", "az", "kz", kStart) == 8);
}

TEST_CASE("the book of the quotas is saved") {
  auto policy = policy_of({{"exchange", exchange()}});
  for (int i = 0; i < 7; ++i) {
    static_cast<void>(policy.decide(product(), kStart)); // of a quota of 10 Gbit a day
  }
  auto restored = policy_of({{"exchange", exchange()}});
  Writer writer;
  policy.save(writer);
  const Bytes saved = writer.take();
  Reader reader(saved);
  restored.restore(reader);
  CHECK(reader.at_end());
  for (int i = 0; i < 7; ++i) {
    const auto expected = policy.decide(product(), kStart);
    const auto found = restored.decide(product(), kStart);
    REQUIRE(expected.size() == 1);
    REQUIRE(found.size() == 1);
    CHECK(found[0].released == expected[0].released);
  }
}
