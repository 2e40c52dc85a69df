#pragma once

#include "base/table.hpp"
#include "spacecraft/attitude/attitude_control.hpp"
#include "spacecraft/dynamics/dense_step.hpp"

#include <array>
#include <string>

namespace urker::spacecraft {

/// When unloading begins or ends.
struct MomentumRow {
  static constexpr TableInfo kTable{"momentum", "Change of the unloading of reaction wheels", 3};
  std::string satellite;
  Time time = kStart;
  std::int64_t sequence = 0;
  std::string_view cause;
  double momentum_n_m_s = 0.0;
  void columns(ColumnVisitor& v) const;
};

/// The momentum that reaction wheels have taken up from disturbing torques, as a vector in the
/// inertial frame: integrated with dense output along the attitude, unloaded against its direction
/// by a constant mean torque between two thresholds, which are roots. How it is spread over the
/// wheels, and the momentum of slews (given back at their end), are left out.
class Momentum {
 public:
  Momentum(std::string satellite, const MomentumConfig& config);

  /// Begins anew from `now`: the attitude has changed.
  void restart(Time now, const AttitudeControl& attitude);
  [[nodiscard]] Time next_event() const { return next_; }
  void handle(Time now, const AttitudeControl& attitude, RowSink& rows);
  [[nodiscard]] double load_w() const { return unloading_ ? config_.unload_power_w : 0.0; }
  [[nodiscard]] bool unloading() const { return unloading_; }
  [[nodiscard]] double momentum_n_m_s(Time t) const;
  void finish(Time now, RowSink& rows);

  template <class Packer>
  void pack(Packer& p) {
    p(state_, step_, unloading_, next_, rows_, unloadings_, greatest_);
  }

 private:
  void advance(Time now);
  /// Torque of all disturbances, inertial.
  [[nodiscard]] orbit::Vector3 disturbance_n_m(Time t, const AttitudeControl& attitude) const;
  void make_step(Time now, const AttitudeControl& attitude);
  void emit(Time now, std::string_view cause, RowSink& rows);

  std::string satellite_;
  MomentumConfig config_;
  /// Momentum, impulse of the disturbances, impulse of the unloading: three components each.
  std::vector<double> state_;
  DenseStep step_;
  bool unloading_ = false;
  Time next_ = kNever;
  std::int64_t rows_ = 0;
  std::int64_t unloadings_ = 0;
  double greatest_ = 0.0;
};

} // namespace urker::spacecraft
