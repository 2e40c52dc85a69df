#pragma once

#include "orbit/atmosphere/nrlmsise00.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace urker::orbit {

/// What drives the thermosphere's density. Fluxes in solar flux units (1e-22 W m-2 Hz-1) as
/// observed, not adjusted to 1 AU.
struct SolarIndices {
  double f107 = 150.0;  ///< 10.7 cm flux of the previous day
  double f107a = 150.0; ///< its 81-day mean centred on the day
  double ap = 15.0;     ///< daily planetary amplitude
  friend bool operator==(const SolarIndices&, const SolarIndices&) = default;
};

/// Solar and geomagnetic indices by UTC day.
class SpaceWeather {
 public:
  /// The table that ships with Urker, sim/data/space_weather.csv: days from 1999 to 4 May 2025
  /// (measured up to 20 March 2025, predicted from there), then months predicted to 2044.
  [[nodiscard]] static const SpaceWeather& shipped();

  /// Reads the text format of the Center for Space Standards and Innovation, "SpaceWeather-All"
  /// version 1.2: its observed, daily predicted and monthly predicted rows. Throws
  /// `Error{invalid_input}` naming `file`, line and column.
  [[nodiscard]] static SpaceWeather from_cssi(std::string_view text, const std::string& file);

  /// As NRLMSISE-00 takes them: the flux of the previous UTC day, the centred mean and Ap of the
  /// current one; they step at 0 h. A day between two rows has the earlier row's figures (so months
  /// hold from their first day to the next), days outside the table those of its first or last row.
  [[nodiscard]] SolarIndices at(double mjd_utc) const;
  /// Ap of the 3 h that hold the instant, and before. In predicted rows all of a day are alike.
  [[nodiscard]] ApHistory ap_history(double mjd_utc) const;
  /// From the first row's day to the last row's.
  [[nodiscard]] bool covers(double mjd_utc) const;

 private:
  struct Row {
    int day; ///< modified Julian date, UTC
    double ap, f107, f107a;
    std::array<double, 8> ap_3h; ///< from 0 h on
  };
  SpaceWeather() = default;
  [[nodiscard]] const Row& row(int day) const;

  std::vector<Row> rows_; ///< ascending
};

} // namespace urker::orbit
