#include "access/arc_kernels.hpp"

#include "base/simd/pack.hpp"

namespace urker::access::URKER_SIMD {

using namespace urker::simd::URKER_SIMD;

namespace {

constexpr std::size_t kWide = 8;

/// rows[0] s[0] + rows[1] s[1] + ... for 8 rows of 8.
URKER_INLINE void combine(const double* rows, const double* s, double* out) {
  for (std::size_t lane = 0; lane < kWide; lane += kLanes) {
    Pack sum = Pack::load(rows + lane) * s[0];
    for (std::size_t i = 1; i < kWide; ++i) {
      sum = mul_add(Pack::load(rows + kWide * i + lane), s[i], sum);
    }
    sum.store(out + lane);
  }
}

} // namespace

void rotate_columns(const Rotations& r) {
  for (std::size_t i = 0; i < r.n; i += kLanes) {
    const auto element = [&](int k) __attribute__((always_inline)) {
      return Pack::load(r.elements[k] + i);
    };
    const Pack x = Pack::load(r.x + i), y = Pack::load(r.y + i), z = Pack::load(r.z + i);
    mul_add(element(0), x, mul_add(element(1), y, element(2) * z)).store(r.x + i);
    mul_add(element(3), x, mul_add(element(4), y, element(5) * z)).store(r.y + i);
    mul_add(element(6), x, mul_add(element(7), y, element(8) * z)).store(r.z + i);
  }
}

void fit_arcs(const ArcFits& f) {
  for (std::size_t arc = 0; arc < f.arcs; ++arc) {
    for (std::size_t c = 0; c < 3; ++c) {
      combine(f.matrix, f.samples[c] + (kWide - 1) * arc, f.terms + kWide * (3 * arc + c));
    }
  }
}

void sample_nodes(const ArcNodes& a) {
  for (std::size_t arc = 0; arc < a.arcs; ++arc) {
    for (std::size_t c = 0; c < 3; ++c) {
      double values[kWide];
      combine(a.matrix, a.terms + kWide * (3 * arc + c), values);
      double* const position = a.columns[c] + 4 * arc;
      double* const velocity = a.columns[c + 3] + 4 * arc;
      for (std::size_t i = 0; i < 4; ++i) {
        position[i] = values[i];
        velocity[i] = values[4 + i] / a.half_lengths_s[arc];
      }
    }
  }
}

} // namespace urker::access::URKER_SIMD
