#pragma once

#include "time/time.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace urker::spacecraft {

/// Derivatives per second of a state: dy(t, y).
using Derivative =
    std::function<void(Time t, std::span<const double> y, std::span<double> dy_per_s)>;

/// How a step is made: the error that one step may leave in each component, and the length tried
/// first and at most.
struct StepControl {
  std::vector<double> tolerance;
  double first_s = 60.0;
  double longest_s = 900.0;
};

/// One step of a differential equation with dense output: the method of order 8 of
/// dop853.hpp, whose output polynomial is of order 7. Its error over the step is below the
/// tolerance as far as the method's estimate tells, the root of the mean square of the components'
/// errors.
class DenseStep {
 public:
  DenseStep() = default;
  /// A step from `y` at `begin`, halved until its error allows it.
  DenseStep(const Derivative& f, Time begin, std::span<const double> y, const StepControl& control);

  [[nodiscard]] Time begin() const { return begin_; }
  [[nodiscard]] double length_s() const { return length_s_; }
  [[nodiscard]] Time end() const { return begin_ + floor_seconds(length_s_); }
  /// What to try next.
  [[nodiscard]] double next_length_s() const { return next_s_; }
  void propose(double next_s) { next_s_ = next_s; }
  [[nodiscard]] double value(std::size_t component, double after_s) const;
  [[nodiscard]] double rate_per_s(std::size_t component, double after_s) const;
  [[nodiscard]] std::vector<double> values(double after_s) const;
  [[nodiscard]] std::size_t size() const { return coefficients_.size() / kOrder; }

  template <class Packer>
  void pack(Packer& p) {
    p(begin_, length_s_, next_s_, coefficients_);
  }

 private:
  static constexpr std::size_t kOrder = 8;
  Time begin_ = kStart;
  double length_s_ = 0.0;
  double next_s_ = 0.0;
  std::vector<double> coefficients_; ///< eight by component
};

/// A function of the seconds since a step's begin.
using StepFunction = std::function<double(double after_s)>;

/// The first time in (from_s, to_s] at which `value` changes its sign, to a nanosecond, if it does;
/// `rate` is its derivative. The interval is cut where the sign of the rate changes between its
/// 16th parts, so that no pair of roots within a part is missed but one beside a double extreme.
[[nodiscard]] std::optional<double> first_root(const StepFunction& value, const StepFunction& rate,
                                               double from_s, double to_s);

} // namespace urker::spacecraft
