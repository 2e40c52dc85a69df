#pragma once

#include "orbit/trajectory.hpp"

#include <span>
#include <vector>

/// Polynomials of vectors over the interval from 0 to 1 by their Bernstein coefficients, of degree
/// one less than their number: the curve lies in the convex hull of the coefficients.
namespace urker::orbit {

/// Of c0 + c1 s + c2 s^2 + ...
[[nodiscard]] std::vector<Vector3> bernstein_of_powers(std::span<const Vector3> powers);

/// The value at s; at 0 and 1 exactly the first and the last coefficient.
[[nodiscard]] Vector3 bernstein_value(std::span<const Vector3> coefficients, double s);

/// What holds of a motion whose position and velocity are polynomials of their own over `step_s`
/// seconds. The acceleration is that of both. The hull proves it; a margin covers rounding.
[[nodiscard]] MotionBounds bernstein_bounds(std::span<const Vector3> r_m,
                                            std::span<const Vector3> v_m_s, double step_s);

/// What holds of both: of one interval and the next.
[[nodiscard]] MotionBounds both(const MotionBounds& a, const MotionBounds& b);

} // namespace urker::orbit
