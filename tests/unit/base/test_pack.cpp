#include "base/pack.hpp"

#include <catch2/catch.hpp>

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

using namespace urker;

namespace {

/// Of every shape that a state may have.
struct Everything {
  std::map<std::uint32_t, std::vector<std::string>> lists;
  std::set<std::pair<std::int64_t, char>> pairs;
  std::optional<double> given, missing = 7.0;
  std::deque<std::int32_t> queue;
  bool flag = false;
  template <class Packer>
  void pack(Packer& p) {
    p(lists, pairs, given, missing, queue, flag);
  }
};

} // namespace

TEST_CASE("what is packed comes back, whatever was there before", "[pack]") {
  const Everything original{
      {{3, {"a", ""}}, {9, {}}}, {{-1, 'x'}, {5, 'y'}}, 0.1, {}, {4, 2}, true};
  const Bytes bytes = pack(original);
  Everything copy{{{1, {"old"}}}, {{0, 'o'}}, {}, 3.0, {1}, false};
  Reader reader(bytes);
  reader(copy);
  CHECK(reader.at_end());
  CHECK(copy.lists == original.lists);
  CHECK(copy.pairs == original.pairs);
  CHECK(copy.given == original.given);
  CHECK_FALSE(copy.missing);
  CHECK(copy.queue == original.queue);
  CHECK(copy.flag);
  CHECK(pack(copy) == bytes);
}

TEST_CASE("bytes that end early or claim too much are refused", "[pack]") {
  const Bytes bytes = pack(std::map<std::uint64_t, double>{{1, 2.0}, {3, 4.0}});
  using Map = std::map<std::uint64_t, double>;
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_THROWS(unpack<Map>(std::span(bytes).first(size)));
  }
  CHECK_THROWS(unpack<Map>(pack(std::uint64_t{1} << 60)));
}
