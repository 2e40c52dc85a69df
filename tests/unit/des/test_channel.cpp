#include "des/channel.hpp"

#include <catch2/catch.hpp>

using namespace urker;
using namespace urker::des;

namespace {

Time at(std::int64_t nanoseconds) {
  return Time{Duration{nanoseconds}};
}

const Channel kTwoPasses{0, 1, {{at(10), at(20), Duration{5}}, {at(30), at(40), Duration{3}}}};

} // namespace

TEST_CASE("a message waits for the channel to open", "[des][channel]") {
  CHECK(kTwoPasses.earliest_arrival(kStart) == at(15));
  CHECK(kTwoPasses.earliest_arrival(at(12)) == at(17));
  CHECK(kTwoPasses.earliest_arrival(at(20)) == at(25)); // the closing instant still counts
  CHECK(kTwoPasses.earliest_arrival(at(21)) == at(33));
  CHECK(kTwoPasses.earliest_arrival(at(40)) == at(43));
  CHECK(kTwoPasses.earliest_arrival(at(41)) == kNever);
}

TEST_CASE("a later window with a shorter delay can be the faster one", "[des][channel]") {
  const Channel channel{0, 1, {{at(0), at(10), Duration{100}}, {at(20), at(30), Duration{1}}}};
  CHECK(channel.earliest_arrival(at(0)) == at(21));
  CHECK(channel.earliest_arrival(at(25)) == at(26));
}

TEST_CASE("departures are allowed in closed intervals only", "[des][channel]") {
  CHECK(kTwoPasses.open_at(at(9)) == nullptr);
  REQUIRE(kTwoPasses.open_at(at(10)) != nullptr);
  CHECK(kTwoPasses.open_at(at(10))->least_delay == Duration{5});
  CHECK(kTwoPasses.open_at(at(20)) != nullptr);
  CHECK(kTwoPasses.open_at(at(21)) == nullptr);
  CHECK(kTwoPasses.open_at(at(40))->least_delay == Duration{3});
  CHECK(kTwoPasses.open_at(kNever) == nullptr);
}

TEST_CASE("a constant channel never closes and does not overflow", "[des][channel]") {
  const Channel fibre = constant_channel(2, 3, Duration{7});
  CHECK(fibre.from == 2);
  CHECK(fibre.to == 3);
  CHECK(fibre.earliest_arrival(at(100)) == at(107));
  CHECK(fibre.earliest_arrival(kNever - Duration{7}) == kNever);
  CHECK(fibre.earliest_arrival(kNever - Duration{3}) == kNever);
  CHECK(fibre.earliest_arrival(kNever) == kNever);
  CHECK(Channel{}.earliest_arrival(kStart) == kNever);
}
