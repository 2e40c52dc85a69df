#pragma once

// Elementary functions of packs; for *.simd.cpp files, as pack.hpp. Coefficients: fdlibm (Sun
// Microsystems, 1993), facts of approximation theory. Errors: sincos 1.5 ulp for |x| up to 30 and
// 2e-16 up to 1e6, exp and log 2 ulp, atan2 2.5 ulp. No special values: arguments are finite, those
// of log positive and normal.

#include "base/simd/pack.hpp"

namespace urker::simd::URKER_SIMD {

/// c[0] + x (c[1] + x (c[2] + ...)).
template <std::size_t n>
URKER_INLINE Pack polynomial(const double (&c)[n], Pack x) {
  Pack sum = c[n - 1];
  for (std::size_t i = n - 1; i-- > 0;) {
    sum = mul_add(sum, x, c[i]);
  }
  return sum;
}

struct SinCos {
  Pack sin, cos;
};

URKER_INLINE SinCos sincos(Pack x) {
  constexpr double kSin[] = {-1.66666666666666324348e-01, 8.33333333332248946124e-03,
                             -1.98412698298579493134e-04, 2.75573137070700676789e-06,
                             -2.50507602534068634195e-08, 1.58969099521155010221e-10};
  constexpr double kCos[] = {4.16666666666666019037e-02, -1.38888888888741095749e-03,
                             2.48015872894767294178e-05, -2.75573143513906633035e-07,
                             2.08757232129817482790e-09, -1.13596475577881948265e-11};
  // pi/2 in parts of 33 bits, so that their products with the quadrant's number are exact.
  const Pack big = 6755399441055744.0;
  const Pack shifted = x * 6.36619772367581382433e-01 + big;
  const Pack n = shifted - big;
  const Pack y = x - n * 1.57079632673412561417e+00;
  const Pack w = n * 6.07710050630396597660e-11;
  const Pack r = y - w;
  const Pack tail = ((y - r) - w) - n * 2.02226624879595063154e-21;

  const Pack z = r * r;
  const Pack half = 0.5 * z;
  const Pack s = r + mul_add(z * r, polynomial(kSin, z), tail * (1.0 - half));
  const Pack one_less_half = 1.0 - half;
  const Pack c =
      one_less_half + (((1.0 - one_less_half) - half) + (z * z * polynomial(kCos, z) - r * tail));

  const Integers quadrant = as_integers(shifted.v);
  const Mask odd{(quadrant & 1) != 0};
  const Pack sin_magnitude = select(odd, c, s);
  const Pack cos_magnitude = select(odd, s, c);
  const Integers sin_sign = (quadrant & 2) << 62;
  const Integers cos_sign = ((quadrant + 1) & 2) << 62;
  return {as_doubles(as_integers(sin_magnitude.v) ^ sin_sign),
          as_doubles(as_integers(cos_magnitude.v) ^ cos_sign)};
}

/// Below -708: exp(-708); above 709: exp(709).
URKER_INLINE Pack exp(Pack x) {
  constexpr double kTaylor[] = {1.0,
                                1.0,
                                1.0 / 2.0,
                                1.0 / 6.0,
                                1.0 / 24.0,
                                1.0 / 120.0,
                                1.0 / 720.0,
                                1.0 / 5040.0,
                                1.0 / 40320.0,
                                1.0 / 362880.0,
                                1.0 / 3628800.0,
                                1.0 / 39916800.0,
                                1.0 / 479001600.0,
                                1.0 / 6227020800.0};
  const Pack limited = min(max(x, -708.0), 709.0);
  const Pack big = 6755399441055744.0;
  const Pack shifted = limited * 1.44269504088896338700e+00 + big;
  const Pack n = shifted - big;
  const Pack r = (limited - n * 6.93147180369123816490e-01) - n * 1.90821492927058770002e-10;
  const Integers exponent = (as_integers(shifted.v) - as_integers(big.v)) << 52;
  return as_doubles(as_integers(polynomial(kTaylor, r).v) + exponent);
}

URKER_INLINE Pack log(Pack x) {
  constexpr double kSeries[] = {6.666666666666735130e-01, 3.999999999940941908e-01,
                                2.857142874366239149e-01, 2.222219843214978396e-01,
                                1.818357216161805012e-01, 1.531383769920937332e-01,
                                1.479819860511658591e-01};
  // x = 2^k (1 + f) with 1 + f between the roots of 1/2 and 2.
  constexpr std::int64_t kRootOfHalf = 0x3fe6a09e667f3bcd;
  constexpr std::int64_t kOne = 0x3ff0000000000000;
  const Integers above = as_integers(x.v) - kRootOfHalf;
  // The exponent with a bias that keeps the shift's argument positive.
  const Integers biased = (above + (std::int64_t{1024} << 52)) >> 52;
  const Integers mantissa = (above & 0x000fffffffffffff) + kRootOfHalf;
  static_assert(kRootOfHalf < kOne);
  const Pack big = 6755399441055744.0;
  const Pack k = Pack(as_doubles(as_integers(big.v) + biased)) - big - 1024.0;
  const Pack f = Pack(as_doubles(mantissa)) - 1.0;
  const Pack s = f / (2.0 + f);
  const Pack z = s * s;
  const Pack half_square = 0.5 * f * f;
  const Pack series = z * polynomial(kSeries, z);
  const Pack low = mul_add(s, half_square + series, k * 1.90821492927058770002e-10);
  return k * 6.93147180369123816490e-01 - ((half_square - low) - f);
}

/// The angle from the x axis to (x, y), -pi to pi; 0 for (0, 0).
URKER_INLINE Pack atan2(Pack y, Pack x) {
  constexpr double kSeries[] = {
      -3.33333333333329318027e-01, 1.99999999998764832476e-01,  -1.42857142725034663711e-01,
      1.11111104054623557880e-01,  -9.09088713343650656196e-02, 7.69187620504482999495e-02,
      -6.66107313738753120669e-02, 5.83357013379057348645e-02,  -4.97687799461593236017e-02,
      3.65315727442169155270e-02,  -1.62858201153657823623e-02};
  constexpr double kTanEighth = 4.14213562373095048802e-01; // of pi / 8
  constexpr double kQuarter = 7.85398163397448278999e-01, kQuarterRest = 3.06161699786838301793e-17;
  const Pack least = min(abs(x), abs(y)), most = max(abs(x), abs(y));
  const Mask beyond = least > kTanEighth * most;
  const Pack below = select(beyond, least + most, most);
  const Pack r = select(below == 0.0, 0.0, select(beyond, least - most, least) / below);
  const Pack z = r * r;
  const Pack small = mul_add(r * z, polynomial(kSeries, z), r);
  const Pack octant = select(beyond, kQuarter + (small + kQuarterRest), small);
  const Pack quadrant =
      select(abs(y) > abs(x), 2.0 * kQuarter - (octant - 2.0 * kQuarterRest), octant);
  const Pack half = select(x < 0.0, 4.0 * kQuarter - (quadrant - 4.0 * kQuarterRest), quadrant);
  return select(y < 0.0, -half, half);
}

/// x^y for x > 0; the relative error grows with |y log x|.
URKER_INLINE Pack pow(Pack x, Pack y) {
  return exp(y * log(x));
}

} // namespace urker::simd::URKER_SIMD
