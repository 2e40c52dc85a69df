#include "orbit/sgp4/sgp4_model.hpp"

#include <cmath>
#include <numbers>

namespace urker::orbit::sgp4 {

namespace {

/// Sum of the long-period terms of both bodies. The changes of node and argument of perigee are
/// in the form that stays finite on the equator: sin(i) dnode, and dperigee + cos(i) dnode.
struct PeriodicChange {
  double eccentricity = 0.0, inclination = 0.0, anomaly = 0.0;
  double perigee_plus = 0.0;
  double sin_node = 0.0;
};

PeriodicChange periodic_change(const std::array<ThirdBody, 2>& bodies, double minutes) {
  PeriodicChange sum;
  for (const ThirdBody& body : bodies) {
    const double mean = body.epoch_anomaly + body.mean_motion * minutes;
    const double f = mean + 2.0 * body.eccentricity * std::sin(mean);
    const double sin_f = std::sin(f);
    const double f2 = 0.5 * sin_f * sin_f - 0.25;
    const double f3 = -0.5 * sin_f * std::cos(f);
    const auto change = [&](const ThirdBody::Amplitudes& a) {
      return a.f2 * f2 + a.f3 * f3 + a.sin_f * sin_f;
    };
    sum.eccentricity += change(body.eccentricity_terms);
    sum.inclination += change(body.inclination_terms);
    sum.anomaly += change(body.anomaly_terms);
    sum.perigee_plus += change(body.perigee_terms);
    sum.sin_node += change(body.node_terms);
  }
  return sum;
}

/// Lyddane's form for low inclinations: the change is applied to the orbit's pole and to the mean
/// longitude.
void change_near_equator(const PeriodicChange& change, Elements& elements) {
  constexpr double kPi = std::numbers::pi;
  const double sin_i = std::sin(elements.inclination);
  const double cos_i = std::cos(elements.inclination);
  const double sin_node = std::sin(elements.node);
  const double cos_node = std::cos(elements.node);
  const double pole_x =
      sin_i * sin_node + change.sin_node * cos_node + change.inclination * cos_i * sin_node;
  const double pole_y =
      sin_i * cos_node - change.sin_node * sin_node + change.inclination * cos_i * cos_node;
  const double old_node = std::fmod(elements.node, 2.0 * kPi);
  const double longitude = elements.anomaly + elements.perigee + cos_i * old_node + change.anomaly +
                           change.perigee_plus - change.inclination * old_node * sin_i;
  elements.node = std::atan2(pole_x, pole_y);
  // On the same turn as before: the longitude above contains the node itself.
  if (std::abs(old_node - elements.node) > kPi) {
    elements.node += elements.node < old_node ? 2.0 * kPi : -2.0 * kPi;
  }
  elements.anomaly += change.anomaly;
  elements.perigee = longitude - elements.anomaly - cos_i * elements.node;
}

} // namespace

DeepSpace::DeepSpace(const Elements& epoch, const SecularRates& rates, double days_since_1950)
    : bodies_(third_bodies(epoch, days_since_1950)) {
  for (const ThirdBody& body : bodies_) {
    rates_.eccentricity += body.rates.eccentricity;
    rates_.inclination += body.rates.inclination;
    rates_.node += body.rates.node;
    rates_.perigee += body.rates.perigee;
    rates_.anomaly += body.rates.anomaly;
  }
  resonance_ = Resonance(epoch, rates, rates_, sidereal_angle(days_since_1950));
}

void DeepSpace::add_secular(double minutes, Elements& elements) const {
  elements.eccentricity += rates_.eccentricity * minutes;
  elements.inclination += rates_.inclination * minutes;
  elements.node += rates_.node * minutes;
  elements.perigee += rates_.perigee * minutes;
  elements.anomaly += rates_.anomaly * minutes;
  resonance_.apply(minutes, elements);
}

void DeepSpace::add_periodic(double minutes, Elements& elements) const {
  const PeriodicChange change = periodic_change(bodies_, minutes);
  elements.inclination += change.inclination;
  elements.eccentricity += change.eccentricity;
  constexpr double kLowInclination = 0.2;
  if (elements.inclination >= kLowInclination) {
    const double node = change.sin_node / std::sin(elements.inclination);
    elements.node += node;
    elements.perigee += change.perigee_plus - std::cos(elements.inclination) * node;
    elements.anomaly += change.anomaly;
  } else {
    change_near_equator(change, elements);
  }
}

} // namespace urker::orbit::sgp4
