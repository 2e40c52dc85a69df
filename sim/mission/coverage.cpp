#include "mission/coverage.hpp"

#include "base/error.hpp"
#include "mission/coverage_row.hpp"

#include <algorithm>
#include <cmath>

namespace urker::mission {

Coverage::Coverage(std::string name, CampaignConfig config, access::Area area,
                   const access::CellGrid& grid)
    : name_(std::move(name)), config_(std::move(config)), area_(std::move(area)),
      cells_(area_.cells.size()) {
  centres_.reserve(area_.cells.size());
  for (const auto cell : area_.cells) {
    centres_.emplace_back(grid.centre(cell));
  }
}

std::size_t Coverage::index_of(std::int64_t cell) const {
  const auto found = std::lower_bound(area_.cells.begin(), area_.cells.end(), cell);
  require(found != area_.cells.end() && *found == cell,
          "a cell that is not in the campaign's area");
  return static_cast<std::size_t>(found - area_.cells.begin());
}

void Coverage::take(const protocol::SceneReport& report) {
  for (const auto cell : report.cells) {
    CellState& state = cells_[index_of(cell)];
    // Reports may come in another order than the scenes: kNotYet is earlier than any time.
    state.first_imaged =
        state.scenes == 0 ? report.imaged : std::min(state.first_imaged, report.imaged);
    state.last_imaged = std::max(state.last_imaged, report.imaged);
    state.least_cloud = std::fmin(state.least_cloud, report.cloud_fraction);
    ++state.scenes;
    if (report.cloud_fraction <= config_.satisfied_cloud_below) {
      state.satisfied =
          state.satisfied == kNotYet ? report.imaged : std::min(state.satisfied, report.imaged);
    }
  }
}

void Coverage::count(const SentTask& sent) {
  for (const auto cell : sent.task.cells) {
    CellState& state = cells_[index_of(cell)];
    if (state.strips == 0 || sent.task.end < state.first_strip) {
      state.first_strip = sent.task.end;
      state.satellite = sent.satellite;
    }
    ++state.strips;
  }
}

std::vector<char> Coverage::open_cells(const std::vector<SentTask>& tasks, Time now,
                                       Duration report_wait) const {
  std::vector<char> open(cells_.size());
  std::transform(cells_.begin(), cells_.end(), open.begin(), [](const CellState& state) {
    return static_cast<char>(state.satisfied == kNotYet);
  });
  for (const auto& sent : tasks) {
    if (sent.task.campaign != name_ || sent.task.end + report_wait <= now) {
      continue;
    }
    for (const auto cell : sent.task.cells) {
      const std::size_t i = index_of(cell);
      if (cells_[i].last_imaged < sent.task.begin) {
        open[i] = 0;
      }
    }
  }
  return open;
}

std::int64_t Coverage::satisfied_cells() const {
  return std::count_if(cells_.begin(), cells_.end(),
                       [](const CellState& state) { return state.satisfied != kNotYet; });
}

void Coverage::emit(const std::string& operations, const std::string& asked, RowSink& rows) const {
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const CellState& state = cells_[i];
    rows.emit(CoverageRow{name_, operations, area_.cells[i], asked, centres_[i].place, state.strips,
                          state.first_strip, state.satellite, state.scenes, state.first_imaged,
                          state.least_cloud, state.satisfied});
  }
}

} // namespace urker::mission
