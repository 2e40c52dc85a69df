#pragma once

#include "base/simd/instruction_set.hpp"

#include <cstddef>
#include <cstdint>

namespace urker::access {

/// Which sites may see a satellite: bit i % 64 of word i / 64 is set where the cosine between the
/// satellite's direction and site i's is at least `least_cosine`. Single precision: a cosine of
/// unit vectors rounded to it is in error by less than 4e-7, which the caller allows for.
struct CapScreen {
  const float *x, *y, *z; ///< unit vectors of the sites, geocentric
  std::size_t words;      ///< sites in 64s; the rest of the last word is filled with zero vectors
  float satellite_x, satellite_y, satellite_z;
  float least_cosine; ///< above zero: the filling is never seen
  std::uint64_t* seen;
};

URKER_SIMD_DECLARE(void screen_cap(const CapScreen& screen);)

} // namespace urker::access
