#pragma once

#include "spacecraft/propulsion/arcs.hpp"
#include "spacecraft/propulsion/strategy.hpp"

#include <string>

namespace urker::spacecraft {

/// Both burns of a manoeuvre that lets something pass: the first one raises what is then half a
/// revolution away by 4 dv/n, the second one takes that back where the first one was. By linear
/// theory, for a nearly circular orbit.
class Avoidance {
 public:
  Avoidance(const AvoidConfig& config, Time at, std::size_t place)
      : config_(config), at_(at), place_(place) {}

  [[nodiscard]] std::size_t place() const { return place_; }
  /// Whether it has a burn to come, or one that is over but for its counterpart: no other burns
  /// are made then.
  [[nodiscard]] bool busy(const Look& now) const;
  /// As a strategy; the wish is for a burn whole before the next mark.
  [[nodiscard]] Answer ask(const Look& now);
  [[nodiscard]] bool over() const { return stage_ == Stage::over; }
  /// That its burn cannot be made.
  void give_up() { stage_ = Stage::over; }

 private:
  enum class Stage { waiting, away, over };
  [[nodiscard]] double delta_v_m_s(const Look& now) const;
  [[nodiscard]] Duration revolution(const Look& now) const;
  /// Middle of the next burn.
  [[nodiscard]] Time centre(const Look& now) const;

  AvoidConfig config_;
  Time at_;
  std::size_t place_;
  Stage stage_ = Stage::waiting;
  double spent_m_s_ = 0.0;
};

} // namespace urker::spacecraft
