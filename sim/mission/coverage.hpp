#pragma once

#include "access/area.hpp"
#include "access/cell_grid.hpp"
#include "access/ground_place.hpp"
#include "base/table.hpp"
#include "mission/campaign_config.hpp"
#include "protocol/messages.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace urker::mission {

/// A task that a satellite was told, and whose it is.
struct SentTask {
  std::string satellite;
  protocol::ImagingTask task;
  template <class Packer>
  void pack(Packer& p) {
    p(satellite, task);
  }
};

/// What a planner knows about the cells of one campaign that it was asked for.
class Coverage {
 public:
  Coverage(std::string name, CampaignConfig config, access::Area area,
           const access::CellGrid& grid);

  [[nodiscard]] const CampaignConfig& config() const { return config_; }
  [[nodiscard]] const access::Area& area() const { return area_; }
  [[nodiscard]] const std::vector<access::GroundPlace>& centres() const { return centres_; }

  /// Takes a report: cells with little enough cloud are done.
  void take(const protocol::SceneReport& report);
  /// Counts a strip that was begun.
  void count(const SentTask& sent);

  /// Cells that are wanted: not done, and in none of the tasks on which a report is still awaited,
  /// for at most `report_wait` after the strip. In the order of the area's cells.
  [[nodiscard]] std::vector<char> open_cells(const std::vector<SentTask>& tasks, Time now,
                                             Duration report_wait) const;
  [[nodiscard]] std::int64_t satisfied_cells() const;
  /// `asked`: the satellite that is to cover it; empty: any.
  void emit(const std::string& operations, const std::string& asked, RowSink& rows) const;

  template <class Packer>
  void pack(Packer& p) {
    p(cells_);
  }

 private:
  struct CellState {
    std::int64_t strips = 0;
    Time first_strip = kNotYet;
    std::string satellite;
    std::int64_t scenes = 0;
    Time first_imaged = kNotYet;
    Time last_imaged = kNotYet; ///< of the scenes reported
    double least_cloud = std::numeric_limits<double>::quiet_NaN();
    Time satisfied = kNotYet;
    template <class Packer>
    void pack(Packer& p) {
      p(strips, first_strip, satellite, scenes, first_imaged, last_imaged, least_cloud, satisfied);
    }
  };
  [[nodiscard]] std::size_t index_of(std::int64_t cell) const;

  std::string name_;
  CampaignConfig config_;
  access::Area area_;
  std::vector<access::GroundPlace> centres_;
  std::vector<CellState> cells_;
};

} // namespace urker::mission
