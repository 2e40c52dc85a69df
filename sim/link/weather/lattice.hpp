#pragma once

#include "base/random.hpp"
#include "orbit/earth/geodesy.hpp"

#include <array>

namespace urker::link {

/// Weights of the knots on either side at a fraction between them: a quintic step (two continuous
/// derivatives), scaled so that the squares sum to one: independent standard normal numbers at the
/// knots make a standard normal number anywhere.
[[nodiscard]] std::array<double, 2> lattice_weights(double fraction);

/// A place as Earth-fixed coordinates on a sphere, in steps of a cubic lattice about its centre.
/// Heights do not matter.
[[nodiscard]] std::array<double, 3> lattice_position(const orbit::Geodetic& place, double step_m);

/// One number for the three indices of a knot, 14 bits each: they reach 8192 steps from the centre.
[[nodiscard]] std::uint64_t lattice_knot(const std::array<std::int64_t, 3>& index);

/// Standard normal numbers at the knots of a lattice of space and time, joined: position in steps
/// of both. One counter holds the four indices of a knot: 22 bits are left for the time, which
/// reaches 4 million steps from the start.
[[nodiscard]] double lattice_normal(const RandomKey& key, const std::array<double, 4>& position);

} // namespace urker::link
