#pragma once

#include "base/calendar.hpp"
#include "base/fields.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace urker::spacecraft {

// Altitudes are mean semi-major axes above 6378.137 km.

/// A time in which the orbit is left alone: deployment, detumbling, commissioning.
struct PhaseConfig {
  std::string name;
  double duration_s = 0.0;
  bool imaging = false;
};

/// Raises or lowers a nearly circular orbit.
struct RaiseConfig {
  double altitude_m = 0.0;
  double tolerance_m = 100.0;
};

/// Moves the satellite along its orbit, against where it would be on the orbit that it has: it
/// drifts there at another altitude and comes back.
struct PhasingConfig {
  double angle_rad = 0.0; ///< forward
  double duration_s = 0.0;
  double tolerance_rad = 0.01;
};

/// Turns the orbit's plane about the Earth's axis, against the drift that it has, by the drift of
/// the node at another altitude.
struct PlaneSeparationConfig {
  double raan_rad = 0.0; ///< eastward
  double duration_s = 0.0;
  double tolerance_rad = 0.001;
};

/// Holds a mean altitude against drag: it is raised by the band's whole width whenever it has
/// fallen below the band.
struct KeepConfig {
  double altitude_m = 0.0;          ///< middle of the band
  double dead_band_m = 500.0;       ///< from the middle to either end
  std::optional<double> duration_s; ///< none: for the rest of the run
  double leave_m_s = 0.0;           ///< the keeping ends before less than this is left
};

/// Keeps a distance from what would come near at a stated instant: one burn along the velocity half
/// a revolution and whole ones before, and one that takes it back half a revolution after.
struct AvoidConfig {
  CalendarTime at;
  double distance_m = 0.0;      ///< radially, upward
  std::int64_t revolutions = 1; ///< whole ones between burn and encounter, besides the half
};

/// Lowers the perigee until the satellite falls to the ground in time.
struct DisposalConfig {
  double lifetime_s = 5.0 * 365.25 * 86400.0; ///< of the orbit that is left, from then on
  double least_perigee_m = 200e3;             ///< no burn is made for a lower one
};

/// One of a satellite's strategies: exactly one of these.
struct StrategyConfig {
  std::optional<PhaseConfig> phase;
  std::optional<RaiseConfig> raise;
  std::optional<PhasingConfig> phasing;
  std::optional<PlaneSeparationConfig> plane_separation;
  std::optional<KeepConfig> keep;
  std::optional<AvoidConfig> avoid;
  std::optional<DisposalConfig> dispose;
  /// The key that it was given by.
  [[nodiscard]] std::string kind() const;
};
void describe(FieldVisitor& v, PhaseConfig& c);
void describe(FieldVisitor& v, RaiseConfig& c);
void describe(FieldVisitor& v, PhasingConfig& c);
void describe(FieldVisitor& v, PlaneSeparationConfig& c);
void describe(FieldVisitor& v, KeepConfig& c);
void describe(FieldVisitor& v, AvoidConfig& c);
void describe(FieldVisitor& v, DisposalConfig& c);
void describe(FieldVisitor& v, StrategyConfig& c);

} // namespace urker::spacecraft
