#include "base/random.hpp"
#include "mission/storage_outlook.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace urker;
using namespace urker::mission;

namespace {

Time at(std::int64_t seconds) {
  return kStart + std::chrono::seconds(seconds);
}

} // namespace

TEST_CASE("an empty memory without passes has its capacity as headroom") {
  const StorageOutlook storage(100.0, 30.0);
  CHECK(storage.headroom(at(5)) == 70.0);
  CHECK(storage.stored_at(at(5)) == 30.0);
}

TEST_CASE("strips fill, passes empty, never below zero") {
  StorageOutlook storage(100.0, 10.0);
  storage.add_strip(at(10), 50.0);
  storage.add_pass(at(20), 45.0);
  storage.add_pass(at(30), 45.0);
  CHECK(storage.stored_at(at(9)) == 10.0);
  CHECK(storage.stored_at(at(10)) == 60.0);
  CHECK(storage.stored_at(at(20)) == 15.0);
  CHECK(storage.stored_at(at(30)) == 0.0);
}

TEST_CASE("what is added must be carried by the passes that follow") {
  StorageOutlook storage(100.0, 10.0);
  storage.add_pass(at(20), 45.0);
  CHECK(storage.headroom(at(5)) == 35.0);
  storage.add_strip(at(10), 30.0);
  CHECK(storage.headroom(at(5)) == 5.0);
  CHECK(storage.headroom(at(15)) == 5.0);
  // After the last pass only the memory limits.
  CHECK(storage.headroom(at(25)) == 100.0);
}

TEST_CASE("a later strip's share of the memory stays free") {
  StorageOutlook storage(100.0, 0.0);
  storage.add_strip(at(10), 80.0);
  CHECK(storage.headroom(at(5)) == 20.0);
  storage.add_pass(at(8), 15.0);   // empties what comes before it
  storage.add_pass(at(20), 200.0); // and this one everything
  CHECK(storage.headroom(at(5)) == 35.0);
}

TEST_CASE("an overbooked memory has no headroom, not a negative one") {
  StorageOutlook storage(100.0, 150.0);
  CHECK(storage.headroom(at(0)) == 0.0);
}

TEST_CASE("filling the headroom keeps every level within the capacity and empties the memory") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const auto draw = [seed](std::uint64_t i) {
      return random_uniform({.seed = seed, .entity = 1, .purpose = 2}, i);
    };
    StorageOutlook storage(100.0, 20.0 * draw(0));
    std::int64_t last_pass = 0;
    for (std::uint64_t i = 1; i < 8; ++i) {
      const auto time = static_cast<std::int64_t>(1 + draw(10 * i) * 1000.0);
      storage.add_pass(at(time), 60.0 * draw(10 * i + 1));
      last_pass = std::max(last_pass, time);
    }
    for (std::uint64_t i = 20; i < 40; ++i) {
      const Time begin = at(static_cast<std::int64_t>(draw(10 * i) * 1000.0));
      const double headroom = storage.headroom(begin);
      if (headroom > 0.0) {
        storage.add_strip(begin, headroom * (draw(10 * i + 1) < 0.3 ? 1.0 : draw(10 * i + 2)));
      }
    }
    for (std::int64_t t = 0; t <= 1000; ++t) {
      CHECK(storage.stored_at(at(t)) <= 100.0 + 1e-9);
    }
    if (storage.headroom(at(last_pass) - Duration(1)) > 0.0) {
      CHECK(storage.stored_at(at(last_pass)) == Approx(0.0).margin(1e-9));
    }
  }
}
