#include "des/event_queue.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace urker;
using namespace urker::des;

TEST_CASE("the order of events is time, receiver, kind, sender, number", "[des][queue]") {
  const Time t{Duration{5}};
  const std::vector<EventKey> sorted{{Time{Duration{4}}, 9, 9, 9, 9},
                                     {t, 1, 9, 9, 9},
                                     {t, 2, 0, 9, 9},
                                     {t, 2, 1, 0, 9},
                                     {t, 2, 1, 1, 0},
                                     {t, 2, 1, 1, 1}};
  CHECK(std::is_sorted(sorted.begin(), sorted.end()));
}

TEST_CASE("the queue gives events in key order with their payloads", "[des][queue]") {
  std::mt19937_64 random(11);
  EventQueue queue;
  CHECK(queue.next_time() == kNever);
  std::vector<EventKey> expected;
  for (std::uint64_t number = 0; number < 2000; ++number) {
    const EventKey key{Time{Duration{static_cast<std::int64_t>(random() % 50)}},
                       static_cast<ProcessId>(random() % 3),
                       static_cast<std::uint32_t>(random() % 3),
                       static_cast<ProcessId>(random() % 3), number};
    queue.push({key, pack(number)});
    expected.push_back(key);
  }
  std::sort(expected.begin(), expected.end());
  for (const EventKey& key : expected) {
    REQUIRE(queue.next_time() == key.time);
    const Event event = queue.pop();
    REQUIRE(event.key == key);
    REQUIRE(unpack<std::uint64_t>(event.payload) == key.number);
  }
  CHECK(queue.empty());
}
