#include "link/rain/rain_attenuation.hpp"

#include "link/atmosphere/normal.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::link {

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

constexpr double kLeastPercent = 0.001; // to which P.618 holds
constexpr double kLeastSlope = 0.01;    // so that it can be inverted everywhere

/// beta of step 10 for fractions below 1 %.
double latitude_term(double latitude_deg, double elevation_rad) {
  const double latitude = std::abs(latitude_deg);
  if (latitude >= 36.0) {
    return 0.0;
  }
  const double beta = -0.005 * (latitude - 36.0);
  return elevation_rad >= 25.0 * kDegree ? beta : beta + 1.8 - 4.25 * std::sin(elevation_rad);
}

} // namespace

double rain_path_m(double below_rain_height_m, double elevation_rad) {
  if (below_rain_height_m <= 0.0) {
    return 0.0;
  }
  constexpr double kBentEarth_m = 8500e3;
  const double sine = std::sin(elevation_rad);
  if (elevation_rad >= 5.0 * kDegree) {
    return below_rain_height_m / sine;
  }
  return 2.0 * below_rain_height_m /
         (std::sqrt(sine * sine + 2.0 * below_rain_height_m / kBentEarth_m) + sine);
}

RainAttenuation::RainAttenuation(const RainSite& site, const RainLaw& law, double frequency_hz,
                                 double elevation_rad)
    : sine_(std::sin(elevation_rad)),
      latitude_term_(latitude_term(site.latitude_rad / kDegree, elevation_rad)) {
  const double rise_km = 1e-3 * (site.rain_height_m - site.height_m);
  if (rise_km <= 0.0 || site.rain_rate_m_s <= 0.0) {
    return;
  }
  const double f_ghz = 1e-9 * frequency_hz;
  const double elevation_deg = elevation_rad / kDegree;
  const double cosine = std::cos(elevation_rad);
  const double along_km = 1e-3 * rain_path_m(1e3 * rise_km, elevation_rad);
  const double ground_km = std::abs(along_km * cosine);
  const double gamma_db_km = 1e3 * law.attenuation_db_m(site.rain_rate_m_s);
  // Steps 6 to 8: reduction along the ground, then the adjustment of the height.
  const double reduction = 1.0 / (1.0 + 0.78 * std::sqrt(ground_km * gamma_db_km / f_ghz) -
                                  0.38 * (1.0 - std::exp(-2.0 * ground_km)));
  const double steepness = std::atan2(rise_km, ground_km * reduction);
  const double rainy_km =
      steepness > elevation_rad ? ground_km * reduction / cosine : rise_km / sine_;
  const double chi = std::max(36.0 - std::abs(site.latitude_rad / kDegree), 0.0);
  const double adjustment =
      1.0 / (1.0 + std::sqrt(sine_) * (31.0 * (1.0 - std::exp(-elevation_deg / (1.0 + chi))) *
                                           std::sqrt(rainy_km * gamma_db_km) / (f_ghz * f_ghz) -
                                       0.45));
  at_001_db_ = gamma_db_km * rainy_km * adjustment;
  log_001_ = std::log(at_001_db_);
  least_percent_ = least_percent();
  least_slope_ = slope(least_percent_);
}

/// Of p / 0.01 % in step 10, less its sign.
double RainAttenuation::exponent(double percent) const {
  const double beta = percent >= 1.0 ? 0.0 : latitude_term_;
  return 0.655 + 0.033 * std::log(percent) - 0.045 * log_001_ - beta * (1.0 - percent) * sine_;
}

/// How fast the attenuation falls, both in logarithms.
double RainAttenuation::slope(double percent) const {
  const double beta = percent >= 1.0 ? 0.0 : latitude_term_;
  return exponent(percent) + std::log(percent / 0.01) * (0.033 + beta * sine_ * percent);
}

double RainAttenuation::formula_db(double percent) const {
  return at_001_db_ * std::pow(percent / 0.01, -exponent(percent));
}

/// Where the inverse leaves the formula for a straight line in logarithms: at the end of its range,
/// or where it turns down before, in heavy rain at low latitudes and elevations.
double RainAttenuation::least_percent() const {
  if (slope(kLeastPercent) >= kLeastSlope) {
    return kLeastPercent;
  }
  double low = kLeastPercent;
  double high = 1.0;
  for (int i = 0; i < 50; ++i) {
    const double middle = std::sqrt(low * high);
    (slope(middle) < kLeastSlope ? low : high) = middle;
  }
  return high;
}

double RainAttenuation::exceeded_db(double fraction) const {
  if (at_001_db_ <= 0.0) {
    return 0.0;
  }
  const double percent = 100.0 * fraction;
  return percent >= kLeastPercent
             ? formula_db(percent)
             : formula_db(least_percent_) * std::pow(percent / least_percent_, -least_slope_);
}

double RainAttenuation::fraction_above(double attenuation_db) const {
  if (at_001_db_ <= 0.0) {
    return 0.0;
  }
  const double most_db = formula_db(least_percent_);
  if (attenuation_db >= most_db) {
    return 0.01 * least_percent_ * std::pow(attenuation_db / most_db, -1.0 / least_slope_);
  }
  if (formula_db(100.0) >= attenuation_db) {
    return 1.0;
  }
  // Newton's steps in logarithms, where the curve is all but straight, kept between bounds.
  const double wanted = std::log(attenuation_db / at_001_db_);
  double low = std::log(least_percent_);
  double high = std::log(100.0);
  double x = std::log(0.01);
  for (int i = 0; i < 60; ++i) {
    const double percent = std::exp(x);
    const double above = -(x - std::log(0.01)) * exponent(percent) - wanted;
    (above > 0.0 ? low : high) = x;
    const double step = above / slope(percent);
    const double next = x + step;
    x = next >= low && next <= high ? next : 0.5 * (low + high);
    if (std::abs(step) < 1e-13 * std::max(1.0, std::abs(x))) {
      break;
    }
  }
  return 0.01 * std::exp(x);
}

double rain_attenuation_probability(double rain_probability, double rain_path_m,
                                    double elevation_rad) {
  if (rain_probability <= 0.0) {
    return 0.0;
  }
  const double p0 = std::min(rain_probability, 1.0 - 1e-12);
  const double ground_km = 1e-3 * rain_path_m * std::cos(elevation_rad);
  const double correlation =
      0.59 * std::exp(-ground_km / 31.0) + 0.41 * std::exp(-ground_km / 800.0);
  const double both = both_above(normal_quantile(1.0 - p0), correlation);
  return 1.0 - (1.0 - p0) * std::pow((both - p0 * p0) / (p0 * (1.0 - p0)), p0);
}

} // namespace urker::link
