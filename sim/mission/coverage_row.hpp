#pragma once

#include "base/table.hpp"
#include "orbit/earth/geodesy.hpp"
#include "time/time.hpp"
#include "time/time_column.hpp"

#include <cstdint>
#include <limits>
#include <string>

namespace urker::mission {

/// What one operator did for one cell of a campaign.
struct CoverageRow {
  static constexpr TableInfo kTable{"coverage", "Cell of a campaign as one operator served it", 4};
  std::string campaign;
  std::string operations;
  std::int64_t cell = 0;
  std::string asked;
  orbit::Geodetic centre;
  std::int64_t strips = 0;
  Time first_strip = kNotYet;
  std::string satellite;
  std::int64_t scenes = 0;
  Time first_imaged = kNotYet;
  double least_cloud = std::numeric_limits<double>::quiet_NaN();
  Time satisfied = kNotYet;

  void columns(ColumnVisitor& v) const {
    constexpr double kDegree = 3.14159265358979323846 / 180.0;
    v.text("campaign", campaign, "Campaign");
    v.text("operations", operations, "Operations centre that planned");
    v.integer("cell", cell, "1", "Cell of the equal-area grid");
    v.text("asked", asked, "Satellite that is to cover it, where each is; empty: any");
    v.real("latitude", centre.latitude_rad / kDegree, "degree", "Latitude of the cell's centre");
    v.real("longitude", centre.longitude_rad / kDegree, "degree", "Longitude of the cell's centre");
    v.integer("strips", strips, "1", "Strips over it that the satellites were told to take");
    instant(v, "first_strip", first_strip, "End of the first of them");
    v.text("satellite", satellite, "Satellite of the first of them");
    v.integer("scenes", scenes, "1", "Scenes of it that reached the processing centre");
    instant(v, "first_imaged", first_imaged, "End of the first of them");
    v.real("least_cloud", least_cloud, "1", "Least measured cloud cover of these scenes");
    instant(v, "satisfied", satisfied, "End of the first scene with little enough cloud");
  }
};

} // namespace urker::mission
