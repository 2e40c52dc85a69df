#include "link/antenna/tabulated_pattern.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

namespace urker::link {

namespace {

constexpr double kTurn_rad = 2.0 * std::numbers::pi;

void check_axis(const std::vector<double>& axis, double most_rad, bool end_allowed,
                const char* name) {
  const auto fail = [name](const std::string& what) {
    throw Error(Cause::invalid_input, fmt::format("antenna pattern: {} {}", name, what));
  };
  if (axis.empty() || axis.front() != 0.0) {
    fail("must begin with 0 deg");
  }
  if (std::adjacent_find(axis.begin(), axis.end(), [](double a, double b) { return !(b > a); }) !=
      axis.end()) {
    fail("must increase");
  }
  if (axis.back() > most_rad || (axis.back() == most_rad && !end_allowed)) {
    fail(end_allowed ? "must end at 180 deg or before" : "must end before 360 deg");
  }
}

/// The place of a value on an axis: the point below, and how far to the next, 0 to 1.
struct Place {
  std::size_t below;
  double weight;
};
Place place_on(const std::vector<double>& axis, double value) {
  const auto above = std::upper_bound(axis.begin() + 1, axis.end(), value);
  const auto below = static_cast<std::size_t>(above - axis.begin()) - 1;
  if (above == axis.end()) {
    return {below, 0.0};
  }
  return {below, (value - axis[below]) / (*above - axis[below])};
}

} // namespace

TabulatedPattern::TabulatedPattern(std::vector<double> off_axis_rad, std::vector<double> around_rad,
                                   std::vector<double> gains_dbi)
    : off_axis_rad_(std::move(off_axis_rad)), around_rad_(std::move(around_rad)),
      gains_dbi_(std::move(gains_dbi)) {
  check_axis(off_axis_rad_, std::numbers::pi, true, "angles off the axis");
  check_axis(around_rad_, kTurn_rad, false, "angles around the axis");
  if (gains_dbi_.size() != off_axis_rad_.size() * around_rad_.size()) {
    throw Error(Cause::invalid_input,
                fmt::format("antenna pattern: {} gains for {} angles off the axis by {} around it",
                            gains_dbi_.size(), off_axis_rad_.size(), around_rad_.size()));
  }
}

double TabulatedPattern::gain_dbi(double off_axis_rad, double around_rad) const {
  const double around = around_rad - kTurn_rad * std::floor(around_rad / kTurn_rad);
  Place phi = place_on(around_rad_, around);
  const std::size_t count = around_rad_.size();
  const std::size_t next = (phi.below + 1) % count;
  if (next == 0) { // between the last and the first
    phi.weight = (around - around_rad_.back()) / (kTurn_rad - around_rad_.back());
  }
  const Place theta = place_on(off_axis_rad_, off_axis_rad);
  const auto row = [&](std::size_t i) {
    const double* gains = gains_dbi_.data() + i * count;
    return gains[phi.below] + phi.weight * (gains[next] - gains[phi.below]);
  };
  return theta.weight == 0.0
             ? row(theta.below)
             : row(theta.below) + theta.weight * (row(theta.below + 1) - row(theta.below));
}

} // namespace urker::link
