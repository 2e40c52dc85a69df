#pragma once

#include "orbit/earth/geodesy.hpp"
#include "time/time.hpp"

#include <array>
#include <cstdint>

namespace urker::link {

/// How hard it rains at a site, as a standard normal number z(t) that is a pure function of seed,
/// place and time: attenuation on any path from the site is what Recommendation ITU-R P.618 gives
/// for the share of the year Q(z) = erfc(z/sqrt 2)/2, so that its long-term distribution is that of
/// the Recommendation for every frequency and elevation.
///
/// In time, z is the stationary Gaussian process with correlation exp(-beta |dt|), beta = 2e-4 1/s,
/// that ITU-R P.1853-2 (annex 1, section 2.2) draws rain attenuation from, at knots 8 s apart that
/// straight lines join. P.1853's own second gives nearly three times as many fades as ITU-R P.1623
/// counts, which are short and of what a filter of some 0.1 Hz leaves of a measured signal; 8 s
/// give its number (tests/bench/bench_rain). A knot is drawn given the knots on either side that
/// lie at twice the distance (the process is Markov's), and so on up to 2^17 s, where neighbours
/// are independent to 4e-12: any instant takes 15 draws, from any side, and the next one a single
/// draw.
///
/// In space, each draw is a weighted sum of numbers drawn at the knots of four lattices on the
/// Earth, so that a site's path does not depend on which others there are. Averaged over places the
/// correlation over 0 to 1000 km is within 0.03 of that which makes the joint exceedance of 0.1 %
/// of the year at two sites where it rains 4 % that of ITU-R P.618-13, section 2.2.4.1; for a given
/// pair it scatters by up to 0.09 about that. Movement of rain, seasons and the time of day are
/// left out.
class RainState {
 public:
  RainState(std::uint64_t seed, const orbit::Geodetic& site);

  /// z at an instant. What was drawn last is kept: not to be called by two threads at once.
  [[nodiscard]] double normal(Time t);
  /// z at a knot, which lies that many times kKnot_s from the start.
  [[nodiscard]] double knot(std::int64_t number);

  static constexpr double kRate_1_s = 2e-4; ///< beta
  static constexpr std::int64_t kKnot_s = 8;

 private:
  static constexpr std::size_t kLevels = 14;

  /// z at both ends of 2^level knots' distance, and in the middle once it was asked for.
  struct Span {
    std::int64_t begin = 0; ///< number of a knot
    double left = 0.0;
    double middle = 0.0;
    double right = 0.0;
    bool halved = false;
    bool known = false;
  };
  struct Corner {
    std::uint64_t key;
    double weight;
  };

  /// That of a level in which a knot lies, or which begins with it.
  [[nodiscard]] const Span& span(std::int64_t number, std::size_t level);
  /// A standard normal number of the site's own for a knot, correlated with near sites'.
  [[nodiscard]] double draw(std::int64_t number) const;

  std::uint64_t seed_;
  std::array<Corner, 32> corners_{};      ///< eight of each of four lattices
  std::array<Span, kLevels + 1> spans_{}; ///< by level, each within the one above
};

} // namespace urker::link
