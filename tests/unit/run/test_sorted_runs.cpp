#include "run/sorted_runs.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace urker;
using namespace urker::run;

namespace {

struct Pebble {
  std::uint32_t bed = 0;
  std::uint32_t number = 0;
  double weight = 0.0;
  [[nodiscard]] auto key() const { return std::tuple(bed, number); }
};

std::vector<Pebble> all_of(const SortedRuns<Pebble>& runs) {
  std::vector<Pebble> all;
  runs.for_each([&all](const Pebble& p) { all.push_back(p); });
  return all;
}

} // namespace

TEST_CASE("sorted runs come back as one, however many they were") {
  for (const std::uint32_t count : {1U, 3U, 1000U}) {
    SortedRuns<Pebble> runs(std::filesystem::temp_directory_path() / "beside");
    constexpr std::uint32_t kAll = 100'000;
    for (std::uint32_t run = 0; run < count; ++run) {
      for (std::uint32_t i = run; i < kAll; i += count) {
        runs.add({i / 100, i % 100, 0.5 * i});
      }
      runs.end_run();
      runs.end_run(); // an empty one
    }
    CHECK(runs.size() == kAll);
    const auto all = all_of(runs);
    REQUIRE(all.size() == kAll);
    bool right = true;
    for (std::uint32_t i = 0; i < kAll; ++i) {
      right =
          right && all[i].bed == i / 100 && all[i].number == i % 100 && all[i].weight == 0.5 * i;
    }
    CHECK(right);
  }
}

TEST_CASE("runs that are not sorted are refused, and none give nothing") {
  SortedRuns<Pebble> runs(std::filesystem::temp_directory_path() / "beside");
  CHECK(all_of(runs).empty());
  runs.add({1, 1});
  CHECK_THROWS_AS(runs.add({1, 1}), Error);
  CHECK_THROWS_AS(runs.add({0, 7}), Error);
  SortedRuns<Pebble> twins(std::filesystem::temp_directory_path() / "beside");
  for (int run = 0; run < 2; ++run) {
    twins.add({1, 1});
    twins.end_run();
  }
  CHECK_THROWS_AS(all_of(twins), Error);
  SortedRuns<Pebble> nowhere("/nowhere/at/all");
  nowhere.add({1, 1});
  CHECK_THROWS_AS(nowhere.end_run(), Error);
}
