#pragma once

#include "base/calendar.hpp"
#include "base/fields.hpp"
#include "orbit/earth/geodesy.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace urker::link {
class AntennaPattern;
}

namespace urker::spacecraft {

/// An elliptical beam.
struct GaussianBeamConfig {
  double width_rad = 0.0;           ///< full width at half power, along its first axis
  std::optional<double> across_rad; ///< likewise across; nothing: round
};
void describe(FieldVisitor& v, GaussianBeamConfig& c);

/// How far a beam is below its peak in one direction.
struct BeamPointConfig {
  double off_axis_rad = 0.0;
  double around_rad = 0.0; ///< from the first axis
  double loss_db = 0.0;    ///< below the peak
};
void describe(FieldVisitor& v, BeamPointConfig& c);

/// Where a steerable beam points from an instant on.
struct BeamMoveConfig {
  CalendarTime at;
  double latitude_rad = 0.0;
  double longitude_rad = 0.0;
};
void describe(FieldVisitor& v, BeamMoveConfig& c);

/// A beam of a geostationary satellite: what a saturated transponder radiates, and how well the
/// satellite hears, at its peak, and how both fall from there.
struct BeamConfig {
  double peak_eirp_dbw = 0.0;
  double peak_g_over_t_db_k = 0.0;
  double latitude_rad = 0.0; ///< of the boresight's place
  double longitude_rad = 0.0;
  double rotation_rad = 0.0; ///< of the first axis from east to north
  std::optional<GaussianBeamConfig> gaussian;
  std::vector<BeamPointConfig> table; ///< or, on a full grid
  double edge_db = 8.0;               ///< below the peak, up to which it serves
  std::vector<BeamMoveConfig> moves;  ///< by time

  [[nodiscard]] orbit::Geodetic boresight() const { return {latitude_rad, longitude_rad, 0.0}; }
  /// From an instant in UTC on.
  [[nodiscard]] orbit::Geodetic boresight_at(const CalendarTime& utc) const;
  /// Relative to the peak.
  [[nodiscard]] std::shared_ptr<const link::AntennaPattern> pattern() const;
};
void describe(FieldVisitor& v, BeamConfig& c);

} // namespace urker::spacecraft
