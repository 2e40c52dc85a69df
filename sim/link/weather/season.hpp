#pragma once

#include "base/calendar.hpp"
#include "time/time.hpp"

#include <span>

namespace urker::link {

/// Figures of the months as a function of time: straight lines between the middles of months, which
/// are of equal length.
class Season {
 public:
  /// `start` is the instant kStart in UTC.
  explicit Season(const CalendarTime& start);
  /// `monthly`: January to December.
  [[nodiscard]] double value(std::span<const double> monthly, Time t) const;

 private:
  double start_months_; ///< since the beginning of a year
};

} // namespace urker::link
