#include "orbit/atmosphere/nrlmsise00.hpp"

#include "orbit/atmosphere/nrlmsise00_composition.hpp"

#include <algorithm>
#include <cmath>

namespace urker::orbit {

namespace {

using namespace msis;

/// Arithmetic of the kernels on plain doubles.
struct Scalar {
  using Number = double;
  static double exp(double x) { return std::exp(x); }
  static double log(double x) { return std::log(x); }
  static double sqrt(double x) { return std::sqrt(x); }
  static double min(double a, double b) { return std::min(a, b); }
  static double max(double a, double b) { return std::max(a, b); }
  static double select(bool c, double a, double b) { return c ? a : b; }
  static bool any(bool c) { return c; }
  static Turn<double> turn(double x) { return {std::cos(x), std::sin(x)}; }
};

/// Inverse temperatures of the middle atmosphere, 72.5 km to 32.5 km, and of the lower one.
struct LowerAir {
  InverseTemperature<Scalar, 4> middle;
  InverseTemperature<Scalar, 5> low;
};

LowerAir lower_air(const Model& m, const Surroundings<Scalar>& x, const Gravity<double>& g,
                   const Composition<double>& top) {
  double t[7];
  for (std::size_t i = 0; i < 7; ++i) {
    t[i] = m.middle_temperature[i] / (1.0 - variation<Scalar>(m.middle[i], x));
  }
  const auto gradient = [&](double mean, const LowerSeries& s, std::size_t node) {
    const double ratio = t[node] / m.middle_temperature[node];
    return mean * (1.0 + variation<Scalar>(s, x)) * ratio * ratio;
  };
  const double joint = gradient(m.top_gradient, m.middle_top_gradient, 2);
  const double ground = gradient(m.bottom_gradient, m.middle_bottom_gradient, 6);
  return {{g,
           {kLowest_km, 55.0, 45.0, 32.5},
           {top.lowest_temperature, t[0], t[1], t[2]},
           top.lowest_gradient,
           joint},
          {g, {32.5, 20.0, 15.0, 10.0, 0.0}, {t[2], t[3], t[4], t[5], t[6]}, joint, ground}};
}

/// From the values at 72.5 km down: nitrogen by hydrostatic equilibrium, the others well mixed
/// below 62.5 km and in transition above; atomic oxygen, nitrogen and hydrogen are taken as absent.
void continue_down(const LowerAir& air, const Gravity<double>& g, double height, const Model& m,
                   Composition<double>& c) {
  constexpr double kMixed_km = 62.5;
  double mixed = c.mixed_nitrogen;
  double temperature = air.middle.y[0];
  const auto descend = [&](const auto& part, double bottom) {
    const auto value = part.at(std::max(height, bottom));
    const double weight = m.mixed_mass * g.at(part.top) * part.depth / kGas * value.column;
    mixed *= value.temperature == 0.0 ? 0.0 : 1.0 / (part.y[0] * value.temperature);
    mixed *= std::exp(-weight);
    temperature = value.temperature;
  };
  descend(air.middle, 32.5);
  if (height < 32.5) {
    descend(air.low, height);
  }
  const double unmixed =
      height > kMixed_km ? 1.0 - (kLowest_km - height) / (kLowest_km - kMixed_km) : 0.0;
  const double top_nitrogen = c.density[kN2];
  const double nitrogen = mixed * (1.0 + (top_nitrogen / c.mixed_nitrogen - 1.0) * unmixed);
  for (const Constituent i : {kHe, kO2, kAr}) {
    const double ratio = c.density[i] / (top_nitrogen * m.ground_ratio[i]);
    c.density[i] = nitrogen * m.ground_ratio[i] * (1.0 + (ratio - 1.0) * unmixed);
  }
  c.density[kN2] = nitrogen;
  c.density[kO] = c.density[kH] = c.density[kN] = c.hot_oxygen = 0.0;
  c.temperature = temperature;
}

} // namespace

Nrlmsise00Output nrlmsise00(const Nrlmsise00Input& at) {
  const Model& m = model();
  const ApHistory ap = at.ap_history.value_or(ApHistory{.now = at.ap});
  const Place<double> place{.day = at.day_of_year,
                            .second = at.ut_s,
                            .height = std::max(at.height_km, kLowest_km),
                            .latitude = at.latitude_deg,
                            .longitude = at.longitude_deg,
                            .solar_hour = at.solar_hour,
                            .f107a = at.f107a,
                            .f107 = at.f107,
                            .by_history = at.ap_history.has_value(),
                            .ap = {ap.now, ap.before_3h, ap.before_6h, ap.before_9h,
                                   ap.mean_12_to_33h, ap.mean_36_to_57h}};
  const Surroundings<Scalar> x = surroundings<Scalar>(m, place);
  Composition<double> c = composition<Scalar>(m, place, x);
  if (at.height_km < kLowest_km) {
    const Gravity<double> g = gravity_at<Scalar>(at.latitude_deg);
    continue_down(lower_air(m, x, g, c), g, at.height_km, m, c);
  }
  return {.he = c.density[kHe],
          .o = c.density[kO],
          .n2 = c.density[kN2],
          .o2 = c.density[kO2],
          .ar = c.density[kAr],
          .h = c.density[kH],
          .n = c.density[kN],
          .anomalous_o = c.hot_oxygen,
          .density_kg_m3 = c.mass_kg_m3(),
          .exosphere_k = c.exosphere_temperature,
          .temperature_k = c.temperature};
}

} // namespace urker::orbit
