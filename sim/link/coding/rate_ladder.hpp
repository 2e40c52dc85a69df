#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace urker::link {

/// A rate that a transmitter can switch to.
struct RateStep {
  std::string name; ///< of the modcod, if it has one
  std::int64_t rate_bit_s = 0;
  double least_cn0_db_hz = 0.0; ///< with implementation loss, without margin
};

/// The rates that a link climbs: by what they need, without those that carry no more than one that
/// needs less. A step is taken upwards once its need, the margin and the hysteresis are met, and
/// left downwards once need and margin are not.
class RateLadder {
 public:
  RateLadder(std::vector<RateStep> steps, double margin_db, double hysteresis_db);

  /// The steps, the lowest first.
  [[nodiscard]] const std::vector<RateStep>& steps() const { return steps_; }
  [[nodiscard]] double margin_db() const { return margin_db_; }

  /// The step for a C/N0 after another step, or after none; nothing below the lowest.
  [[nodiscard]] std::optional<std::size_t> step(double cn0_db_hz,
                                                std::optional<std::size_t> before) const;
  /// C/N0 below which a step is left, and from which on it is entered from below.
  [[nodiscard]] double leave_db_hz(std::size_t step) const;
  [[nodiscard]] double enter_db_hz(std::size_t step) const;
  /// The highest step whose need and margin are met, as at the start of a contact.
  [[nodiscard]] std::optional<std::size_t> first_step(double cn0_db_hz) const;

 private:
  std::vector<RateStep> steps_;
  double margin_db_, hysteresis_db_;
};

} // namespace urker::link
