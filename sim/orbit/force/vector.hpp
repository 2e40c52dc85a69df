#pragma once

// Three components of any number type: double, or a pack of doubles in a *.simd.cpp file. The
// headers of formulae beside this one are templates on that type. As kernels include them, they
// use nothing of the standard library, and every function is inlined where it is called, so that
// no copy of it for one instruction set can end up elsewhere in the program.

namespace urker::orbit::kernel {

// What a pack brings with itself (base/simd/pack.hpp), for a double.
[[gnu::always_inline]] inline double sqrt(double x) {
  return __builtin_sqrt(x);
}
[[gnu::always_inline]] inline double min(double a, double b) {
  return a < b ? a : b;
}
[[gnu::always_inline]] inline double max(double a, double b) {
  return a > b ? a : b;
}
[[gnu::always_inline]] inline double select(bool mask, double a, double b) {
  return mask ? a : b;
}

template <class Real>
struct Vector {
  Real x, y, z;
};

template <class Real>
[[gnu::always_inline]] inline Vector<Real> operator+(const Vector<Real>& a, const Vector<Real>& b) {
  return {a.x + b.x, a.y + b.y, a.z + b.z};
}
template <class Real>
[[gnu::always_inline]] inline Vector<Real> operator-(const Vector<Real>& a, const Vector<Real>& b) {
  return {a.x - b.x, a.y - b.y, a.z - b.z};
}
template <class Real>
[[gnu::always_inline]] inline Vector<Real> operator*(const Real& f, const Vector<Real>& a) {
  return {f * a.x, f * a.y, f * a.z};
}
template <class Real>
[[gnu::always_inline]] inline Real dot(const Vector<Real>& a, const Vector<Real>& b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}
template <class Real>
[[gnu::always_inline]] inline Vector<Real> cross(const Vector<Real>& a, const Vector<Real>& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
template <class Real>
[[gnu::always_inline]] inline Real norm(const Vector<Real>& a) {
  return sqrt(dot(a, a));
}

/// Arc sine for |x| <= 1, to 2e-16: the rational approximation of fdlibm (Sun Microsystems, 1993)
/// below a half, and from there asin x = pi/2 - 2 asin sqrt((1 - x)/2).
template <class Real>
[[gnu::always_inline]] inline Real arc_sine(const Real& x) {
  const Real zero = 0.0;
  const Real size = max(x, zero - x);
  const auto large = size > Real(0.5);
  const Real half_rest = max(0.5 * (1.0 - size), zero);
  const Real y = select(large, sqrt(half_rest), size);
  const Real z = y * y;
  const Real p =
      z * (1.66666666666666657415e-01 +
           z * (-3.25565818622400915405e-01 +
                z * (2.01212532134862925881e-01 +
                     z * (-4.00555345006794114027e-02 +
                          z * (7.91534994289814532176e-04 + z * 3.47933107596021167570e-05)))));
  const Real q =
      1.0 + z * (-2.40339491173441421878e+00 +
                 z * (2.02094576023350569471e+00 +
                      z * (-6.88283971605453293030e-01 + z * 7.70381505559019352791e-02)));
  const Real small = y + y * (p / q);
  const Real magnitude = select(large, 1.57079632679489661923 - 2.0 * small, small);
  return select(x < zero, zero - magnitude, magnitude);
}

} // namespace urker::orbit::kernel
