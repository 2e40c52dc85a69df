#include "access/cap_screen.hpp"

#include "base/simd/pack.hpp"

namespace urker::access::URKER_SIMD {

using namespace urker::simd::URKER_SIMD;

namespace {

constexpr std::size_t kFloats = 2 * kLanes;
using Floats [[gnu::vector_size(8 * kLanes)]] = float;
using Truths [[gnu::vector_size(8 * kLanes)]] = std::int32_t;

URKER_INLINE Floats load(const float* p) {
  Floats v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

/// Bit i is lane i's.
URKER_INLINE std::uint64_t bits_of(Truths truths) {
#if defined(__AVX512F__)
  return _mm512_movepi32_mask(reinterpret_cast<__m512i>(truths));
#elif defined(__AVX2__)
  return static_cast<unsigned>(_mm256_movemask_ps(reinterpret_cast<__m256>(truths)));
#elif defined(__SSE2__)
  return static_cast<unsigned>(_mm_movemask_ps(reinterpret_cast<__m128>(truths)));
#else
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kFloats; ++i) {
    bits |= truths[i] != 0 ? std::uint64_t{1} << i : 0U;
  }
  return bits;
#endif
}

} // namespace

void screen_cap(const CapScreen& screen) {
  for (std::size_t word = 0; word < screen.words; ++word) {
    std::uint64_t seen = 0;
    for (std::size_t lane = 0; lane < 64; lane += kFloats) {
      const std::size_t i = 64 * word + lane;
      const Floats cosine = load(screen.x + i) * screen.satellite_x +
                            load(screen.y + i) * screen.satellite_y +
                            load(screen.z + i) * screen.satellite_z;
      seen |= bits_of(cosine >= screen.least_cosine) << lane;
    }
    screen.seen[word] = seen;
  }
}

} // namespace urker::access::URKER_SIMD
