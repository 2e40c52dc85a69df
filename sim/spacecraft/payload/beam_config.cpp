#include "spacecraft/payload/beam_config.hpp"

#include "link/antenna/dish.hpp"
#include "link/antenna/tabulated_pattern.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace urker::spacecraft {

void describe(FieldVisitor& v, GaussianBeamConfig& c) {
  v.required("width", c.width_rad, between(0.1, 20.0, unit::deg),
             "Full width at half power along the first axis, seen from the satellite");
  v.optional("across", c.across_rad, between(0.1, 20.0, unit::deg),
             "Likewise across it; none: a round beam");
}

void describe(FieldVisitor& v, BeamPointConfig& c) {
  v.required("off_axis", c.off_axis_rad, between(0.0, 30.0, unit::deg),
             "Angle from the boresight, seen from the satellite");
  v.optional("around", c.around_rad, between(0.0, 359.999, unit::deg),
             "Direction about the boresight, from the first axis to north; a beam that is round "
             "has no other than 0");
  v.required("loss", c.loss_db, between(-1.0, 100.0, unit::dB),
             "How far the gain is below the peak");
}

void describe(FieldVisitor& v, BeamMoveConfig& c) {
  v.required("at", c.at, "When it turns there (UTC), at once");
  v.required("latitude", c.latitude_rad, between(-81.0, 81.0, unit::deg), "Of its new boresight");
  v.required("longitude", c.longitude_rad, between(-180.0, 180.0, unit::deg),
             "Of its new boresight");
}

namespace {

struct Grid {
  std::vector<double> off_axis_rad, around_rad, gains_db;
  bool complete = false;
};

/// The points by the angles off the axis, and at each by those around it.
Grid grid_of(const std::vector<BeamPointConfig>& table) {
  std::set<double> off, around;
  for (const BeamPointConfig& point : table) {
    off.insert(point.off_axis_rad);
    around.insert(point.around_rad);
  }
  Grid grid{{off.begin(), off.end()}, {around.begin(), around.end()}, {}, false};
  std::vector<BeamPointConfig> sorted = table;
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.off_axis_rad != b.off_axis_rad ? a.off_axis_rad < b.off_axis_rad
                                            : a.around_rad < b.around_rad;
  });
  const auto twice =
      std::adjacent_find(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return a.off_axis_rad == b.off_axis_rad && a.around_rad == b.around_rad;
      });
  grid.complete = sorted.size() == off.size() * around.size() && twice == sorted.end() &&
                  off.size() >= 2 && *off.begin() == 0.0 && *around.begin() == 0.0;
  for (const BeamPointConfig& point : sorted) {
    grid.gains_db.push_back(-point.loss_db);
  }
  return grid;
}

} // namespace

void describe(FieldVisitor& v, BeamConfig& c) {
  static constexpr std::array<std::string_view, 2> kForms{"gaussian", "table"};
  v.required("peak_eirp", c.peak_eirp_dbw, between(-20.0, 100.0, unit::dBW),
             "EIRP of a saturated transponder at the beam's peak");
  v.optional("peak_g_over_t", c.peak_g_over_t_db_k, between(-40.0, 60.0, unit::dB_per_K),
             "G/T of the satellite at the beam's peak, for uplinks");
  v.required("latitude", c.latitude_rad, between(-81.0, 81.0, unit::deg),
             "Of the place that the boresight meets");
  v.required("longitude", c.longitude_rad, between(-180.0, 180.0, unit::deg), "Likewise");
  v.optional("rotation", c.rotation_rad, between(-180.0, 180.0, unit::deg),
             "Of the beam's first axis on the map, from east to north");
  v.optional("gaussian", c.gaussian, "Elliptical beam, exp(-4 ln 2 (angle / width)^2)");
  v.optional("table", c.table,
             "Losses on a full grid of angles off the axis, from 0, and around it, from 0; between "
             "them bilinear in decibels");
  v.exactly_one_of(kForms);
  v.check(c.table.empty() || grid_of(c.table).complete, "table",
          "must have each angle around at each angle off the axis once, both from 0");
  v.optional("edge", c.edge_db, between(0.1, 40.0, unit::dB),
             "How far below the peak a site is outside the beam");
  v.optional("moves", c.moves,
             "Of a steerable beam: where it points from when on, instead of the place above");
  v.check(std::adjacent_find(c.moves.begin(), c.moves.end(),
                             [](const auto& a, const auto& b) { return !(a.at < b.at); }) ==
              c.moves.end(),
          "moves", "go by time, one at an instant");
}

orbit::Geodetic BeamConfig::boresight_at(const CalendarTime& utc) const {
  orbit::Geodetic place = boresight();
  for (const BeamMoveConfig& move : moves) {
    if (move.at <= utc) {
      place = {move.latitude_rad, move.longitude_rad, 0.0};
    }
  }
  return place;
}

std::shared_ptr<const link::AntennaPattern> BeamConfig::pattern() const {
  if (gaussian) {
    constexpr double kFloor_db = -40.0;
    return std::make_shared<const link::GaussianBeam>(
        0.0, gaussian->width_rad, gaussian->across_rad.value_or(gaussian->width_rad), kFloor_db);
  }
  Grid grid = grid_of(table);
  return std::make_shared<const link::TabulatedPattern>(
      std::move(grid.off_axis_rad), std::move(grid.around_rad), std::move(grid.gains_db));
}

} // namespace urker::spacecraft
