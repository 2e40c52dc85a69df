#include "base/error.hpp"
#include "base/pack.hpp"
#include "ground/assembly.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <vector>

using namespace urker;
using namespace urker::ground;

namespace {

protocol::Segment segment(std::int64_t first_bit, std::int64_t bits, std::int64_t total = 100) {
  protocol::Segment result;
  result.product.satellite = 1;
  result.product.number = 2;
  result.product.bits = total;
  // The satellite stamps the end only where it knows it: tells the segments' passports apart.
  result.product.downlink_end = kStart + Duration(first_bit);
  result.first_bit = first_bit;
  result.bits = bits;
  return result;
}

} // namespace

TEST_CASE("one segment can be a product") {
  Assembly assembly;
  const auto whole = assembly.add(segment(0, 100));
  REQUIRE(whole.has_value());
  CHECK(whole->number == 2);
  CHECK(assembly.incomplete_with_last_bit().empty());
}

TEST_CASE("segments join in any order, with the passport of the last bit") {
  std::vector<protocol::Segment> parts{segment(0, 10), segment(10, 30), segment(40, 1),
                                       segment(41, 59)};
  std::vector<std::size_t> order{0, 1, 2, 3};
  do {
    Assembly assembly;
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK_FALSE(assembly.add(parts[order[i]]).has_value());
    }
    const auto whole = assembly.add(parts[order[3]]);
    REQUIRE(whole.has_value());
    CHECK(whole->downlink_end == kStart + Duration(41));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("a product with its last bit but a gap is known as incomplete") {
  Assembly assembly;
  CHECK_FALSE(assembly.add(segment(0, 10)).has_value());
  CHECK(assembly.incomplete_with_last_bit().empty());
  CHECK_FALSE(assembly.add(segment(20, 80)).has_value());
  CHECK(assembly.incomplete_with_last_bit().size() == 1);
  CHECK(assembly.add(segment(10, 10)).has_value());
}

TEST_CASE("products of different satellites and numbers do not mix") {
  Assembly assembly;
  auto other = segment(50, 50);
  other.product.number = 3;
  CHECK_FALSE(assembly.add(segment(0, 50)).has_value());
  CHECK_FALSE(assembly.add(other).has_value());
  other.product.satellite = 4;
  other.product.number = 2;
  CHECK_FALSE(assembly.add(other).has_value());
  CHECK(assembly.add(segment(50, 50)).has_value());
}

TEST_CASE("bits that come twice or lie outside are internal errors") {
  Assembly before;
  REQUIRE_FALSE(before.add(segment(10, 20)).has_value());
  // A checkpoint between them does not forget which bits have come.
  const bool is_restored = GENERATE(false, true);
  auto assembly = is_restored ? unpack<Assembly>(pack(before)) : before;
  CHECK_THROWS_AS(assembly.add(segment(10, 20)), Error);
  CHECK_THROWS_AS(assembly.add(segment(5, 6)), Error);
  CHECK_THROWS_AS(assembly.add(segment(29, 5)), Error);
  CHECK_THROWS_AS(assembly.add(segment(90, 11)), Error);
  CHECK_THROWS_AS(assembly.add(segment(-1, 2)), Error);
  CHECK_THROWS_AS(assembly.add(segment(50, 0)), Error);
}
