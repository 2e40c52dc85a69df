#pragma once

#include "base/simd/instruction_set.hpp"

#include <cstddef>

namespace urker::access {

/// Rotates vectors in columns, `n` of them; a whole number of packs of 8.
struct Rotations {
  const double* elements[9]; ///< of the matrices, rows first
  std::size_t n;
  double *x, *y, *z;
};

/// From 7 samples an arc and one more to polynomials: arc i's are 7 i to 7 i + 7.
struct ArcFits {
  const double* samples[3];
  std::size_t arcs;
  const double* matrix; ///< [sample 8][term 8]
  double* terms;        ///< [arc][coordinate 3][term 8]
};

/// States at 4 nodes an arc from -1 on.
struct ArcNodes {
  const double* terms;
  const double* half_lengths_s;
  std::size_t arcs;
  const double* matrix; ///< [term 8][position 4, derivative 4]
  double* columns[6];
};

URKER_SIMD_DECLARE(void rotate_columns(const Rotations& r); void fit_arcs(const ArcFits& f);
                   void sample_nodes(const ArcNodes& a);)

} // namespace urker::access
