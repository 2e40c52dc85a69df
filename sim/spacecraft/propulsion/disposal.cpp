#include "spacecraft/propulsion/disposal.hpp"

#include "base/units.hpp"

#include <fmt/format.h>

#include <cmath>

namespace urker::spacecraft {

namespace {

constexpr double kYear_s = 365.25 * 86400.0;
/// What the forecast of the decay is asked to lie below the limit.
constexpr double kMargin = 0.95;
constexpr double kNear_m = 200.0;
constexpr double kPrecision_m = 500.0;

double perigee_m(const orbit::MeanOrbit& orbit) {
  return orbit.semi_major_axis_m * (1.0 - orbit.eccentricity());
}

double apogee_m(const orbit::MeanOrbit& orbit) {
  return orbit.semi_major_axis_m * (1.0 + orbit.eccentricity());
}

/// At the apogee of an orbit.
double speed_m_s(double apogee_m, double perigee_m) {
  return std::sqrt(2.0 * orbit::kMu_m3_s2 * perigee_m / (apogee_m * (apogee_m + perigee_m)));
}

std::string years(double seconds) {
  return fmt::format("{:.2f} years", seconds / kYear_s);
}

} // namespace

double Disposal::lifetime_s(const Look& now, double perigee_m) const {
  orbit::MeanOrbit orbit = now.orbit;
  const double apogee = apogee_m(now.orbit);
  const double old_e = now.orbit.eccentricity();
  orbit.semi_major_axis_m = 0.5 * (apogee + perigee_m);
  const double e = (apogee - perigee_m) / (apogee + perigee_m);
  orbit.e_cos = old_e > 0.0 ? now.orbit.e_cos * e / old_e : e;
  orbit.e_sin = old_e > 0.0 ? now.orbit.e_sin * e / old_e : 0.0;
  return now.decay.lifetime_s(orbit, now.mass_kg, 1.001 * config_.lifetime_s);
}

std::optional<double> Disposal::highest_perigee_m(const Look& now) const {
  double low = kAltitudeZero_m + config_.least_perigee_m, high = perigee_m(now.orbit);
  if (low >= high || lifetime_s(now, low) > kMargin * config_.lifetime_s) {
    return std::nullopt;
  }
  while (high - low > kPrecision_m) {
    const double middle = 0.5 * (low + high);
    (lifetime_s(now, middle) <= kMargin * config_.lifetime_s ? low : high) = middle;
  }
  return low;
}

Answer Disposal::ask(const Look& now) {
  if (!now.decay.knows_air()) {
    return Answer::refused("the orbit has no drag by which it would decay");
  }
  const double here_m = perigee_m(now.orbit);
  if (!perigee_m_ || here_m <= *perigee_m_ + kNear_m) {
    if (const double left_s = lifetime_s(now, here_m); left_s <= config_.lifetime_s) {
      return Answer::done(fmt::format("decays in {} with a perigee of {:.1f} km", years(left_s),
                                      (here_m - kAltitudeZero_m) * 1e-3));
    }
    perigee_m_ = highest_perigee_m(now);
    if (!perigee_m_) {
      return Answer::refused(fmt::format("even a perigee of {:.1f} km would not decay in {}",
                                         config_.least_perigee_m * 1e-3,
                                         years(config_.lifetime_s)));
    }
  }
  const double apogee = apogee_m(now.orbit);
  const double delta_v_m_s = speed_m_s(apogee, *perigee_m_) - speed_m_s(apogee, here_m);
  if (-delta_v_m_s > now.available_m_s) {
    return Answer::refused(
        too_little(-delta_v_m_s, now.available_m_s) +
        fmt::format(", to a perigee of {:.1f} km", (*perigee_m_ - kAltitudeZero_m) * 1e-3));
  }
  return {.wish = Wish{.delta_v_m_s = delta_v_m_s, .place = Wish::Place::at_apogee}};
}

} // namespace urker::spacecraft
