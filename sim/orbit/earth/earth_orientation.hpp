#pragma once

#include <vector>

namespace urker::orbit {

/// How the Earth lies in space at an instant, apart from its rotation angle.
struct EarthOrientation {
  double pole_x_rad = 0.0; ///< polar motion
  double pole_y_rad = 0.0;
  double ut1_minus_tai_s = 0.0;
  double offset_x_rad = 0.0; ///< of the celestial pole from IAU 2006/2000A
  double offset_y_rad = 0.0;
};

/// Leap seconds: TAI - UTC on a day since 1972.
[[nodiscard]] double tai_minus_utc_s(double mjd_utc);

/// Earth orientation by day, after the IERS; without its sub-daily tides (up to 1 mas). Immutable.
class EarthOrientationTable {
 public:
  /// `days` from the modified Julian date `first_day` on, at least four.
  EarthOrientationTable(double first_day, std::vector<EarthOrientation> days);

  /// The table that ships with Urker, sim/data/earth_orientation.csv: 1992 to August 2027, measured
  /// up to August 2026 and predicted from there.
  [[nodiscard]] static const EarthOrientationTable& shipped();

  /// Cubic through the four nearest days. Outside the table the first or last day's figures hold
  /// (for UT1 those of UT1 - UTC). The argument is a modified Julian date in UTC.
  [[nodiscard]] EarthOrientation at(double mjd_utc) const;
  [[nodiscard]] bool covers(double mjd_utc) const;
  [[nodiscard]] double first_day() const { return first_day_; }
  [[nodiscard]] double last_day() const {
    return first_day_ + static_cast<double>(days_.size() - 1);
  }

 private:
  double first_day_ = 0.0;
  std::vector<EarthOrientation> days_;
};

} // namespace urker::orbit
