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
  storage.shrink({0, 1}, 10);
  CHECK(storage.free_bits() == 50);
  CHECK(storage.remove({0, 3}).number == 3);
  CHECK(storage.held_bits() == 10);
  CHECK(storage.greatest_held_bits() == 100);
  CHECK_THROWS_AS(storage.admit(product(1, 5)), Error);
  CHECK_THROWS_AS(storage.remove({0, 3}), Error);
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
    storage.send({0, expected}, 10);
  }
  CHECK(storage.first_ready() == nullptr);
  CHECK(storage.held_bits() == 50);
}

TEST_CASE("A product goes in pieces and is forgotten with its last bit") {
  Storage storage(100);
  REQUIRE(storage.admit(product(1, 50)));
  CHECK_THROWS_AS(storage.send({0, 1}, 10), Error); // not ready
  storage.make_ready(product(1, 50));
  CHECK(storage.send({0, 1}, 20).sent_bits == 20);
  CHECK(storage.held_bits() == 50);
  storage.release({0, 1}, 20);
  CHECK(storage.held_bits() == 30);
  CHECK_THROWS_AS(storage.shrink({0, 1}, 5), Error);
  CHECK_THROWS_AS(storage.remove({0, 1}), Error);
  CHECK_THROWS_AS(storage.send({0, 1}, 31), Error);
  storage.send({0, 1}, 30);
  CHECK(storage.products().size() == 1);
  storage.release({0, 1}, 30);
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
        storage.send({0, n}, bits);
        under_way[n] += bits;
      }
      break;
    case 2:
      if (!under_way.empty()) {
        storage.release({0, under_way.begin()->first}, under_way.begin()->second);
        under_way.erase(under_way.begin());
      }
      break;
    default:
      if (const StoredProduct* first = storage.first_ready(); first && first->sent_bits == 0) {
        storage.remove({0, first->product.number});
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

namespace {

StorageConfig rules(double capacity_bit, WhenFull when_full) {
  return {capacity_bit, when_full, {}, {}};
}

protocol::Product ready_product(Storage& storage, std::int64_t number, std::int64_t bits,
                                std::int64_t priority, double imaged_s) {
  protocol::Product p;
  p.number = number;
  p.raw_bits = p.bits = bits;
  p.priority = priority;
  p.imaged = kStart + round_seconds(imaged_s);
  REQUIRE(storage.admit(p));
  storage.make_ready(p);
  return p;
}

protocol::Product newcomer(std::int64_t bits, std::int64_t priority) {
  protocol::Product p;
  p.number = 99;
  p.raw_bits = p.bits = bits;
  p.priority = priority;
  return p;
}

std::vector<std::int64_t> numbers(const std::vector<DroppedProduct>& dropped) {
  std::vector<std::int64_t> result;
  for (const auto& d : dropped) {
    result.push_back(d.product.number);
  }
  return result;
}

} // namespace

TEST_CASE("A full memory drops its oldest, or its lowest, or nothing for nothing") {
  for (const auto policy : {WhenFull::refuse, WhenFull::drop_oldest, WhenFull::drop_lowest}) {
    Storage s(rules(100.0, policy));
    ready_product(s, 1, 30, 5, 10.0);
    ready_product(s, 2, 30, 1, 30.0);
    ready_product(s, 3, 30, 1, 20.0);
    CHECK_FALSE(s.admit(newcomer(101, 9))); // would not fit an empty one
    CHECK(s.take_dropped().empty());
    const bool admitted = s.admit(newcomer(50, 3));
    const auto dropped = s.take_dropped();
    CHECK(admitted == (policy != WhenFull::refuse));
    using Numbers = std::vector<std::int64_t>;
    CHECK(numbers(dropped) == (policy == WhenFull::refuse        ? Numbers{}
                               : policy == WhenFull::drop_oldest ? Numbers{1, 3}
                                                                 : Numbers{3, 2}));
    if (policy == WhenFull::drop_lowest) {
      CHECK(dropped.front().cause == "dropped_as_lowest");
      CHECK(s.held_bits() == 80);
      CHECK_FALSE(s.admit(newcomer(40, 1))); // nothing is below its own priority
    }
  }
}

TEST_CASE("What is being sent or processed is not dropped") {
  Storage s(rules(100.0, WhenFull::drop_oldest));
  ready_product(s, 1, 40, 0, 1.0);
  s.send({0, 1}, 10);
  protocol::Product raw;
  raw.number = 2;
  raw.raw_bits = raw.bits = 40;
  REQUIRE(s.admit(raw));
  CHECK_FALSE(s.admit(newcomer(50, 9)));
  s.set_may_drop([](const protocol::ProductKey& key) { return key.second == 2; });
  CHECK(s.admit(newcomer(50, 9)));
  CHECK(numbers(s.take_dropped()) == std::vector<std::int64_t>{2});
}

TEST_CASE("What is too old is dropped, and copies make room before anything else") {
  StorageConfig config = rules(100.0, WhenFull::drop_oldest);
  config.longest_age_s = 100.0;
  config.kept_after_sending_s = 1000.0;
  Storage s(config);
  const auto at = [](double t_s) { return kStart + round_seconds(t_s); };
  ready_product(s, 1, 40, 0, 10.0);
  ready_product(s, 2, 40, 0, 20.0);
  CHECK(s.next_event() == at(110.0));
  s.send({0, 1}, 40);
  s.release({0, 1}, 40, at(50.0));
  CHECK(s.held_bits() == 80); // a copy stays
  CHECK(s.next_event() == at(120.0));
  s.expire(at(119.0));
  CHECK(s.take_dropped().empty());
  s.expire(at(120.0));
  const auto dropped = s.take_dropped();
  CHECK(numbers(dropped) == std::vector<std::int64_t>{2});
  CHECK(dropped.front().cause == "too_old");
  CHECK(s.next_event() == at(1050.0));
  ready_product(s, 3, 80, 0, 200.0); // in place of the copy
  CHECK(s.held_bits() == 80);
  CHECK(s.take_dropped().empty());
  s.send({0, 3}, 80);
  s.release({0, 3}, 80, at(210.0));
  s.expire(at(1210.0));
  CHECK(s.held_bits() == 0);
  CHECK(s.products().empty());
}

TEST_CASE("Reserved room is no product's") {
  Storage s(rules(100.0, WhenFull::refuse));
  REQUIRE(s.reserve(60));
  CHECK(s.free_bits() == 40);
  CHECK_FALSE(s.reserve(41));
  CHECK_FALSE(s.admit(newcomer(41, 0)));
  CHECK(s.admit(newcomer(40, 0)));
  REQUIRE(s.reserve(-60));
  CHECK(s.free_bits() == 60);
}
