#pragma once

#include "access/windows.hpp"
#include "base/error.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace urker::access {

/// A condition at an instant.
template <class Sample>
struct SearchPoint {
  Time time;
  Sample sample;
  [[nodiscard]] bool holds() const { return sample.value >= 0.0; }
};

/// The search behind every kind of window. `Model` states a condition f on a grid of nodes:
///
///     std::size_t node_count() const;             // at least 2, or the span is empty
///     Time node_time(std::size_t node) const;
///     Sample at_node(std::size_t node) const;     // .value, .rate_per_s as in Condition
///     Sample at(Time) const;
///     // bound on |f''| between a and b, which lie between the nodes `interval`, `interval` + 1
///     double curvature_bound(std::size_t interval, const SearchPoint<Sample>& a,
///                            const SearchPoint<Sample>& b) const;
///     // optional: false only where f < 0 on all of the interval, its ends included
///     bool may_hold(std::size_t interval) const;
///
/// Proof. Let |f''| <= M over a length h, D = f(b) - f(a) and S = M h^2 / 8. Between its ends f
/// departs from its chord by no more than M s (h - s) / 2, whose sum with the chord peaks at
/// (f(a) + f(b)) / 2 + S + D^2 / (16 S) while |D| < 4 S. And f' departs from the chord's slope by
/// no more than M h / 2, so that f is monotone where |D| >= 4 S. Values alone prove everything:
/// a velocity that is not quite the derivative of its position (SGP4's is not) does no harm.
template <class Model>
class WindowSearch {
 public:
  using Sample = decltype(std::declval<const Model&>().at(kStart));

  explicit WindowSearch(const Model& model) : model_(model) {}

  [[nodiscard]] std::vector<Window> run() {
    if (model_.node_count() < 2) {
      return {};
    }
    std::optional<Point> left; // none: the condition does not hold there
    for (std::size_t i = 0; i + 1 < model_.node_count(); ++i) {
      if (!may_hold(i)) {
        left.reset();
        continue;
      }
      if (!left) {
        left = node(i);
        if (i == 0 && left->holds()) {
          windows_.push_back({left->time, left->time, true, false});
        }
      }
      const Point right = node(i + 1);
      resolve(i, *left, right);
      left = right;
    }
    if (left && left->holds()) {
      windows_.back().end = left->time;
      windows_.back().end_clipped = true;
    }
    std::erase_if(windows_, [](const Window& w) { return w.end <= w.begin; });
    return std::move(windows_);
  }

 private:
  static constexpr Duration kPrecision = std::chrono::microseconds(1);
  /// Newton's steps aim this far past the root, so that the bracket closes from both sides.
  static constexpr Duration kOvershoot = kPrecision / 4;

  /// Keeps a bound that is met exactly from being beaten by rounding.
  static constexpr double kRoundingSlack = 1.0 + 1e-9;

  using Point = SearchPoint<Sample>;

  [[nodiscard]] Point node(std::size_t i) const { return {model_.node_time(i), model_.at_node(i)}; }

  [[nodiscard]] bool may_hold(std::size_t interval) const {
    if constexpr (requires { model_.may_hold(interval); }) {
      return model_.may_hold(interval);
    }
    return true;
  }

  void resolve(std::size_t interval, const Point& a, const Point& b) {
    const double length_s = to_seconds(b.time - a.time);
    const double bound = model_.curvature_bound(interval, a, b);
    const double sag = kRoundingSlack * bound * length_s * length_s / 8.0;
    const double difference = b.sample.value - a.sample.value;
    require(std::isfinite(sag) && std::isfinite(difference), "a window condition is not finite");
    const bool changes = a.holds() != b.holds();
    const bool monotone = std::abs(difference) >= 4.0 * sag;
    if (changes && (monotone || b.time - a.time <= kPrecision)) {
      turn(a, b);
      return;
    }
    if (monotone || b.time - a.time <= kPrecision) {
      return;
    }
    const double distance = std::abs(a.sample.value + b.sample.value) / 2.0;
    if (!changes && distance > sag + difference * difference / (16.0 * sag)) {
      return;
    }
    const Time middle = a.time + (b.time - a.time) / 2;
    const Point m{middle, model_.at(middle)};
    resolve(interval, a, m);
    resolve(interval, m, b);
  }

  /// Opens or closes a window at the one change between a and b.
  void turn(const Point& a, const Point& b) {
    const Time end = change_between(a, b);
    if (b.holds()) {
      windows_.push_back({end, end, false, false});
    } else {
      windows_.back().end = end;
    }
  }

  /// The last (or first) instant known to hold, within 1 us of one that does not.
  [[nodiscard]] Time change_between(Point a, Point b) const {
    const double fraction = a.sample.value / (a.sample.value - b.sample.value);
    Time next = a.time + round_seconds(fraction * to_seconds(b.time - a.time));
    Duration width_before = b.time - a.time;
    for (int step = 1; b.time - a.time > kPrecision; ++step) {
      next = std::clamp(next, a.time + kOvershoot, b.time - kOvershoot);
      const Point p{next, model_.at(next)};
      const bool right_of_root = p.holds() == b.holds();
      (right_of_root ? b : a) = p;
      const Duration width = b.time - a.time;
      const double newton_s = -p.sample.value / p.sample.rate_per_s;
      // A poor rate (or none: no number) must not stall the search.
      const bool stalled = step % 3 == 0 && width > std::exchange(width_before, width) / 4;
      if (stalled || !(std::abs(newton_s) <= to_seconds(width))) {
        next = a.time + width / 2;
      } else {
        next = p.time + round_seconds(newton_s) + (right_of_root ? -kOvershoot : kOvershoot);
      }
    }
    return a.holds() ? a.time : b.time;
  }

  const Model& model_;
  std::vector<Window> windows_;
};

/// See WindowSearch.
template <class Model>
[[nodiscard]] std::vector<Window> search_windows(const Model& model) {
  return WindowSearch<Model>(model).run();
}

} // namespace urker::access
