#include "base/error.hpp"
#include "base/random.hpp"
#include "spacecraft/storage.hpp"

#include "fakes.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::at;

namespace {

protocol::Product product(std::int64_t number, std::int64_t bits, std::int64_t priority = 0,
                          double imaged_s = 0.0) {
  protocol::Product p;
  p.number = number;
  p.raw_bits = p.bits = bits;
  p.priority = priority;
  p.imaged = at(imaged_s);
  return p;
}

} // namespace

TEST_CASE("The storage admits what fits, to the last bit") {
  Storage storage(100);
  CHECK(storage.admit(product(1, 60)));
  CHECK_FALSE(storage.admit(product(2, 41)));
  CHECK(storage.admit(product(3, 40)));
  CHECK(storage.free_bits() == 0);
  CHECK(storage.greatest_held_bits() == 100);
  storage.shrink(1, 10);
  CHECK(storage.free_bits() == 50);
  CHECK(storage.remove(3).number == 3);
  CHECK(storage.held_bits() == 10);
  CHECK(storage.greatest_held_bits() == 100);
  CHECK_THROWS_AS(storage.admit(product(1, 5)), Error);
  CHECK_THROWS_AS(storage.remove(3), Error);
}

TEST_CASE("Products leave by priority, then age, then number") {
  Storage storage(1000);
  const std::vector<protocol::Product> products{product(1, 10, 2, 30.0), product(2, 10, 5, 50.0),
                                                product(3, 10, 5, 40.0), product(4, 10, 2, 20.0),
                                                product(5, 10, 2, 20.0)};
  for (const auto& p : products) {
    REQUIRE(storage.admit(p));
    CHECK(storage.first_ready() == nullptr);
  }
  for (const auto& p : products) {
    storage.make_ready(p);
  }
  for (const std::int64_t expected : {3, 2, 4, 5, 1}) {
    REQUIRE(storage.first_ready());
    CHECK(storage.first_ready()->product.number == expected);
    storage.send(expected, 10);
  }
  CHECK(storage.first_ready() == nullptr);
  CHECK(storage.held_bits() == 50);
}

TEST_CASE("A product goes in pieces and is forgotten with its last bit") {
  Storage storage(100);
  REQUIRE(storage.admit(product(1, 50)));
  CHECK_THROWS_AS(storage.send(1, 10), Error); // not ready
  storage.make_ready(product(1, 50));
  CHECK(storage.send(1, 20).sent_bits == 20);
  CHECK(storage.held_bits() == 50);
  storage.release(1, 20);
  CHECK(storage.held_bits() == 30);
  CHECK_THROWS_AS(storage.shrink(1, 5), Error);
  CHECK_THROWS_AS(storage.remove(1), Error);
  CHECK_THROWS_AS(storage.send(1, 31), Error);
  storage.send(1, 30);
  CHECK(storage.products().size() == 1);
  storage.release(1, 30);
  CHECK(storage.products().empty());
  CHECK(storage.held_bits() == 0);
}

TEST_CASE("Whatever happens, the fill is the sum of what is held") {
  Storage storage(10'000);
  const RandomKey key{5, key_of("test"), key_of("storage")};
  std::uint64_t draw = 0;
  const auto below = [&](std::int64_t n) {
    return static_cast<std::int64_t>(random_uniform(key, draw++) * static_cast<double>(n));
  };
  std::map<std::int64_t, std::int64_t> under_way;
  std::int64_t number = 0;
  for (int i = 0; i < 20000; ++i) {
    switch (below(4)) {
    case 0: {
      const auto p = product(++number, 1 + below(3000), below(5), static_cast<double>(i));
      if (storage.admit(p)) {
        storage.make_ready(p);
      }
      break;
    }
    case 1:
      if (const StoredProduct* first = storage.first_ready()) {
        const std::int64_t bits = 1 + below(first->product.bits - first->sent_bits);
        const std::int64_t n = first->product.number;
        storage.send(n, bits);
        under_way[n] += bits;
      }
      break;
    case 2:
      if (!under_way.empty()) {
        storage.release(under_way.begin()->first, under_way.begin()->second);
        under_way.erase(under_way.begin());
      }
      break;
    default:
      if (const StoredProduct* first = storage.first_ready(); first && first->sent_bits == 0) {
        storage.remove(first->product.number);
      }
    }
    std::int64_t sum = 0;
    for (const auto& [n, stored] : storage.products()) {
      sum += stored.held_bits;
    }
    REQUIRE(sum == storage.held_bits());
    REQUIRE(sum <= storage.capacity_bits());
  }
  CHECK(number > 4000);
}
