#include "link/transponder/off_axis_limits.hpp"

#include "base/decibel.hpp"
#include "base/units.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

namespace urker::link {

namespace {

constexpr std::string_view kRecommendation = "ITU-R S.524-9";

constexpr std::array kLimits{
    OffAxisLimit{12.75e9, 13.25e9, kRecommendation, 2.5, 39.0, 18.0, 42.0, 0.0},
    OffAxisLimit{12.75e9, 13.25e9, "RR No. 22.26", 3.0, 42.0, 21.0, 45.0, 3.0},
    OffAxisLimit{13.75e9, 14.5e9, kRecommendation, 2.5, 39.0, 18.0, 42.0, 0.0},
    OffAxisLimit{13.75e9, 14.5e9, "RR No. 22.26", 3.0, 42.0, 21.0, 45.0, 3.0},
    OffAxisLimit{27.5e9, 30e9, kRecommendation, 2.0, 19.0, -2.0, 22.0, -10.0},
    OffAxisLimit{29.5e9, 30e9, "RR No. 22.32", 3.0, 28.0, 7.0, 31.0, -1.0},
};

} // namespace

double OffAxisLimit::at_dbw(double degrees) const {
  constexpr double kSlope = 25.0; // dB a decade
  if (degrees <= 7.0) {
    return inner_dbw - kSlope * std::log10(degrees);
  }
  if (degrees <= 9.2) {
    return level_dbw;
  }
  return degrees <= 48.0 ? outer_dbw - kSlope * std::log10(degrees) : far_dbw;
}

std::vector<OffAxisLimit> off_axis_limits_at(double frequency_hz) {
  std::vector<OffAxisLimit> result;
  std::copy_if(kLimits.begin(), kLimits.end(), std::back_inserter(result),
               [&](const OffAxisLimit& limit) {
                 return limit.lowest_frequency_hz <= frequency_hz &&
                        frequency_hz <= limit.highest_frequency_hz;
               });
  return result;
}

std::vector<OffAxisCheck> off_axis_checks(const AntennaPattern& antenna, double eirp_dbw,
                                          double frequency_hz, double symbol_rate_hz) {
  const double on_axis_dbw =
      eirp_dbw + to_db(std::min(OffAxisLimit::kReference_hz / symbol_rate_hz, 1.0));
  std::vector<OffAxisCheck> checks;
  for (const OffAxisLimit& limit : off_axis_limits_at(frequency_hz)) {
    const auto at = [&](int tenths) {
      const double degrees = 0.1 * tenths;
      return OffAxisCheck{limit, degrees,
                          on_axis_dbw - antenna.gain_dbi(0.0, 0.0) +
                              antenna.gain_dbi(degrees * unit::deg.scale, 0.0)};
    };
    constexpr int kLast = 1800;
    const int first = static_cast<int>(std::lround(10.0 * limit.begin_deg));
    OffAxisCheck worst = at(first);
    for (int tenths = first + 1; tenths <= kLast; ++tenths) {
      const OffAxisCheck check = at(tenths);
      worst = check.margin_db() < worst.margin_db() ? check : worst;
    }
    checks.push_back(worst);
  }
  return checks;
}

} // namespace urker::link
