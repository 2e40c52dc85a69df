#pragma once

#include "base/simd/instruction_set.hpp"

#include <cstddef>

namespace urker::orbit {

namespace msis {
struct Model;
} // namespace msis

/// Eight places for NRLMSISE-00 as structure of arrays; units as in Nrlmsise00Input.
struct Nrlmsise00Points {
  static constexpr std::size_t kCount = 8;
  double day_of_year[kCount], ut_s[kCount], height_km[kCount], latitude_deg[kCount],
      longitude_deg[kCount], solar_hour[kCount], f107a[kCount], f107[kCount];
  bool by_history = false;      ///< whether all have the history of Ap
  double ap[6][kCount];         ///< the day's alone, or as in ApHistory
  double density_kg_m3[kCount]; ///< the result: of all species, with anomalous oxygen
};

/// Fills `points.density_kg_m3`. A density does not depend on the other places; it differs from
/// that of `nrlmsise00` by rounding.
void nrlmsise00_density(Nrlmsise00Points& points);

/// Its kernel, for heights of 72.5 km and more; lower ones are raised to that.
URKER_SIMD_DECLARE(void nrlmsise00_upper(const msis::Model& model, Nrlmsise00Points& points);)

} // namespace urker::orbit
