#pragma once

#include "base/simd/instruction_set.hpp"

namespace urker::orbit {

/// Positions that the gravity kernel evaluates at once.
inline constexpr int kGravityLanes = 8;

/// What one degree n of one order m contributes with. A(n, m) is the m-th derivative of the
/// normalised Legendre function of the sine of the latitude.
struct GravityTerm {
  double along, back; ///< A(n, m) = along u A(n - 1, m) - back A(n - 2, m)
  double c, s;
  double weighted_c, weighted_s; ///< times n + m + 1
  double lower_c, lower_s;       ///< of order m - 1, times the ratio of the normalisations
};

/// Coefficients for the normalisation-free sums; pointers into the model that owns it.
struct GravityTable {
  const GravityTerm* terms; ///< order 0: degrees 0 to `degree`; order 1: from 1; ...
  const double* sectoral;   ///< A(m, m) / A(m - 1, m - 1)
  int degree;
  int columns; ///< orders 0 to columns - 1
  double mu, radius;
};

/// Corrections to normalised coefficients: [degree - 2][order][lane].
struct GravityCorrections {
  double c[3][5][kGravityLanes];
  double s[3][5][kGravityLanes];
};

/// Eight positions in body-fixed axes, metres, and where their accelerations go, m/s2.
struct GravityBlock {
  const double *x, *y, *z;
  double *ax, *ay, *az;
  const GravityCorrections* corrections; ///< or none
};

URKER_SIMD_DECLARE(void gravity_perturbations(const GravityTable& table,
                                              const GravityBlock& block);)

} // namespace urker::orbit
