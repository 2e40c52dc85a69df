#include "base/error.hpp"
#include "mission/coverage.hpp"

#include <catch2/catch.hpp>

#include <cmath>

#include "support/row_log.hpp"

using namespace urker;
using namespace urker::mission;

namespace {

using std::chrono::hours;

const access::CellGrid& grid() {
  static const access::CellGrid cells(200e3);
  return cells;
}

Coverage three_cells() {
  CampaignConfig config;
  config.satisfied_cloud_below = 0.2;
  access::Area area;
  area.cells = {100, 105, 110};
  return {"corridor", config, area, grid()};
}

SentTask task(std::vector<std::int64_t> cells, Time begin) {
  SentTask sent;
  sent.satellite = "imece";
  sent.task.campaign = "corridor";
  sent.task.cells = std::move(cells);
  sent.task.begin = begin;
  sent.task.end = begin + std::chrono::minutes(1);
  return sent;
}

protocol::SceneReport report(std::vector<std::int64_t> cells, double cloud, Time imaged) {
  protocol::SceneReport result;
  result.campaign = "corridor";
  result.cells = std::move(cells);
  result.cloud_fraction = cloud;
  result.imaged = imaged;
  return result;
}

const Time kNow = kStart + hours(6);
constexpr Duration kWait = hours(12);

} // namespace

TEST_CASE("cells are open until a scene with little cloud is reported") {
  Coverage coverage = three_cells();
  CHECK(coverage.open_cells({}, kNow, kWait) == std::vector<char>{1, 1, 1});
  coverage.take(report({105}, 0.2, kStart + hours(1)));
  coverage.take(report({110}, 0.21, kStart + hours(1)));
  CHECK(coverage.open_cells({}, kNow, kWait) == std::vector<char>{1, 0, 1});
  CHECK(coverage.satisfied_cells() == 1);
}

TEST_CASE("a tasked cell waits for its report, and is open again without one") {
  Coverage coverage = three_cells();
  const std::vector<SentTask> tasks{task({100, 105}, kStart + hours(2))};
  CHECK(coverage.open_cells(tasks, kNow, kWait) == std::vector<char>{0, 0, 1});
  // A report on an earlier scene is no answer; one on the task's own is.
  coverage.take(report({100}, 0.9, kStart + hours(1)));
  CHECK(coverage.open_cells(tasks, kNow, kWait) == std::vector<char>{0, 0, 1});
  coverage.take(report({100}, 0.9, kStart + hours(2) + std::chrono::seconds(30)));
  CHECK(coverage.open_cells(tasks, kNow, kWait) == std::vector<char>{1, 0, 1});
  CHECK(coverage.open_cells(tasks, kStart + hours(15), kWait) == std::vector<char>{1, 1, 1});
}

TEST_CASE("tasks of other campaigns do not count") {
  Coverage coverage = three_cells();
  auto other = task({100}, kStart);
  other.task.campaign = "shelf";
  CHECK(coverage.open_cells({other}, kNow, kWait) == std::vector<char>{1, 1, 1});
}

TEST_CASE("the rows keep the first strip, the first scene and the clearest") {
  Coverage coverage = three_cells();
  coverage.count(task({105}, kStart + hours(3)));
  auto earlier = task({105, 110}, kStart + hours(2));
  earlier.satellite = "gokturk_1";
  coverage.count(earlier);
  coverage.take(report({105}, 0.6, kStart + hours(5)));
  coverage.take(report({105}, 0.1, kStart + hours(4)));
  coverage.take(report({105}, 0.15, kStart + hours(6)));
  test::RowLog log;
  coverage.emit("tr_operations", "", log);
  const auto rows = log.of("coverage");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].integer("strips") == 0);
  CHECK(rows[0].integer("first_imaged") == kNotYet.time_since_epoch().count());
  CHECK(std::isnan(rows[0].real("least_cloud")));
  CHECK(rows[1].integer("strips") == 2);
  CHECK(rows[1].text("satellite") == "gokturk_1");
  CHECK(rows[1].integer("scenes") == 3);
  CHECK(rows[1].integer("first_imaged") == Duration(hours(4)).count());
  CHECK(rows[1].integer("satisfied") == Duration(hours(4)).count());
  CHECK(rows[1].real("least_cloud") == 0.1);
}

TEST_CASE("a cell outside the area is an internal error") {
  Coverage coverage = three_cells();
  CHECK_THROWS_AS(coverage.take(report({101}, 0.5, kStart)), Error);
  CHECK_THROWS_AS(coverage.count(task({111}, kStart)), Error);
}
