#pragma once

#include "base/table.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <string>

namespace urker::spacecraft {

/// A burn that was made, or one that was wanted and refused.
struct ManoeuvreRow {
  static constexpr TableInfo kTable{"manoeuvres", "Burn that was made or refused", 2};
  std::string satellite;
  std::int64_t number = 0;
  std::int64_t strategy = 0; ///< place in the satellite's list
  std::string kind;
  std::string outcome; ///< done, refused, cut_off, failed
  std::string reason;
  Time decided = kStart;
  Time begin = kNotYet, end = kNotYet;
  double delta_v_m_s = 0.0; ///< along the velocity
  double propellant_kg = 0.0;
  double mass_kg = 0.0; ///< at its begin
  double altitude_m = 0.0;
  double least_charge = 0.0;
  void columns(ColumnVisitor& v) const;
};

/// What became of a strategy.
struct StrategyRow {
  static constexpr TableInfo kTable{"strategies", "What became of a satellite's strategy", 2};
  std::string satellite;
  std::int64_t strategy = 0;
  std::string kind;
  std::string outcome; ///< done, refused, unfinished, not_begun
  std::string result;  ///< in words
  Time begin = kNotYet, end = kNotYet;
  double delta_v_m_s = 0.0;
  double propellant_kg = 0.0;
  void columns(ColumnVisitor& v) const;
};

/// Mean orbit, mass and energy at a mark.
struct OrbitHistoryRow {
  static constexpr TableInfo kTable{"orbit_history", "Mean orbit of a satellite with propulsion",
                                    2};
  std::string satellite;
  Time time = kStart;
  double altitude_m = 0.0; ///< mean semi-major axis above 6378.137 km
  double perigee_m = 0.0, apogee_m = 0.0;
  double eccentricity = 0.0, inclination_rad = 0.0, raan_rad = 0.0, latitude_argument_rad = 0.0;
  double mass_kg = 0.0;
  double propellant_kg = 0.0;
  double delta_v_m_s = 0.0;
  double charge = 0.0;
  std::int64_t strategy = 0;
  void columns(ColumnVisitor& v) const;
};

} // namespace urker::spacecraft
