#include "time/time.hpp"

#include "base/error.hpp"

#include <cmath>

namespace urker {

namespace {

enum class Rounding { down, nearest, up };

/// Whole nanoseconds of a magnitude below 1 s. The product has 74 bits, so its rounding error is
/// taken into account: a value on the edge falls on its true side.
std::int64_t round_fraction(double fraction_s, Rounding rounding) {
  const double product = fraction_s * 1e9;
  const double error = std::fma(fraction_s, 1e9, -product);
  double whole = std::floor(product);
  double rest = product - whole;
  if (rest == 0.0 && error < 0.0) {
    whole -= 1.0;
    rest = 1.0;
  }
  const bool above_whole = rest > 0.0 || error > 0.0;
  const bool at_least_half = rest > 0.5 || (rest == 0.5 && error >= 0.0);
  const bool increment = rounding == Rounding::up        ? above_whole
                         : rounding == Rounding::nearest ? at_least_half
                                                         : false;
  return static_cast<std::int64_t>(whole) + (increment ? 1 : 0);
}

/// Rounds the magnitude and gives it back its sign.
Duration round_magnitude(double seconds, Rounding rounding) {
  constexpr double kMost_s = 9223372036.0; // the greatest whole second of an int64 of nanoseconds
  require(!std::isnan(seconds), "a duration is not a number");
  const double magnitude = std::abs(seconds);
  std::int64_t nanoseconds = Duration::max().count();
  if (magnitude < kMost_s) {
    const double whole = std::floor(magnitude);
    nanoseconds = static_cast<std::int64_t>(whole) * 1'000'000'000 +
                  round_fraction(magnitude - whole, rounding);
  }
  return Duration{std::signbit(seconds) ? -nanoseconds : nanoseconds};
}

} // namespace

Duration floor_seconds(double seconds) {
  return round_magnitude(seconds, seconds < 0.0 ? Rounding::up : Rounding::down);
}

Duration round_seconds(double seconds) {
  return round_magnitude(seconds, Rounding::nearest);
}

Duration ceil_seconds(double seconds) {
  return round_magnitude(seconds, seconds < 0.0 ? Rounding::down : Rounding::up);
}

} // namespace urker
