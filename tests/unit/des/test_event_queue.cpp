#include "des/event_queue.hpp"
#include "des/payload_pool.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <set>

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
  for (std::size_t i = 0; i + 1 < sorted.size(); ++i) {
    EventRecord a = EventRecord::of(sorted[i]), b = EventRecord::of(sorted[i + 1]);
    CHECK(a.key() == sorted[i]);
    a.what |= EventRecord::kPooled; // how the payload is stored does not matter
    CHECK(a < b);
    CHECK_FALSE(b < a);
  }
}

namespace {

/// Every event before `until` is visited once, and no other.
void check_visit(const EventQueue& queue, const std::set<EventKey>& expected, Time until) {
  std::vector<EventKey> visited;
  const std::size_t seen =
      queue.visit_before(until, [&](const EventRecord& event) { visited.push_back(event.key()); });
  std::sort(visited.begin(), visited.end());
  const auto last = expected.lower_bound(EventKey{until, 0, 0, 0, 0});
  REQUIRE(std::equal(visited.begin(), visited.end(), expected.begin(), last));
  REQUIRE(seen >= visited.size());
}

} // namespace

TEST_CASE("a queue gives what a sorted set gives", "[des][queue]") {
  std::mt19937_64 random(11);
  // Ties; a crowd in one place; a few far away; delays of very different sizes.
  const std::int64_t spreads[] = {1, 50, 1'000'000'000, 10'000'000'000'000'000};
  for (const QueueKind kind : {QueueKind::bucket, QueueKind::heap}) {
    for (const std::int64_t spread : spreads) {
      EventQueue queue(kind);
      std::set<EventKey> expected;
      CHECK(queue.next_time() == kNever);
      std::int64_t now = 0;
      std::uint32_t number = 0;
      const auto push = [&](std::int64_t delay) {
        const EventKey key{Time{Duration{now + delay}}, static_cast<ProcessId>(random() % 3),
                           static_cast<std::uint32_t>(random() % 3),
                           static_cast<ProcessId>(random() % 3), number++};
        queue.push(EventRecord::of(key));
        expected.insert(key);
      };
      for (int i = 0; i < 3000; ++i) {
        push(static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(spread)));
      }
      while (!expected.empty()) {
        const EventRecord* next = queue.front();
        REQUIRE(next != nullptr);
        REQUIRE(next->key() == *expected.begin());
        REQUIRE(queue.size() == expected.size());
        if (expected.size() % 97 == 0) {
          check_visit(queue, expected, Time{Duration{next->time_ns + spread / 4 - 1}});
        }
        now = next->time_ns;
        queue.pop();
        expected.erase(expected.begin());
        if (number < 20000) { // hold, with delays down to none
          const auto bits = static_cast<int>(random() % 40);
          push(static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(spread) >> bits));
        }
      }
      CHECK(queue.front() == nullptr);
    }
  }
}

TEST_CASE("a queue takes messages for times before what it has dealt", "[des][queue]") {
  EventQueue queue(QueueKind::bucket);
  const auto at = [](std::int64_t time_ns, std::uint32_t number) {
    return EventRecord::of({Time{Duration{time_ns}}, 0, 0, 0, number});
  };
  queue.push(at(1'000'000'000, 0));
  CHECK(queue.front()->time_ns == 1'000'000'000);
  queue.push(at(5, 1));
  queue.push(at(999'999'999, 2));
  for (const std::int64_t expected : {5, 999'999'999, 1'000'000'000}) {
    REQUIRE(queue.front()->time_ns == expected);
    queue.pop();
  }
}

TEST_CASE("a queue gives what is due at the last instant", "[des][queue]") {
  for (const QueueKind kind : {QueueKind::bucket, QueueKind::heap}) {
    EventQueue queue(kind);
    for (std::uint32_t number = 0; number < 100; ++number) {
      queue.push(EventRecord::of({kNever, 1, 2, 3, number}));
    }
    for (std::uint32_t number = 0; number < 100; ++number) {
      REQUIRE(queue.front() != nullptr);
      CHECK(queue.front()->key().number == number);
      queue.pop();
    }
    CHECK(queue.front() == nullptr);
  }
}

TEST_CASE("payloads of all sizes come back, and slots are used again", "[des][queue]") {
  PayloadPool pool;
  std::mt19937_64 random(3);
  std::vector<std::pair<EventRecord, Bytes>> held;
  for (int i = 0; i < 5000; ++i) {
    const std::size_t size = random() % 5 == 0 ? random() % 200'000 : random() % 40;
    Bytes bytes(size);
    for (auto& byte : bytes) {
      byte = static_cast<std::byte>(random());
    }
    EventRecord record = EventRecord::of({kStart, 1, 2, 3, 4});
    pool.store(record, bytes);
    CHECK(record.key() == EventKey{kStart, 1, 2, 3, 4});
    held.emplace_back(record, std::move(bytes));
    if (held.size() > 40) {
      const std::size_t victim = random() % held.size();
      const auto& [kept, expected] = held[victim];
      const Payload payload = pool.of(kept);
      REQUIRE(std::equal(payload.begin(), payload.end(), expected.begin(), expected.end()));
      pool.release(kept);
      held.erase(held.begin() + static_cast<std::ptrdiff_t>(victim));
    }
  }
}
