#pragma once

#include "base/pack.hpp"

#include <vector>

namespace urker::spacecraft {

/// A range between two turning points, and how often it counts: a cycle, or half of one.
struct CountedRange {
  double size = 0.0;
  double cycles = 0.0;
};

/// Counts the cycles in a sequence of turning points as they come, by the rainflow rule of ASTM
/// E1049-85, section 5.4.4: a range that a later one encloses is a cycle, one that holds the begin
/// of what is left is half a cycle.
class Rainflow {
 public:
  /// Takes the first point, or the next turning point. The ranges that it closes.
  std::vector<CountedRange> turn(double value);
  /// What is still open, as half cycles each.
  [[nodiscard]] std::vector<CountedRange> open() const;

  template <class Packer>
  void pack(Packer& p) {
    p(points_);
  }

 private:
  std::vector<double> points_; ///< turning points that are not counted yet
};

} // namespace urker::spacecraft
