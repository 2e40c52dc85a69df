#pragma once

#include "base/fields.hpp"

namespace urker::spacecraft {

/// How fast a satellite turns about any axis.
struct SlewConfig {
  double rate_rad_s = 0.5 * unit::deg.scale;
  double acceleration_rad_s2 = 0.05 * unit::deg.scale;
  double settling_s = 10.0;
};
void describe(FieldVisitor& v, SlewConfig& c);

/// Turning by `angle_rad` about one axis from rest to rest: full acceleration, the greatest rate if
/// it is reached, full deceleration.
class SlewProfile {
 public:
  SlewProfile(const SlewConfig& config, double angle_rad);
  [[nodiscard]] double angle_at(double t_s) const;
  /// Of the motion, and with the settling; both zero for an angle of zero.
  [[nodiscard]] double motion_s() const { return 2.0 * ramp_s_ + coast_s_; }
  [[nodiscard]] double duration_s() const {
    return angle_rad_ > 0.0 ? motion_s() + settling_s_ : 0.0;
  }
  /// When acceleration ends and deceleration begins.
  [[nodiscard]] double ramp_end_s() const { return ramp_s_; }
  [[nodiscard]] double coast_end_s() const { return ramp_s_ + coast_s_; }

 private:
  double angle_rad_;
  double acceleration_rad_s2_;
  double settling_s_;
  double ramp_s_ = 0.0;
  double coast_s_ = 0.0;
};

} // namespace urker::spacecraft
