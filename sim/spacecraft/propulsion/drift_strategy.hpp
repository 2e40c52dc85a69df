#pragma once

#include "spacecraft/propulsion/strategy.hpp"

namespace urker::spacecraft {

/// Goes to another altitude, drifts there against the orbit that it left, and comes back. What has
/// been drifted is the rate's difference by J2 (mean_rates) between the measured mean altitude and
/// the one that it left, summed from mark to mark: errors of the theory that both orbits share
/// drop out.
class DriftStrategy final : public Strategy {
 public:
  explicit DriftStrategy(const PhasingConfig& config);
  explicit DriftStrategy(const PlaneSeparationConfig& config);
  [[nodiscard]] Answer ask(const Look& now) override;

 private:
  enum class Stage { begin, out, coast, back };
  /// Against the orbit that it left, rad/s.
  [[nodiscard]] double drift_rad_s(double semi_major_axis_m) const;
  [[nodiscard]] Answer begin(const Look& now);
  [[nodiscard]] Answer come_back(const Look& now);
  void count(const Look& now);

  bool plane_; ///< or along the orbit
  double angle_rad_, duration_s_, tolerance_rad_;
  Stage stage_ = Stage::begin;
  double home_m_ = 0.0, away_m_ = 0.0; ///< semi-major axes
  double inclination_rad_ = 0.0;
  double drifted_rad_ = 0.0;
  Time counted_ = kStart;
  double last_m_ = 0.0; ///< semi-major axis then
  int returns_ = 0;
};

} // namespace urker::spacecraft
