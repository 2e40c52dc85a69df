#include "run/placement.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>

#include "demo.hpp"

using namespace urker;
using namespace urker::run;

namespace {

struct Scene {
  scenario::Scenario scenario = demo();
  World world{scenario};
  Cast cast{world};

  /// The same for all, but for planners.
  [[nodiscard]] std::vector<double> work(double planner_s) const {
    std::vector<double> result(cast.names().size(), 1.0);
    for (const auto& planner : cast.operations()) {
      result[planner.partner.process] = planner_s;
    }
    return result;
  }
  [[nodiscard]] int rank_of_planner(const std::vector<int>& ranks, std::size_t i) const {
    return ranks[cast.operations()[i].partner.process];
  }
};

double greatest_share(const std::vector<double>& work, const std::vector<int>& ranks) {
  std::vector<double> loads(
      1 + static_cast<std::size_t>(*std::max_element(ranks.begin(), ranks.end())));
  for (std::size_t i = 0; i < work.size(); ++i) {
    loads[static_cast<std::size_t>(ranks[i])] += work[i];
  }
  return *std::max_element(loads.begin(), loads.end()) /
         std::accumulate(work.begin(), work.end(), 0.0);
}

} // namespace

TEST_CASE("Stages go to ranks in their order, in even pieces") {
  const Scene scene;
  const auto work = scene.work(0.0);
  for (const int ranks : {1, 2, 3, 5}) {
    const auto placed = place_by_stages(scene.cast, work, ranks);
    CHECK(greatest_share(work, placed) < 1.0 / ranks + 0.04);
    for (des::ProcessId a = 0; a < placed.size(); ++a) {
      for (des::ProcessId b = 0; b < placed.size(); ++b) {
        if (scene.cast.stage(a) < scene.cast.stage(b) && scene.cast.stage(b) != Stage::planning) {
          REQUIRE(placed[a] <= placed[b]);
        }
      }
    }
  }
}

TEST_CASE("Planners are dealt evenly to all ranks, whatever the flow does") {
  const Scene scene;
  for (const double planner_s : {0.1, 40.0}) {
    const auto placed = place_by_stages(scene.cast, scene.work(planner_s), 2);
    CHECK(scene.rank_of_planner(placed, 0) != scene.rank_of_planner(placed, 1));
    CHECK(placed[scene.cast.satellite(0)] == 0);
    CHECK(placed[scene.cast.readers().back().partner.process] == 1);
  }
}

TEST_CASE("More ranks than processes") {
  const Scene scene;
  const auto placed = place_by_stages(scene.cast, scene.work(1.0), 100);
  CHECK(*std::max_element(placed.begin(), placed.end()) < 100);
  CHECK(greatest_share(scene.work(1.0), placed) < 0.1);
}

TEST_CASE("A pipeline needs no rounds; another placement is chosen where nothing is cut") {
  const Scene scene;
  const auto work = scene.work(0.0);
  const auto placed = place_by_stages(scene.cast, work, 2);
  // One strong coupling, which the stages cut.
  std::vector<des::Coupling> couplings{
      {scene.cast.satellite(0), scene.cast.station(10).process, 1e9}};
  CHECK(expected_time_s(scene.cast, work, couplings, placed, 2) ==
        expected_time_s(scene.cast, work, {}, placed, 2));
  auto swapped = placed;
  for (auto& rank : swapped) {
    rank = 1 - rank;
  }
  CHECK(expected_time_s(scene.cast, work, couplings, swapped, 2) > 1e3);
  CHECK(expected_time_s(scene.cast, work, {}, swapped, 2) ==
        expected_time_s(scene.cast, work, {}, placed, 2));
  // Planners weigh as much as all others.
  const auto heavy = scene.work(15.0);
  const auto fastest = place(scene.cast, PlacementRule::fastest, {heavy, {}, 2});
  CHECK(expected_time_s(scene.cast, heavy, {}, fastest, 2) <=
        expected_time_s(scene.cast, heavy, {}, place_by_stages(scene.cast, heavy, 2), 2));
  CHECK(place(scene.cast, PlacementRule::stages, {work, couplings, 2}) == placed);
}

TEST_CASE("Processes stay where they are unless it pays to move") {
  const Scene scene;
  auto work = scene.work(0.0);
  const auto placed = place_by_stages(scene.cast, work, 2);
  work[scene.cast.satellite(0)] = 1.5;
  CHECK(place(scene.cast, PlacementRule::stages, {work, {}, 2, placed}) == placed);
  work[scene.cast.satellite(0)] = 12.0;
  CHECK(place(scene.cast, PlacementRule::stages, {work, {}, 2, placed}) != placed);
}

TEST_CASE("The expected work grows with packets, and with cycles of planning") {
  const Scene scene;
  const auto plain = expected_work(scene.world, scene.cast);
  CHECK(plain.size() == scene.cast.names().size());
  CHECK(std::all_of(plain.begin(), plain.end(), [](double w) { return w > 0.0; }));
  const auto scenario =
      demo({"radios.x_band_large.packet=524 kbit", "radios.x_band_small.packet=524 kbit",
            "operations.*.planning.interval=1 h"});
  const World world(scenario);
  const auto packets = expected_work(world, Cast(world));
  for (des::ProcessId id = 0; id < plain.size(); ++id) {
    const bool imager = scene.cast.stage(id) == Stage::satellites &&
                        scene.cast.imager(scene.cast.role(id).index) != nullptr;
    CHECK((packets[id] > plain[id]) ==
          (imager || (scene.cast.stage(id) == Stage::stations && plain[id] > 1e-3) ||
           scene.cast.stage(id) == Stage::processing || scene.cast.stage(id) == Stage::planning));
  }
}
