#pragma once

#include "base/simd/instruction_set.hpp"

#include <array>
#include <cstddef>

namespace urker::test {

/// What the kernel computes of each argument x.
struct FunctionValues {
  const double* x;
  std::size_t count; ///< a multiple of 8
  double *sin, *cos;
  double *exp_x, *log_abs_x;
  double *root_abs_x, *floor_x;
  double* angle_of_sin_cos_x; ///< atan2
};

URKER_SIMD_DECLARE(void evaluate(const FunctionValues& values);)

} // namespace urker::test
