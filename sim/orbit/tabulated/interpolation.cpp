#include "orbit/tabulated/interpolation.hpp"

#include "orbit/bernstein.hpp"

#include <algorithm>

namespace urker::orbit {
namespace {

using Polynomial = std::vector<Vector3>; ///< coefficients of the powers of s

/// Points of a polynomial: abscissas, which may come in equal pairs, then with the derivatives.
struct Points {
  std::vector<double> s;
  std::vector<Vector3> values;
  std::vector<Vector3> derivatives; ///< of every point; empty: no pairs
};

/// Newton's polynomial in powers of s. Of a pair the second difference is the derivative.
Polynomial newton(const Points& points) {
  const std::size_t n = points.s.size();
  std::vector<Vector3> difference = points.values;
  Polynomial powers(n, Vector3::Zero());
  std::vector<double> product(n + 1, 0.0); // powers of (s - s0) (s - s1) ...
  product[0] = 1.0;
  for (std::size_t order = 0; order < n; ++order) {
    for (std::size_t k = 0; k <= order; ++k) {
      powers[k] += product[k] * difference[0];
    }
    for (std::size_t i = 0; i + order + 1 < n; ++i) {
      const double width = points.s[i + order + 1] - points.s[i];
      difference[i] = width == 0.0 ? points.derivatives[i]
                                   : Vector3((difference[i + 1] - difference[i]) / width);
    }
    for (std::size_t k = order + 1; k > 0; --k) {
      product[k] = product[k - 1] - points.s[order] * product[k];
    }
    product[0] *= -points.s[order];
  }
  return powers;
}

Polynomial derivative(const Polynomial& powers) {
  Polynomial result;
  for (std::size_t k = 1; k < powers.size(); ++k) {
    result.push_back(static_cast<double>(k) * powers[k]);
  }
  return result;
}

/// The states around an interval that its polynomial goes through.
struct Window {
  std::size_t first = 0;
  std::size_t count = 0;
};

Window window_of(const StateTable& table, std::size_t i) {
  constexpr std::size_t kLeast = 2;
  const std::size_t wanted =
      table.interpolation == Interpolation::hermite ? (table.degree + 2) / 2 : table.degree + 1;
  const std::size_t count = std::min(std::max(wanted, kLeast), table.states.size());
  const std::size_t before = (count - 1) / 2;
  return {std::min(i - std::min(i, before), table.states.size() - count), count};
}

/// Coefficients whose ends are exactly what the table has there.
std::vector<Vector3> with_ends(const Polynomial& powers, const Vector3& first,
                               const Vector3& last) {
  auto coefficients = bernstein_of_powers(powers);
  for (Vector3& c : coefficients) {
    c += first; // the polynomial is of the differences from the first
  }
  coefficients.front() = first;
  coefficients.back() = last;
  return coefficients;
}

} // namespace

InterpolatedPiece interpolate(const StateTable& table, std::size_t i) {
  const Window window = window_of(table, i);
  const State& first = table.states[i];
  const State& last = table.states[i + 1];
  const double step_s = to_seconds(table.times[i + 1] - table.times[i]);
  const bool pairs = table.interpolation == Interpolation::hermite;
  Points r;
  Points v;
  for (std::size_t k = window.first; k < window.first + window.count; ++k) {
    const double s = to_seconds(table.times[k] - table.times[i]) / step_s;
    for (int copy = 0; copy < (pairs ? 2 : 1); ++copy) {
      r.s.push_back(s);
      r.values.emplace_back(table.states[k].r_m - first.r_m);
      if (pairs) {
        r.derivatives.emplace_back(table.states[k].v_m_s * step_s);
      } else {
        v.s.push_back(s);
        v.values.emplace_back(table.states[k].v_m_s - first.v_m_s);
      }
    }
  }
  const Polynomial r_powers = newton(r);
  Polynomial v_powers = pairs ? derivative(r_powers) : newton(v);
  if (pairs) {
    for (Vector3& c : v_powers) {
      c /= step_s;
    }
    v_powers[0] -= first.v_m_s;
  }
  return {with_ends(r_powers, first.r_m, last.r_m), with_ends(v_powers, first.v_m_s, last.v_m_s)};
}

} // namespace urker::orbit
