// Rain attenuation on one path over many site-years, against the long-term distribution that it is
// made to have (ITU-R P.618) and against the durations of fades (ITU-R P.1623), which follow from
// its correlation in time alone. Exits with 1 where it is outside the bands that it prints.
//
// usage: bench_rain [SITE_YEARS]
#include "link/atmosphere/normal.hpp"
#include "link/rain/fade_durations.hpp"
#include "link/weather/rain_state.hpp"
#include "link/weather/weather_loss.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <numeric>
#include <utility>
#include <vector>

#include "../unit/link/atmosphere/station_facts.hpp"

using namespace urker;
using namespace urker::link;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kElevation_rad = 35.0 * kDegree;
constexpr double kFrequency_hz = 12e9;
constexpr double kRainProbability = 0.0173;
constexpr int kSites = 30;
constexpr std::int64_t kYear_s = 31'557'600;
constexpr std::int64_t kYear = kYear_s / RainState::kKnot_s; // knots
constexpr std::int64_t kStride = 8;
constexpr std::array<double, 3> kShares{0.01, 0.001, 0.0001};
constexpr double kFadeShare = kShares[1];

// Exceedances come in clusters: standard errors of site-years are those of independent pieces of
// this length.
constexpr double kCluster_s = 3000.0;
// Bands about P.1623 for thresholds of 0.1 % of the year.
constexpr double kFadesBand = 0.3; ///< of the number of fades, relative
constexpr double kTimeBand = 0.12; ///< of the share of the time, for durations up to half an hour

/// Sites with one climate, far from each other.
orbit::Geodetic site(int number) {
  return {std::fmod(number * 38.1966, 120.0) * kDegree - 60.0 * kDegree,
          std::fmod(number * 137.5078, 360.0) * kDegree, 0.0};
}

struct Record {
  std::array<double, 3> thresholds_db{}; ///< by P.618, of kShares
  std::array<double, 3> above_s{};       ///< time above each
  std::vector<double> fades_s;           ///< durations of those deeper than that of kFadeShare
};

/// Plays a year: time above the thresholds from knots kStride apart, fades from all knots.
void add_year(const WeatherLoss& loss, RainState state, std::int64_t year, Record& record) {
  // In between, the state leaves the higher end by no more than 6 standard deviations of 0.08.
  constexpr double kReach = 0.5;
  const double fade_state = normal_quantile(1.0 - kFadeShare);
  double lasting_s = 0.0;
  const auto go_on = [&](bool fading) {
    if (fading) {
      lasting_s += double{RainState::kKnot_s};
    } else if (lasting_s > 0.0) {
      record.fades_s.push_back(std::exchange(lasting_s, 0.0));
    }
  };
  for (std::int64_t n = year * kYear & -kStride; n < (year + 1) * kYear; n += kStride) {
    const double z = state.knot(n);
    if (z > 1.0) { // near to raining
      const double rain_db = loss.in_state(z, kElevation_rad).rain_db;
      for (std::size_t k = 0; k < kShares.size(); ++k) {
        record.above_s[k] +=
            rain_db > record.thresholds_db[k] ? double{kStride * RainState::kKnot_s} : 0.0;
      }
    }
    if (std::max(z, state.knot(n + kStride)) < fade_state - kReach) {
      go_on(false);
      continue;
    }
    for (std::int64_t i = n; i < n + kStride; ++i) {
      go_on(state.knot(i) > fade_state);
    }
  }
  go_on(false);
}

bool compare_exceedance(int site_years, const Record& record) {
  bool holds = true;
  for (std::size_t k = 0; k < kShares.size(); ++k) {
    const double total_s = static_cast<double>(kYear_s) * site_years;
    const double band = 3.0 * std::sqrt(kCluster_s / (kShares[k] * total_s));
    const double ratio = record.above_s[k] / total_s / kShares[k];
    holds = holds && std::abs(ratio - 1.0) <= band;
    fmt::print(
        "rain attenuation of {:6.3f} dB, by P.618 exceeded for {:5.2f} % of the year: {:.3f} "
        "times that, band 1 +- {:.3f}\n",
        record.thresholds_db[k], 100.0 * kShares[k], ratio, band);
  }
  return holds;
}

bool compare_fades(int site_years, const Record& record) {
  const double threshold_db = record.thresholds_db[1];
  const std::vector<double>& durations_s = record.fades_s;
  const FadeDurations expected(threshold_db, kElevation_rad, kFrequency_hz);
  const double total_s = std::accumulate(durations_s.begin(), durations_s.end(), 0.0);
  const double fades = static_cast<double>(durations_s.size()) /
                       expected.fades(kFadeShare * static_cast<double>(kYear_s) * site_years);
  bool holds = std::abs(fades - 1.0) <= kFadesBand;
  fmt::print("fades deeper than {:.3f} dB: {:.3f} times the number of P.1623, band 1 +- {}\n",
             threshold_db, fades, kFadesBand);
  for (const double least_s : {30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0}) {
    double time_s = 0.0;
    for (const double duration_s : durations_s) {
      time_s += duration_s > least_s ? duration_s : 0.0;
    }
    const double share = time_s / total_s;
    holds = holds && std::abs(share - expected.fraction_of_time(least_s)) <= kTimeBand;
    fmt::print("  longer than {:4.0f} s: {:.3f} of their time, by P.1623 {:.3f}, band +- {}\n",
               least_s, share, expected.fraction_of_time(least_s), kTimeBand);
  }
  return holds;
}

} // namespace

int main(int argc, char** argv) {
  const int site_years = argc > 1 ? std::atoi(argv[1]) : 300;
  const SlantAtmosphere atmosphere(all_facts(), 40.0 * kDegree,
                                   {kFrequency_hz, 45.0 * kDegree, 2.4, 0.6},
                                   AtmosphereEdition::p618_13, "");
  Record record;
  std::transform(kShares.begin(), kShares.end(), record.thresholds_db.begin(),
                 [&](double share) { return atmosphere.rain(kElevation_rad).exceeded_db(share); });
  const WeatherLoss loss(atmosphere, kRainProbability);
  for (int i = 0; i < site_years; ++i) {
    add_year(loss, RainState(2040, site(i % kSites)), i / kSites, record);
  }
  const bool exceedance = compare_exceedance(site_years, record);
  const bool fades = compare_fades(site_years, record);
  return exceedance && fades ? 0 : 1;
}
