#include "base/random.hpp"

#include <Random123/philox.h>

#include <cmath>
#include <span>

namespace urker {
namespace {

/// Spreads the bits of a hash: Stafford's variant 13 as in SplitMix64 (Steele, Lea, Flood, 2014).
/// A bijection with mix(0) = 0.
constexpr std::uint64_t mix(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

double polynomial(std::span<const double> coefficients, double x) {
  double sum = 0.0;
  for (auto c = coefficients.rbegin(); c != coefficients.rend(); ++c) {
    sum = sum * x + *c;
  }
  return sum;
}

/// Inverse of the standard normal distribution function at 0.5 + q, |q| < 0.5: algorithm AS 241,
/// PPND16 (M. J. Wichura, Applied Statistics 37, 477-484, 1988), relative error about 1e-16.
double normal_quantile(double q) {
  static constexpr double kCentreA[] = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                                        1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                        4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                        3.3430575583588128105e+4, 2.5090809287301226727e+3};
  static constexpr double kCentreB[] = {1.0,
                                        4.2313330701600911252e+1,
                                        6.8718700749205790830e+2,
                                        5.3941960214247511077e+3,
                                        2.1213794301586595867e+4,
                                        3.9307895800092710610e+4,
                                        2.8729085735721942674e+4,
                                        5.2264952788528545610e+3};
  static constexpr double kMiddleC[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                        5.76949722146069140550e0,  3.64784832476320460504e0,
                                        1.27045825245236838258e0,  2.41780725177450611770e-1,
                                        2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr double kMiddleD[] = {1.0,
                                        2.05319162663775882187e0,
                                        1.67638483018380384940e0,
                                        6.89767334985100004550e-1,
                                        1.48103976427480074590e-1,
                                        1.51986665636164571966e-2,
                                        5.47593808499534494600e-4,
                                        1.05075007164441684324e-9};
  static constexpr double kTailE[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                      1.78482653991729133580e0,  2.96560571828504891230e-1,
                                      2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                      2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr double kTailF[] = {1.0,
                                      5.99832206555887937690e-1,
                                      1.36929880922735805310e-1,
                                      1.48753612908506148525e-2,
                                      7.86869131145613259100e-4,
                                      1.84631831751005468180e-5,
                                      1.42151175831644588870e-7,
                                      2.04426310338993978564e-15};
  if (std::abs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(kCentreA, r) / polynomial(kCentreB, r);
  }
  const double r = std::sqrt(-std::log(0.5 - std::abs(q)));
  const double size = r <= 5.0 ? polynomial(kMiddleC, r - 1.6) / polynomial(kMiddleD, r - 1.6)
                               : polynomial(kTailE, r - 5.0) / polynomial(kTailF, r - 5.0);
  return std::copysign(size, q);
}

} // namespace

std::uint64_t random_bits(const RandomKey& key, std::uint64_t counter) {
  const std::uint64_t stream = mix(mix(key.entity) + key.purpose);
  const auto low = [](std::uint64_t x) { return static_cast<std::uint32_t>(x); };
  const auto high = [](std::uint64_t x) { return static_cast<std::uint32_t>(x >> 32); };
  const r123::Philox4x32::ctr_type position{
      {low(counter), high(counter), low(stream), high(stream)}};
  const r123::Philox4x32::key_type seed{{low(key.seed), high(key.seed)}};
  const auto bits = r123::Philox4x32{}(position, seed);
  return bits[0] | static_cast<std::uint64_t>(bits[1]) << 32;
}

double random_uniform(const RandomKey& key, std::uint64_t counter) {
  return static_cast<double>(random_bits(key, counter) >> 11) * 0x1p-53;
}

double random_normal(const RandomKey& key, std::uint64_t counter) {
  // The middle of one of 2^52 equal parts of (0, 1): exact, and never an end, which has no
  // quantile.
  const double middle = static_cast<double>(random_bits(key, counter) >> 12) + 0.5;
  return normal_quantile(middle * 0x1p-52 - 0.5);
}

} // namespace urker
