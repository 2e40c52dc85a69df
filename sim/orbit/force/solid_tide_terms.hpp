#pragma once

#include <span>

namespace urker::orbit {

/// One term of the frequency dependence of the Love numbers of degree 2: IERS Conventions 2010
/// (Technical Note 36, 2010), tables 6.5a (diurnal), 6.5b (zonal) and 6.5c (semidiurnal).
struct SolidTideTerm {
  signed char multipliers[5] = {}; ///< of Delaunay's l, l', F, D and Omega
  double in_phase = 0.0;           ///< amplitude A H Re(dk), 1e-12
  double out_of_phase = 0.0;       ///< amplitude A H Im(dk), 1e-12
};

/// The terms of order 0, 1 or 2.
[[nodiscard]] std::span<const SolidTideTerm> solid_tide_terms(int order);

} // namespace urker::orbit
