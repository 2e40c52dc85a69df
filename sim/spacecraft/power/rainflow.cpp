#include "spacecraft/power/rainflow.hpp"

#include <cmath>

namespace urker::spacecraft {

std::vector<CountedRange> Rainflow::turn(double value) {
  std::vector<CountedRange> closed;
  points_.push_back(value);
  while (points_.size() >= 3) {
    const std::size_t last = points_.size() - 1;
    const double newest = std::abs(points_[last] - points_[last - 1]);
    const double before = std::abs(points_[last - 1] - points_[last - 2]);
    if (newest < before) {
      break;
    }
    if (points_.size() == 3) {
      closed.push_back({before, 0.5});
      points_.erase(points_.begin());
    } else {
      closed.push_back({before, 1.0});
      points_.erase(points_.end() - 3, points_.end() - 1);
    }
  }
  return closed;
}

std::vector<CountedRange> Rainflow::open() const {
  std::vector<CountedRange> ranges;
  for (std::size_t i = 1; i < points_.size(); ++i) {
    ranges.push_back({std::abs(points_[i] - points_[i - 1]), 0.5});
  }
  return ranges;
}

} // namespace urker::spacecraft
