#pragma once

#include "spacecraft/propulsion/strategy.hpp"

#include <vector>

namespace urker::spacecraft {

/// A time in which the thruster burns.
struct Arc {
  Time begin, end;
};

/// Lays the burns that a wish takes into the time from `from` to the next mark, as far as they have
/// room there. `longest`: of one arc. Empty where less than the least impulse would be left.
[[nodiscard]] std::vector<Arc> lay_arcs(const Wish& wish, const Look& now, Time from,
                                        Duration longest);
/// That the thruster and the revolution allow, for such a wish.
[[nodiscard]] Duration longest_arc(const Wish& wish, const Look& now);

} // namespace urker::spacecraft
