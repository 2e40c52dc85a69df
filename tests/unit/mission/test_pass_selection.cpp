#include "mission/pass_selection.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace urker;
using namespace urker::mission;

namespace {

protocol::Pass pass(std::uint32_t station, std::int64_t aos_min, std::int64_t los_min) {
  return {0, station, kStart + std::chrono::minutes(aos_min),
          kStart + std::chrono::minutes(los_min)};
}

std::vector<std::uint32_t> stations(const std::vector<protocol::Pass>& passes) {
  std::vector<std::uint32_t> result;
  for (const auto& p : passes) {
    result.push_back(p.station);
  }
  return result;
}

} // namespace

TEST_CASE("passes that do not meet are all asked for, by AOS") {
  const auto selected = select_passes({{pass(3, 50, 60), false}, {pass(1, 10, 20), true}}, {});
  CHECK(stations(selected) == std::vector<std::uint32_t>{1, 3});
}

TEST_CASE("of passes at one time the own station's is asked for, then the longest") {
  CHECK(stations(select_passes({{pass(3, 11, 18), false}, {pass(2, 11, 15), true}}, {})) ==
        std::vector<std::uint32_t>{2, 3}); // the guest pass follows for three minutes
  CHECK(stations(select_passes({{pass(1, 11, 16), false}, {pass(2, 11, 15), true}}, {})) ==
        std::vector<std::uint32_t>{2});
  CHECK(stations(select_passes({{pass(1, 11, 18), false}, {pass(2, 10, 18), false}}, {})) ==
        std::vector<std::uint32_t>{2});
}

TEST_CASE("a pass that runs into a chosen one is left out, however long") {
  CHECK(stations(select_passes({{pass(1, 5, 30), false}, {pass(2, 11, 18), true}}, {})) ==
        std::vector<std::uint32_t>{2});
}

TEST_CASE("what is booked already counts") {
  CHECK(select_passes({{pass(1, 10, 20), true}}, {pass(2, 9, 19)}).empty());
  CHECK(select_passes({{pass(1, 10, 20), true}}, {pass(2, 9, 18)}).size() == 1);
}

TEST_CASE("a pass is of use after the passes before it") {
  const auto useful = useful_parts({pass(1, 10, 20), pass(2, 12, 18), pass(3, 15, 25)});
  REQUIRE(useful.size() == 2);
  CHECK(useful[0].begin == kStart + std::chrono::minutes(10));
  CHECK(useful[1].pass.station == 3);
  CHECK(useful[1].begin == kStart + std::chrono::minutes(20));
}
