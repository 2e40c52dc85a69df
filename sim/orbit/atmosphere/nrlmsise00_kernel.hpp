#pragma once

// NRLMSISE-00 above 72.5 km: temperature, diffusion and mixing, composition. Densities are kept as
// logarithms, so that barometric laws are sums; see nrlmsise00_series.hpp for the template M.

#include "orbit/atmosphere/nrlmsise00_series.hpp"

namespace urker::orbit::msis {

/// Gravity at the ground, cm/s2, and the radius that makes geopotential height of height, km.
template <class N>
struct Gravity {
  N surface, radius;

  [[nodiscard]] N at(N height) const {
    const N part = 1.0 + height / radius;
    return surface / (part * part);
  }
  /// Geopotential height of `height` above `base`.
  [[nodiscard]] N geopotential(N height, N base) const {
    return (height - base) * (radius + base) / (radius + height);
  }
};

template <class M>
Gravity<typename M::Number> gravity_at(typename M::Number latitude) {
  using N = typename M::Number;
  const N cos = M::turn(2.0 * kDegree * latitude).cos;
  const N surface = 980.616 * (1.0 - 0.0026373 * cos);
  return {surface, 2.0 * surface / (3.085462e-6 + 2.27e-9 * cos) * 1e-5};
}

/// The inverse temperature as a clamped cubic spline of the geopotential depth below its top node,
/// in parts of the whole depth.
template <class M, int kNodes>
struct InverseTemperature {
  using N = typename M::Number;
  Gravity<N> gravity;
  N top, depth; ///< height; geopotential height of the lowest node over the top, negative
  N x[kNodes], y[kNodes], second[kNodes];

  struct Value {
    N temperature, column; ///< column: integral of the spline from the top
  };

  InverseTemperature(const Gravity<N>& g, const N (&height)[kNodes], const N (&temperature)[kNodes],
                     N top_gradient, N bottom_gradient)
      : gravity(g), top(height[0]), depth(g.geopotential(height[kNodes - 1], height[0])) {
    for (int i = 0; i < kNodes; ++i) {
      x[i] = g.geopotential(height[i], top) / depth;
      y[i] = 1.0 / temperature[i];
    }
    const N ratio = (g.radius + height[kNodes - 1]) / (g.radius + top);
    solve(-top_gradient * y[0] * y[0] * depth,
          -bottom_gradient * y[kNodes - 1] * y[kNodes - 1] * depth * ratio * ratio);
  }

  /// Second derivatives at the nodes from the slopes at both ends.
  void solve(N first_slope, N last_slope) {
    N right[kNodes];
    N step = x[1] - x[0];
    N slope = (y[1] - y[0]) / step;
    second[0] = -0.5;
    right[0] = 3.0 / step * (slope - first_slope);
    for (int i = 1; i < kNodes - 1; ++i) {
      const N next_step = x[i + 1] - x[i];
      const N next_slope = (y[i + 1] - y[i]) / next_step;
      const N part = step / (step + next_step);
      const N pivot = 1.0 / (part * second[i - 1] + 2.0);
      second[i] = (part - 1.0) * pivot;
      right[i] = (6.0 * (next_slope - slope) / (step + next_step) - part * right[i - 1]) * pivot;
      step = next_step;
      slope = next_slope;
    }
    second[kNodes - 1] = (3.0 / step * (last_slope - slope) - 0.5 * right[kNodes - 2]) /
                         (0.5 * second[kNodes - 2] + 1.0);
    for (int i = kNodes - 2; i >= 0; --i) {
      second[i] = second[i] * second[i + 1] + right[i];
    }
  }

  [[nodiscard]] Value at(N height) const {
    const N at = gravity.geopotential(height, top) / depth;
    N value = y[0];
    N column = 0.0;
    for (int i = 0; i < kNodes - 1; ++i) {
      const N h = x[i + 1] - x[i];
      const N here = M::max(x[i], M::min(at, x[i + 1]));
      const N a = (x[i + 1] - here) / h;
      const N b = (here - x[i]) / h;
      const N a2 = a * a;
      const N b2 = b * b;
      column += h * (0.5 * ((1.0 - a2) * y[i] + b2 * y[i + 1]) -
                     h * h * (1.0 / 24.0) *
                         ((1.0 - a2) * (1.0 - a2) * second[i] + b2 * (2.0 - b2) * second[i + 1]));
      const N cubic =
          a * y[i] + b * y[i + 1] +
          ((a2 - 1.0) * a * second[i] + (b2 - 1.0) * b * second[i + 1]) * h * h * (1.0 / 6.0);
      value = M::select(at > x[i], cubic, value);
    }
    return {1.0 / value, column};
  }
};

/// What the barometric law needs of a height: a species of mass m and thermal diffusion alpha has
/// log(n) = log(n at the boundary) + (1 + alpha) thermal + m weight.
template <class N>
struct Level {
  N thermal, weight, temperature;
};

/// Temperature over height: Bates' law above `spline_top`, a spline below.
template <class M>
struct Thermosphere {
  using N = typename M::Number;
  const Model& model;
  Gravity<N> gravity;
  N exosphere, boundary, inverse_scale;
  InverseTemperature<M, 5> spline;

  Thermosphere(const Model& m, const Gravity<N>& g, N exosphere_temperature, N boundary_temperature,
               N scale, const N (&nodes)[4], N bottom_gradient)
      : model(m), gravity(g), exosphere(exosphere_temperature), boundary(boundary_temperature),
        inverse_scale(scale), spline(make_spline(nodes, bottom_gradient)) {}

  [[nodiscard]] N bates(N geopotential) const {
    return exosphere - (exosphere - boundary) * M::exp(-inverse_scale * geopotential);
  }
  [[nodiscard]] InverseTemperature<M, 5> make_spline(const N (&nodes)[4], N bottom_gradient) const {
    const N top = model.spline_top;
    const N base = model.boundary_height;
    const N top_temperature = bates(gravity.geopotential(top, base));
    const N ratio = (gravity.radius + base) / (gravity.radius + top);
    const N heights[5] = {top, 110.0, 100.0, 90.0, kLowest_km};
    const N temperatures[5] = {top_temperature, nodes[0], nodes[1], nodes[2], nodes[3]};
    const N gradient = (exosphere - top_temperature) * inverse_scale * ratio * ratio;
    return {gravity, heights, temperatures, gradient, bottom_gradient};
  }

  [[nodiscard]] Level<N> at(N height) const {
    const N base = model.boundary_height;
    const N top = model.spline_top;
    const N above = gravity.geopotential(M::max(height, top), base);
    const N temperature = bates(above);
    const N cooling = M::log(boundary / temperature);
    Level<N> level{cooling,
                   gravity.at(base) / (inverse_scale * kGas * exosphere) *
                       (cooling - inverse_scale * above),
                   temperature};
    const auto below = height < top;
    if (M::any(below)) {
      const auto inside = spline.at(M::min(height, top));
      const N fall = gravity.at(top) * spline.depth * (1.0 / kGas) * inside.column;
      level.thermal += M::select(below, M::log(temperature / inside.temperature), N(0.0));
      level.weight -= M::select(below, fall, N(0.0));
      level.temperature = M::select(below, inside.temperature, temperature);
    }
    return level;
  }
};

/// The part of a correction's rate that acts at a height.
template <class M>
typename M::Number share(const Correction& c, typename M::Number height) {
  using N = typename M::Number;
  const N first = M::exp((height - c.height) * (1.0 / c.scale));
  if (c.second_scale == c.scale) {
    return 1.0 / (1.0 + first);
  }
  return 1.0 / (1.0 + 0.5 * (first + M::exp((height - c.height) * (1.0 / c.second_scale))));
}

/// Logarithm of the density that goes over from mixing to diffusion at the turbopause.
template <class M>
typename M::Number net(typename M::Number diffusive, typename M::Number mixed, double sharpness) {
  using N = typename M::Number;
  const N lead = sharpness * (mixed - diffusive);
  const N smooth =
      diffusive + M::log(1.0 + M::exp(M::max(-10.0, M::min(lead, 10.0)))) * (1.0 / sharpness);
  return M::select(lead < N(-10.0), diffusive, M::select(lead > N(10.0), mixed, smooth));
}

/// Densities at one place, 1/cm3 (mixed_nitrogen: as if mixed, for the part below).
template <class N>
struct Composition {
  N density[kConstituents], hot_oxygen;
  N exosphere_temperature, temperature;
  N mixed_nitrogen, lowest_temperature, lowest_gradient;
  [[nodiscard]] N mass_kg_m3() const {
    return kMassUnit_kg_m3 *
           (4.0 * density[kHe] + 16.0 * (density[kO] + hot_oxygen) + 28.0 * density[kN2] +
            32.0 * density[kO2] + 40.0 * density[kAr] + density[kH] + 14.0 * density[kN]);
  }
};

} // namespace urker::orbit::msis
