#pragma once

#include "link/antenna/pattern.hpp"

#include <vector>

namespace urker::link {

/// Gains measured or computed elsewhere on a grid of directions, between its points bilinear in
/// decibels. Angles off the axis increase from 0, and beyond the last its gain holds; angles around
/// the axis increase from 0 to less than a full turn, after which the first follows again.
class TabulatedPattern : public AntennaPattern {
 public:
  /// `gains_dbi` goes by the angles off the axis, and at each by those around it. Throws
  /// `Error{invalid_input}` if the axes are not of that form or the numbers do not fit.
  TabulatedPattern(std::vector<double> off_axis_rad, std::vector<double> around_rad,
                   std::vector<double> gains_dbi);
  [[nodiscard]] double gain_dbi(double off_axis_rad, double around_rad) const override;

 private:
  std::vector<double> off_axis_rad_, around_rad_, gains_dbi_;
};

} // namespace urker::link
