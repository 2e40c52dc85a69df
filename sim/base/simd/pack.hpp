#pragma once

// Only for *.simd.cpp files, which are compiled once for each instruction set with URKER_SIMD as
// its name. Everything here lives in a namespace of that name and is always inlined, and kernels
// use no templates or inline functions of the standard library: the linker keeps one copy of such a
// function for the whole program, and might keep one that an older processor cannot run.

#ifndef URKER_SIMD
#error "base/simd/pack.hpp is for *.simd.cpp files"
#endif

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include <cstddef>
#include <cstdint>

#define URKER_INLINE [[gnu::always_inline]] inline

namespace urker::simd::URKER_SIMD {

#if defined(__AVX512F__)
inline constexpr int kLanes = 8; ///< doubles in a pack
#elif defined(__AVX2__)
inline constexpr int kLanes = 4;
#else
inline constexpr int kLanes = 2;
#endif

using Doubles [[gnu::vector_size(8 * kLanes)]] = double;
using Integers [[gnu::vector_size(8 * kLanes)]] = std::int64_t;

/// One truth value a lane: all bits set, or none.
struct Mask {
  Integers bits;
};
URKER_INLINE Mask operator&(Mask a, Mask b) {
  return {a.bits & b.bits};
}
URKER_INLINE Mask operator|(Mask a, Mask b) {
  return {a.bits | b.bits};
}
URKER_INLINE Mask operator!(Mask a) {
  return {~a.bits};
}
/// Bit i is lane i's.
URKER_INLINE unsigned bits(Mask a) {
#if defined(__AVX512F__)
  return _mm512_movepi64_mask(reinterpret_cast<__m512i>(a.bits));
#elif defined(__AVX2__)
  return static_cast<unsigned>(_mm256_movemask_pd(reinterpret_cast<__m256d>(a.bits)));
#else
  unsigned result = 0;
  for (int i = 0; i < kLanes; ++i) {
    result |= a.bits[i] != 0 ? 1U << i : 0U;
  }
  return result;
#endif
}
URKER_INLINE bool any(Mask a) {
  return bits(a) != 0;
}
URKER_INLINE bool all(Mask a) {
  return bits(a) == (1U << kLanes) - 1U;
}

/// `kLanes` doubles, each computed as if alone.
struct Pack {
  Doubles v;

  Pack() = default;
  URKER_INLINE Pack(Doubles x) : v(x) {}
  URKER_INLINE Pack(double x) : v(x - Doubles{}) {}
  URKER_INLINE double operator[](int lane) const { return v[lane]; }

  URKER_INLINE static Pack load(const double* p) {
    Pack x;
    __builtin_memcpy(&x.v, p, sizeof x.v);
    return x;
  }
  URKER_INLINE void store(double* p) const { __builtin_memcpy(p, &v, sizeof v); }

  URKER_INLINE Pack& operator+=(Pack b) { return *this = v + b.v; }
  URKER_INLINE Pack& operator-=(Pack b) { return *this = v - b.v; }
  URKER_INLINE Pack& operator*=(Pack b) { return *this = v * b.v; }
};
URKER_INLINE Pack operator+(Pack a, Pack b) {
  return a.v + b.v;
}
URKER_INLINE Pack operator-(Pack a, Pack b) {
  return a.v - b.v;
}
URKER_INLINE Pack operator*(Pack a, Pack b) {
  return a.v * b.v;
}
URKER_INLINE Pack operator/(Pack a, Pack b) {
  return a.v / b.v;
}
URKER_INLINE Pack operator-(Pack a) {
  return -a.v;
}
URKER_INLINE Mask operator<(Pack a, Pack b) {
  return {a.v < b.v};
}
URKER_INLINE Mask operator<=(Pack a, Pack b) {
  return {a.v <= b.v};
}
URKER_INLINE Mask operator>(Pack a, Pack b) {
  return {a.v > b.v};
}
URKER_INLINE Mask operator>=(Pack a, Pack b) {
  return {a.v >= b.v};
}
URKER_INLINE Mask operator==(Pack a, Pack b) {
  return {a.v == b.v};
}

/// a where the mask holds, else b.
URKER_INLINE Pack select(Mask mask, Pack a, Pack b) {
  return mask.bits ? a.v : b.v;
}

/// a b + c, rounded once where the instruction set can.
URKER_INLINE Pack mul_add(Pack a, Pack b, Pack c) {
#if defined(__AVX512F__)
  return static_cast<Doubles>(_mm512_fmadd_pd(a.v, b.v, c.v));
#elif defined(__AVX2__)
  return static_cast<Doubles>(_mm256_fmadd_pd(a.v, b.v, c.v));
#else
  return a.v * b.v + c.v;
#endif
}

URKER_INLINE Pack sqrt(Pack a) {
#if defined(__AVX512F__)
  return static_cast<Doubles>(_mm512_maskz_sqrt_pd(0xff, a.v));
#elif defined(__AVX2__)
  return static_cast<Doubles>(_mm256_sqrt_pd(a.v));
#elif defined(__SSE2__)
  return static_cast<Doubles>(_mm_sqrt_pd(a.v));
#else
  return Doubles{__builtin_sqrt(a.v[0]), __builtin_sqrt(a.v[1])};
#endif
}

URKER_INLINE Integers as_integers(Doubles v) {
  return reinterpret_cast<Integers>(v);
}
URKER_INLINE Doubles as_doubles(Integers v) {
  return reinterpret_cast<Doubles>(v);
}

URKER_INLINE Pack abs(Pack a) {
  return as_doubles(as_integers(a.v) & (Integers{} + INT64_MAX));
}
URKER_INLINE Pack min(Pack a, Pack b) {
  return select(a < b, a, b);
}
URKER_INLINE Pack max(Pack a, Pack b) {
  return select(a > b, a, b);
}

/// The nearest integer; for |a| below 2^51.
URKER_INLINE Pack round(Pack a) {
  const Pack big = 6755399441055744.0; // 1.5 * 2^52
  return (a + big) - big;
}
URKER_INLINE Pack floor(Pack a) {
  const Pack r = round(a);
  return select(r > a, r - 1.0, r);
}

} // namespace urker::simd::URKER_SIMD
