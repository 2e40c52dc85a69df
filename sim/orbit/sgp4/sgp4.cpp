#include "orbit/sgp4/sgp4.hpp"

#include "base/error.hpp"

#include <erfa.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::orbit {

namespace {

constexpr double kTwoPi = 2.0 * std::numbers::pi;
constexpr double kDeepSpacePeriod_min = 225.0;

double days_since_1950(const CalendarTime& utc) {
  double day = 0.0;
  double fraction = 0.0;
  const int status = eraCal2jd(utc.year, utc.month, utc.day, &day, &fraction);
  if (status != 0) {
    throw Error(Cause::invalid_input,
                fmt::format("{} is no date for an element set", format_calendar(utc)));
  }
  // One double for the whole Julian date (40 us), as in the reference: the Moon's place then agrees
  // to the last bit, which orbits out to the Moon's distance show.
  const double day_fraction = ((utc.hour * 60.0 + utc.minute) * 60.0 + utc.second) / 86400.0;
  return (day + fraction + day_fraction) - 2433281.5;
}

/// Mean motion in rad/min. Published ones are decimals of a revolution a day, with eight digits
/// behind the point; what the change of units has rounded is taken back to that decimal, since
/// where drag's polynomials have run the anomaly up to 1e7 rad its last bit is metres.
double per_minute(double mean_motion_rad_s) {
  constexpr double kDigits = 1e8;
  constexpr double kRoundOff = 1e-15;
  const double rev_d = mean_motion_rad_s * 86400.0 / kTwoPi;
  const double decimal = std::round(rev_d * kDigits) / kDigits;
  const bool published = std::abs(decimal - rev_d) < kRoundOff * rev_d;
  return (published ? decimal : rev_d) / (1440.0 / kTwoPi);
}

sgp4::Elements brouwer_elements(const MeanElements& x) {
  if (!(x.eccentricity >= 0.0 && x.eccentricity < 1.0 && x.mean_motion_rad_s > 0.0)) {
    throw Error(Cause::invalid_input,
                fmt::format("no SGP4 orbit has the eccentricity {} and the mean motion {} rad/s",
                            x.eccentricity, x.mean_motion_rad_s));
  }
  const double kozai = per_minute(x.mean_motion_rad_s);
  return {.mean_motion = sgp4::brouwer_mean_motion(kozai, x.eccentricity, x.inclination_rad),
          .eccentricity = x.eccentricity,
          .inclination = x.inclination_rad,
          .node = x.raan_rad,
          .perigee = x.argument_of_perigee_rad,
          .anomaly = x.mean_anomaly_rad};
}

bool is_deep_space(const sgp4::Elements& epoch) {
  return kTwoPi / epoch.mean_motion >= kDeepSpacePeriod_min;
}

/// The argument of latitude that goes with the eccentric anomaly: E + omega.
struct EccentricLatitude {
  double sin = 0.0, cos = 1.0;
};

/// Kepler's equation in u = M + omega with the eccentricity vector (e cos omega, e sin omega).
/// Newton's steps and their limits are the reference's, since near-parabolic orbits may not
/// converge in the ten that it takes.
EccentricLatitude solve_kepler(double u, double e_cos, double e_sin) {
  constexpr int kMostSteps = 10;
  constexpr double kConverged = 1.0e-12;
  constexpr double kGreatestStep = 0.95;
  EccentricLatitude result;
  double angle = u;
  for (int i = 0; i < kMostSteps; ++i) {
    result = {std::sin(angle), std::cos(angle)};
    const double slope = 1.0 - result.cos * e_cos - result.sin * e_sin;
    const double step = (u - e_sin * result.cos + e_cos * result.sin - angle) / slope;
    angle += std::clamp(step, -kGreatestStep, kGreatestStep);
    if (std::abs(step) < kConverged) {
      break;
    }
  }
  return result;
}

/// Position and velocity in the plane and its orientation, all osculating.
struct InPlane {
  double radius = 0.0;
  double radial_rate = 0.0;
  double transverse_rate = 0.0;
  double latitude = 0.0; ///< argument of latitude
  double node = 0.0;
  double inclination = 0.0;
};

/// Earth radii and Earth radii per (min * root_mu) to metres, TEME.
State teme_state(const InPlane& x) {
  const double sin_u = std::sin(x.latitude);
  const double cos_u = std::cos(x.latitude);
  const double sin_node = std::sin(x.node);
  const double cos_node = std::cos(x.node);
  const double sin_i = std::sin(x.inclination);
  const double cos_i = std::cos(x.inclination);
  const Vector3 outward{cos_node * cos_u - sin_node * cos_i * sin_u,
                        sin_node * cos_u + cos_node * cos_i * sin_u, sin_i * sin_u};
  const Vector3 transverse{-cos_node * sin_u - sin_node * cos_i * cos_u,
                           -sin_node * sin_u + cos_node * cos_i * cos_u, sin_i * cos_u};
  constexpr double kRadius_m = sgp4::kEarthRadius_km * 1e3;
  const double speed_m_s = kRadius_m * sgp4::root_mu() / 60.0;
  return {kRadius_m * x.radius * outward,
          speed_m_s * (x.radial_rate * outward + x.transverse_rate * transverse)};
}

} // namespace

std::string_view explain(Sgp4Error error) {
  switch (error) {
  case Sgp4Error::none:
    return "no error";
  case Sgp4Error::eccentricity:
    return "the mean eccentricity left the range from 0 to 1";
  case Sgp4Error::mean_motion:
    return "the mean motion fell to zero";
  case Sgp4Error::perturbed_eccentricity:
    return "the eccentricity perturbed by Sun and Moon left the range from 0 to 1";
  case Sgp4Error::semilatus_rectum:
    return "the semi-latus rectum fell below zero";
  case Sgp4Error::decayed:
    return "the satellite has decayed";
  }
  return "unknown error";
}

Sgp4::Sgp4(const MeanElements& elements)
    : epoch_(brouwer_elements(elements)),
      semi_major_axis_(sgp4::semi_major_axis(epoch_.mean_motion)),
      rates_(sgp4::secular_rates(epoch_)),
      drag_(sgp4::drag_terms(epoch_, elements.bstar_per_earth_radius, is_deep_space(epoch_))),
      inclination_(epoch_.inclination) {
  if (is_deep_space(epoch_)) {
    deep_.emplace(epoch_, rates_, days_since_1950(elements.epoch));
  }
}

Sgp4::DragChange Sgp4::apply_secular(double minutes, sgp4::Elements& x) const {
  const double t = minutes;
  const double t2 = t * t;
  x = epoch_;
  x.anomaly += rates_.anomaly * t;
  x.perigee += rates_.perigee * t;
  x.node += rates_.node * t + drag_.node * t2;

  if (!drag_.simple) {
    const double base = 1.0 + drag_.eta * std::cos(x.anomaly);
    const double shift =
        drag_.perigee_rate * t + drag_.anomaly_cubic * (base * base * base - drag_.epoch_cube);
    x.anomaly += shift;
    x.perigee -= shift;
  }
  // Summed in the reference's order, since the last bit counts far from the epoch.
  const double t3 = t2 * t;
  const double t4 = t3 * t;
  DragChange change;
  change.axis_factor = 1.0 - drag_.c1 * t - drag_.d2 * t2 - drag_.d3 * t3 - drag_.d4 * t4;
  change.eccentricity = drag_.e1 * t;
  change.longitude = drag_.l2 * t2 + drag_.l3 * t3 + t4 * (drag_.l4 + t * drag_.l5);
  if (!drag_.simple) {
    change.eccentricity += drag_.e2 * (std::sin(x.anomaly) - drag_.epoch_sin_anomaly);
  }
  if (deep_) {
    deep_->add_secular(minutes, x);
  }
  return change;
}

Sgp4Error Sgp4::mean_at(double minutes, Mean& mean) const {
  sgp4::Elements& x = mean.elements;
  const DragChange drag = apply_secular(minutes, x);
  if (x.mean_motion <= 0.0) {
    return Sgp4Error::mean_motion;
  }
  const double motion_before_drag = deep_ ? x.mean_motion : epoch_.mean_motion;
  const double factor = std::abs(drag.axis_factor);
  mean.semi_major_axis = sgp4::semi_major_axis(motion_before_drag) * factor * factor;
  x.mean_motion = motion_before_drag / (factor * factor * factor);
  x.eccentricity -= drag.eccentricity;
  if (x.eccentricity >= 1.0 || x.eccentricity < -0.001) {
    return Sgp4Error::eccentricity;
  }
  x.eccentricity = std::max(x.eccentricity, 1.0e-6);

  // Reduced as in the reference: the form for low inclinations depends on the node's turn.
  const double longitude = x.anomaly + epoch_.mean_motion * drag.longitude + x.perigee + x.node;
  x.node = std::fmod(x.node, kTwoPi);
  x.perigee = std::fmod(x.perigee, kTwoPi);
  x.anomaly = std::fmod(std::fmod(longitude, kTwoPi) - x.perigee - x.node, kTwoPi);

  if (deep_) {
    deep_->add_periodic(minutes, x);
    if (x.inclination < 0.0) {
      x.inclination = -x.inclination;
      x.node += std::numbers::pi;
      x.perigee -= std::numbers::pi;
    }
    if (x.eccentricity < 0.0 || x.eccentricity > 1.0) {
      return Sgp4Error::perturbed_eccentricity;
    }
  }
  return Sgp4Error::none;
}

Sgp4Error Sgp4::propagate(double minutes, State& teme) const {
  Mean mean;
  if (const Sgp4Error error = mean_at(minutes, mean); error != Sgp4Error::none) {
    return error;
  }
  const sgp4::Elements& x = mean.elements;
  const double a = mean.semi_major_axis;
  const sgp4::InclinationTerms i = deep_ ? sgp4::InclinationTerms(x.inclination) : inclination_;

  // Long-period terms of J3.
  const double e_cos = x.eccentricity * std::cos(x.perigee);
  const double inverse_p = 1.0 / (a * (1.0 - x.eccentricity * x.eccentricity));
  const double e_sin = x.eccentricity * std::sin(x.perigee) + inverse_p * i.j3_node;
  const double latitude =
      std::fmod(x.anomaly + x.perigee + inverse_p * i.j3_longitude * e_cos, kTwoPi);

  const EccentricLatitude eccentric = solve_kepler(latitude, e_cos, e_sin);
  const double e_cos_anomaly = e_cos * eccentric.cos + e_sin * eccentric.sin;
  const double e_sin_anomaly = e_cos * eccentric.sin - e_sin * eccentric.cos;
  const double e2 = e_cos * e_cos + e_sin * e_sin;
  const double p = a * (1.0 - e2);
  if (p < 0.0) {
    return Sgp4Error::semilatus_rectum;
  }
  const double r = a * (1.0 - e_cos_anomaly);
  const double beta = std::sqrt(1.0 - e2);
  const double shared = e_sin_anomaly / (1.0 + beta);
  const double sin_u = a / r * (eccentric.sin - e_sin - e_cos * shared);
  const double cos_u = a / r * (eccentric.cos - e_cos + e_sin * shared);
  const double sin_2u = 2.0 * sin_u * cos_u;
  const double cos_2u = 1.0 - 2.0 * sin_u * sin_u;

  // Short-period terms of J2.
  const double j2_1 = 0.5 * sgp4::kJ2 / p;
  const double j2_2 = j2_1 / p;
  const double motion = x.mean_motion / sgp4::root_mu();
  InPlane out;
  out.radius =
      r * (1.0 - 1.5 * j2_2 * beta * i.three_cos2_minus_1) + 0.5 * j2_1 * i.one_minus_cos2 * cos_2u;
  out.latitude = std::atan2(sin_u, cos_u) - 0.25 * j2_2 * i.seven_cos2_minus_1 * sin_2u;
  out.node = x.node + 1.5 * j2_2 * i.cos_i * sin_2u;
  out.inclination = x.inclination + 1.5 * j2_2 * i.cos_i * i.sin_i * cos_2u;
  out.radial_rate = std::sqrt(a) * e_sin_anomaly / r - motion * j2_1 * i.one_minus_cos2 * sin_2u;
  out.transverse_rate =
      std::sqrt(p) / r + motion * j2_1 * (i.one_minus_cos2 * cos_2u + 1.5 * i.three_cos2_minus_1);
  teme = teme_state(out);
  return out.radius >= 1.0 ? Sgp4Error::none : Sgp4Error::decayed;
}

} // namespace urker::orbit
