#pragma once

#include "link/weather/rain_state.hpp"

#include <vector>

namespace urker::link {

/// Time in which it rains harder at a site than some state.
struct RainSpell {
  Time begin = kStart;
  Time end = kStart;
  double greatest = 0.0; ///< state at its highest knot; the level where it has none
};

/// When the state of the rain (RainState) is above a level in [begin, end], in order, each end to
/// the nanosecond of the straight lines between knots.
///
/// Knots are looked at only where it can matter: between two that lie T apart and below a level
/// l > 0, at a and b, the path passes the level with a probability below
/// exp(-(l - a')(l - b') / (beta T)), a' = max(a, 0): that of a Brownian bridge with its rate of
/// 2 beta, from which the pull towards 0 only takes. Spans where that is below 2e-15 are passed
/// over: a year's some 1e5 such spans lose a spell once in more than 1e9 years.
[[nodiscard]] std::vector<RainSpell> spells_above(RainState& rain, double level, Time begin,
                                                  Time end);

} // namespace urker::link
