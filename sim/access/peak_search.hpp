#pragma once

#include "access/window_search.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>

namespace urker::access {

/// Finds where the condition of a `Model` (window_search.hpp) is greatest.
///
/// Proof: with the bounds of window_search.hpp no value between two instants exceeds
/// (f(a) + f(b)) / 2 + S + D^2 / (16 S), or that of an end where |D| >= 4 S. Intervals that cannot
/// beat the best value known by more than the tolerance are left; others are halved.
template <class Model>
class PeakSearch {
 public:
  using Sample = decltype(std::declval<const Model&>().at(kStart));
  using Point = SearchPoint<Sample>;

  /// `tolerance` is in the units of the condition.
  PeakSearch(const Model& model, double tolerance) : model_(model), tolerance_(tolerance) {}

  /// Where the value is within the tolerance of the greatest. The model has two nodes or more.
  [[nodiscard]] Point run() {
    best_ = node(0);
    for (std::size_t i = 1; i < model_.node_count(); ++i) {
      keep(node(i));
    }
    for (std::size_t i = 0; i + 1 < model_.node_count(); ++i) {
      resolve(i, node(i), node(i + 1));
    }
    return best_;
  }

 private:
  [[nodiscard]] Point node(std::size_t i) const { return {model_.node_time(i), model_.at_node(i)}; }

  void keep(const Point& p) {
    if (p.sample.value > best_.sample.value) {
      best_ = p;
    }
  }

  void resolve(std::size_t interval, const Point& a, const Point& b) {
    constexpr Duration kPrecision = std::chrono::microseconds(1);
    const double length_s = to_seconds(b.time - a.time);
    const double sag = model_.curvature_bound(interval, a, b) * length_s * length_s / 8.0;
    const double difference = b.sample.value - a.sample.value;
    require(std::isfinite(sag) && std::isfinite(difference), "a peak's condition is not finite");
    if (b.time - a.time <= kPrecision || std::abs(difference) >= 4.0 * sag) {
      return;
    }
    const double greatest =
        (a.sample.value + b.sample.value) / 2.0 + sag + difference * difference / (16.0 * sag);
    if (greatest <= best_.sample.value + tolerance_) {
      return;
    }
    const Time middle = a.time + (b.time - a.time) / 2;
    const Point m{middle, model_.at(middle)};
    keep(m);
    resolve(interval, a, m);
    resolve(interval, m, b);
  }

  const Model& model_;
  double tolerance_;
  Point best_;
};

/// See PeakSearch.
template <class Model>
[[nodiscard]] auto find_peak(const Model& model, double tolerance) {
  return PeakSearch<Model>(model, tolerance).run();
}

} // namespace urker::access
