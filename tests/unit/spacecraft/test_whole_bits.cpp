#include "spacecraft/whole_bits.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace urker;
using urker::spacecraft::BegunBit;

TEST_CASE("Transfers without a pause add up to the bit") {
  for (const std::int64_t rate_bit_s : {3L, 999'999'937L, 176'584'112L, 7'000'000'003L}) {
    BegunBit begun;
    Time now = kStart;
    const Time end = kStart + std::chrono::nanoseconds(40'123'456'789);
    std::int64_t sum = 0;
    for (std::int64_t k = 1;; ++k) {
      begun = begun.at(now);
      const std::int64_t room = begun.room(rate_bit_s, end - now);
      if (room == 0) {
        break;
      }
      const std::int64_t bits = std::min(room, 1 + k * rate_bit_s / 200);
      now = begun.send(bits, rate_bit_s);
      sum += bits;
      REQUIRE(now <= end);
    }
    CHECK(sum == static_cast<std::int64_t>(static_cast<long double>(rate_bit_s) * 40.123456789L));
  }
}

TEST_CASE("A bit begun at one rate ends at the next; a pause begins it afresh") {
  const auto ns = [](int n) { return std::chrono::nanoseconds(n); };
  BegunBit begun;
  begun.fill(1'000'000, ns(400)); // 0.4 of a bit
  CHECK(begun.room(2'000'000, ns(299)) == 0);
  CHECK(begun.room(2'000'000, ns(300)) == 1);
  CHECK(begun.at(kStart + ns(400)).room(2'000'000, ns(300)) == 1);
  CHECK(begun.at(kStart + ns(401)).room(2'000'000, ns(300)) == 0);
  CHECK(begun.send(1, 2'000'000) == kStart + ns(700));
}

TEST_CASE("Years at the highest rates do not overflow") {
  CHECK(BegunBit().room(1'000'000'000'000, std::chrono::hours(24 * 60)) ==
        5'184'000 * std::int64_t{1'000'000'000'000});
}
