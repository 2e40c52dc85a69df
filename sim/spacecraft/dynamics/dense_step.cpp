#include "spacecraft/dynamics/dense_step.hpp"

#include "base/error.hpp"
#include "orbit/numerical/dop853.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace urker::spacecraft {

namespace {

namespace method = orbit::dop853;

constexpr std::size_t kAll = method::kAllStages;
constexpr std::size_t kLast = method::kStages; // the derivative at the end

/// The derivatives at the stages of one attempt.
struct Attempt {
  const Derivative& f;
  Time begin;
  std::span<const double> y;
  std::array<std::vector<double>, kAll> slopes;
  std::vector<double> point;

  void stage(std::size_t i, double length_s) {
    point.assign(y.begin(), y.end());
    for (std::size_t j = 0; j < i; ++j) {
      const double weight = method::kWeights[i][j] * length_s;
      if (weight != 0.0) {
        for (std::size_t n = 0; n < y.size(); ++n) {
          point[n] += weight * slopes[j][n];
        }
      }
    }
    slopes[i].resize(y.size());
    f(begin + round_seconds(method::kNodes[i] * length_s), point, slopes[i]);
  }

  /// Error over tolerance, in the mean of the squares.
  [[nodiscard]] double error(double length_s, std::span<const double> tolerance) const {
    double sum5 = 0.0;
    double sum3 = 0.0;
    for (std::size_t n = 0; n < y.size(); ++n) {
      double five = 0.0;
      for (std::size_t i = 0; i < method::kStages; ++i) {
        five += method::kError5[i] * slopes[i][n];
      }
      double three = (point[n] - y[n]) / length_s;
      three -= method::kError3[0] * slopes[0][n] + method::kError3[1] * slopes[8][n] +
               method::kError3[2] * slopes[11][n];
      sum5 += five * five / (tolerance[n] * tolerance[n]);
      sum3 += three * three / (tolerance[n] * tolerance[n]);
    }
    const double sum = sum5 + 0.01 * sum3;
    return sum > 0.0 ? length_s * sum5 / std::sqrt(sum * static_cast<double>(y.size())) : 0.0;
  }
};

/// A value and its derivative by the step's variable.
struct Dual {
  double value;
  double slope;
};
/// x * sum + c.
Dual next(Dual x, Dual sum, double c) {
  return {x.value * sum.value + c, x.slope * sum.value + x.value * sum.slope};
}

/// Of the output polynomial in the method's nested form.
Dual polynomial(const double* c, double part) {
  const Dual s{part, 1.0};
  const Dual rest{1.0 - part, -1.0};
  Dual sum{c[7], 0.0};
  for (std::size_t i = 7; i-- > 0;) {
    sum = next(i % 2 == 0 ? s : rest, sum, c[i]);
  }
  return sum;
}

} // namespace

DenseStep::DenseStep(const Derivative& f, Time begin, std::span<const double> y,
                     const StepControl& control)
    : begin_(begin) {
  constexpr double kShortest_s = 1e-6;
  Attempt attempt{f, begin, y, {}, {}};
  attempt.stage(0, 0.0);
  double try_s = std::clamp(control.first_s, kShortest_s, control.longest_s);
  bool rejected = false;
  while (true) {
    for (std::size_t i = 1; i <= kLast; ++i) {
      attempt.stage(i, try_s);
    }
    const double error = attempt.error(try_s, control.tolerance);
    const double factor = std::clamp(0.9 * std::pow(std::max(error, 1e-16), -0.125), 0.2, 5.0);
    if (error <= 1.0 || try_s <= kShortest_s) {
      length_s_ = try_s;
      next_s_ = std::min(try_s * (rejected ? std::min(factor, 1.0) : factor), control.longest_s);
      break;
    }
    rejected = true;
    try_s = std::max(kShortest_s, try_s * std::min(factor, 0.9));
  }
  const std::vector<double> end = attempt.point; // of the 13th stage: the solution
  for (std::size_t i = kLast + 1; i < kAll; ++i) {
    attempt.stage(i, length_s_);
  }
  coefficients_.resize(kOrder * y.size());
  for (std::size_t n = 0; n < y.size(); ++n) {
    double* c = &coefficients_[kOrder * n];
    const double change = end[n] - y[n];
    c[0] = y[n];
    c[1] = change;
    c[2] = length_s_ * attempt.slopes[0][n] - change;
    c[3] = change - length_s_ * attempt.slopes[kLast][n] - c[2];
    for (std::size_t row = 0; row < method::kOutput.size(); ++row) {
      double sum = 0.0;
      for (std::size_t i = 0; i < kAll; ++i) {
        sum += method::kOutput[row][i] * attempt.slopes[i][n];
      }
      c[4 + row] = length_s_ * sum;
    }
  }
}

double DenseStep::value(std::size_t component, double after_s) const {
  return polynomial(&coefficients_[kOrder * component], after_s / length_s_).value;
}

double DenseStep::rate_per_s(std::size_t component, double after_s) const {
  return polynomial(&coefficients_[kOrder * component], after_s / length_s_).slope / length_s_;
}

std::vector<double> DenseStep::values(double after_s) const {
  std::vector<double> result(size());
  for (std::size_t n = 0; n < result.size(); ++n) {
    result[n] = value(n, after_s);
  }
  return result;
}

namespace {

/// The root between a and b, where f has different signs; at its far side, so that f has changed.
double bisect(const StepFunction& f, double a, double b) {
  constexpr double kPrecision_s = 1e-10;
  const bool positive = f(a) > 0.0;
  while (b - a > kPrecision_s) {
    const double middle = 0.5 * (a + b);
    if (middle <= a || middle >= b) {
      break;
    }
    ((f(middle) > 0.0) == positive ? a : b) = middle;
  }
  return b;
}

} // namespace

std::optional<double> first_root(const StepFunction& value, const StepFunction& rate, double from_s,
                                 double to_s) {
  constexpr int kParts = 16;
  if (to_s <= from_s) {
    return std::nullopt;
  }
  double a = from_s;
  const bool positive = value(a) > 0.0;
  bool rises = rate(a) > 0.0;
  for (int i = 1; i <= kParts; ++i) {
    const double b = from_s + (to_s - from_s) * i / kParts;
    const bool rises_after = rate(b) > 0.0;
    if (rises_after != rises) {
      const double top = bisect(rate, a, b);
      if ((value(top) > 0.0) != positive) {
        return bisect(value, a, top);
      }
      a = top;
    }
    if ((value(b) > 0.0) != positive) {
      return bisect(value, a, b);
    }
    a = b;
    rises = rises_after;
  }
  return std::nullopt;
}

} // namespace urker::spacecraft
