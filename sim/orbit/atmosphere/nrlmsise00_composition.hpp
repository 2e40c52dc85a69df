#pragma once

// NRLMSISE-00 above 72.5 km: the densities of the species. See nrlmsise00_series.hpp for M.

#include "orbit/atmosphere/nrlmsise00_kernel.hpp"

namespace urker::orbit::msis {

/// Temperatures that shape the profile.
template <class N>
struct Temperatures {
  N exosphere, boundary, inverse_scale;
  N node[4], lowest_gradient;
};

template <class M>
Temperatures<typename M::Number>
temperatures(const Model& model, const Place<typename M::Number>& at, const Surroundings<M>& x) {
  using N = typename M::Number;
  Temperatures<N> t;
  // Where they do not matter, the published model leaves out variations; so densities have small
  // steps at 72.5, 123 and 300 km.
  const N exosphere_change =
      M::select(at.height > N(model.spline_top), variation<M>(model, model.exosphere, x), N(0.0));
  const N gradient_change =
      M::select(at.height > N(kLowest_km), variation<M>(model, model.gradient, x), N(0.0));
  t.exosphere = model.exosphere_temperature * (1.0 + exosphere_change);
  t.boundary = model.boundary_temperature * (1.0 + variation<M>(model, model.boundary, x));
  t.inverse_scale = model.boundary_gradient * (1.0 + gradient_change) / (t.exosphere - t.boundary);
  for (int i = 0; i < 4; ++i) {
    t.node[i] = model.node_temperature[i];
  }
  N gradient = model.lowest_gradient;
  const auto low = at.height < N(300.0);
  if (M::any(low)) {
    for (int i = 0; i < 4; ++i) {
      const N change = M::select(low, variation<M>(model.node[i], x), N(0.0));
      t.node[i] = model.node_temperature[i] / (1.0 - change);
    }
    gradient = gradient * (1.0 + M::select(low, variation<M>(model.node_gradient, x), N(0.0)));
  }
  const N ratio = t.node[3] * (1.0 / model.node_temperature[3]);
  t.lowest_gradient = gradient * ratio * ratio;
  return t;
}

/// Molecular nitrogen's turbopause, to which the other species' mixing is tied.
template <class N>
struct Mixing {
  Level<N> here;
  N nitrogen; ///< logarithm of nitrogen's mixed density, brought to the boundary
};

/// Logarithm of a species' mixed density, brought to the boundary.
template <class N>
N mixed_at_boundary(const Model& model, const Species& s, N log_boundary, const Level<N>& pause) {
  return log_boundary + s.thermal_diffusion * pause.thermal +
         (s.mass - model.mixed_mass) * pause.weight;
}

template <class M>
typename M::Number log_density(const Model& model, const Species& s,
                               const Place<typename M::Number>& at, const Surroundings<M>& x,
                               const Thermosphere<M>& air,
                               const Mixing<typename M::Number>& mixing) {
  using N = typename M::Number;
  const N boundary = s.log_density + variation<M>(model, s.variation, x);
  const N diffusive =
      boundary + (1.0 + s.thermal_diffusion) * mixing.here.thermal + s.mass * mixing.here.weight;
  N result = diffusive;
  const N flux_factor = 1.0 + model.flux_rate * x.flux;
  const auto mixes = at.height <= N(s.mixing_ceiling);
  if (M::any(mixes)) {
    const N pause = mixed_at_boundary<N>(model, s, boundary, air.at(N(s.turbopause)));
    const N mixed = pause + mixing.here.thermal + model.mixed_mass * mixing.here.weight;
    N low = net<M>(diffusive, mixed, model.turbopause_scale / (model.mixed_mass - s.mass));
    const N rate = s.ground_kind == Ground::rate ? s.ground.rate * flux_factor
                                                 : mixing.nitrogen + s.log_ground_ratio - pause;
    low += rate * share<M>(s.ground, at.height);
    if (!s.chemistry_above_ceiling && s.chemistry.rate != 0.0) {
      low += s.chemistry.rate * share<M>(s.chemistry, at.height);
    }
    result = M::select(mixes, low, diffusive);
  }
  if (s.chemistry_above_ceiling) {
    result += s.chemistry.rate * flux_factor * share<M>(s.chemistry, at.height);
  }
  return result;
}

/// Anomalous oxygen: hot atoms and ions that matter above 500 km.
template <class M>
typename M::Number log_hot_oxygen(const Model& model, const Place<typename M::Number>& at,
                                  const Surroundings<M>& x, const Gravity<typename M::Number>& g,
                                  const Temperatures<typename M::Number>& t) {
  using N = typename M::Number;
  constexpr double kMass = 16.0;
  const N temperature = model.hot_temperature;
  const N above = g.geopotential(at.height, N(model.boundary_height));
  N weight = -1.0 / (kGas * temperature) * g.at(N(model.boundary_height)) * above;
  N thermal = 0.0;
  if (M::any(at.height < N(model.spline_top))) {
    const Thermosphere<M> hot(model, g, temperature, temperature, t.inverse_scale, t.node,
                              t.lowest_gradient);
    const Level<N> level = hot.at(at.height);
    weight = level.weight;
    thermal = level.thermal;
  }
  const N scale = kGas * temperature / (g.at(N(model.hot_height)) * kMass);
  const N fade = -model.hot_scale / scale *
                 (M::exp((model.hot_height - at.height) * (1.0 / model.hot_scale)) - 1.0);
  return model.hot_log_density + variation<M>(model, model.hot_oxygen, x) + thermal +
         kMass * weight + fade;
}

/// For heights of 72.5 km and more.
template <class M>
Composition<typename M::Number> composition(const Model& model, const Place<typename M::Number>& at,
                                            const Surroundings<M>& x) {
  using N = typename M::Number;
  const Gravity<N> g = gravity_at<M>(at.latitude);
  const Temperatures<N> t = temperatures<M>(model, at, x);
  const Thermosphere<M> air(model, g, t.exosphere, t.boundary, t.inverse_scale, t.node,
                            t.lowest_gradient);
  Mixing<N> mixing{air.at(at.height), N(0.0)};
  Composition<N> out;
  out.exosphere_temperature = t.exosphere;
  out.temperature = mixing.here.temperature;
  out.lowest_temperature = t.node[3];
  out.lowest_gradient = t.lowest_gradient;

  const Species& nitrogen = model.species[kN2];
  const N boundary = nitrogen.log_density + variation<M>(model, nitrogen.variation, x);
  const N turbopause = nitrogen.turbopause * model.turbopause_factor *
                       (1.0 + model.turbopause_season * x.legendre[0][1] *
                                  wave(x.day, model.exosphere.opposite_annual));
  mixing.nitrogen = mixed_at_boundary<N>(model, nitrogen, boundary, air.at(turbopause));
  const N diffusive = boundary + mixing.here.thermal + nitrogen.mass * mixing.here.weight;
  const N mixed = mixing.nitrogen + mixing.here.thermal + model.mixed_mass * mixing.here.weight;
  out.mixed_nitrogen = M::exp(mixed);
  const N combined =
      net<M>(diffusive, mixed, model.turbopause_scale / (model.mixed_mass - nitrogen.mass));
  out.density[kN2] =
      M::exp(M::select(at.height <= N(nitrogen.mixing_ceiling), combined, diffusive));
  for (int i = 0; i < kConstituents; ++i) {
    if (i != kN2) {
      out.density[i] = M::exp(log_density<M>(model, model.species[i], at, x, air, mixing));
    }
  }
  out.hot_oxygen = M::exp(log_hot_oxygen<M>(model, at, x, g, t));
  return out;
}

} // namespace urker::orbit::msis
