#include "spacecraft/propulsion/arcs.hpp"

#include "spacecraft/propulsion/rocket.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

namespace urker::spacecraft {

namespace {

using namespace std::chrono_literals;

constexpr double kTurn = 2.0 * std::numbers::pi;
/// Of a revolution, about the apogee: what is burnt further away lowers the perigee less.
constexpr double kAboutApogee = 1.0 / 3.0;
/// Between arcs, at least: the turn from one to the next.
constexpr Duration kGap = 1min;

double rate_rad_s(const Look& now) {
  return orbit::mean_rates(now.orbit.semi_major_axis_m, now.orbit.inclination_rad)
      .latitude_argument_rad_s;
}

/// First passage of the apogee at or after an instant.
Time apogee_after(const Look& now, Time t) {
  const double rate = rate_rad_s(now);
  const double there = now.orbit.perigee_argument_rad() + std::numbers::pi;
  const double at_t = now.orbit.latitude_argument_rad + rate * to_seconds(t - now.orbit.time);
  const double ahead = std::fmod(std::fmod(there - at_t, kTurn) + kTurn, kTurn);
  return t + round_seconds(ahead / rate);
}

/// Arcs of `length` whose middles are `spacing` apart, as many as end before the next mark.
std::vector<Arc> row_of_arcs(Time first, Duration length, Duration spacing, std::int64_t most,
                             Time next) {
  std::vector<Arc> arcs;
  for (Time begin = first; most > 0 && begin + length < next; begin += spacing, --most) {
    arcs.push_back({begin, begin + length});
  }
  return arcs;
}

} // namespace

Duration longest_arc(const Wish& wish, const Look& now) {
  const ThrusterConfig& thruster = now.thruster;
  const double turn_s = kTurn / rate_rad_s(now);
  const double spacing_s = wish.place == Wish::Place::balanced ? 0.5 * turn_s : turn_s;
  double longest_s =
      std::min(spacing_s * thruster.greatest_duty,
               spacing_s - thruster.warm_up_s - std::max(thruster.least_pause_s, to_seconds(kGap)));
  if (wish.place != Wish::Place::balanced) {
    longest_s = std::min(longest_s, kAboutApogee * turn_s);
  }
  return floor_seconds(std::min(longest_s, thruster.longest_burn_s.value_or(longest_s)));
}

std::vector<Arc> lay_arcs(const Wish& wish, const Look& now, Time from, Duration longest) {
  const ThrusterConfig& thruster = now.thruster;
  const Duration whole =
      round_seconds(burn_time_s(thruster, now.mass_kg, std::abs(wish.delta_v_m_s)));
  const Duration least =
      std::max<Duration>(1ms, ceil_seconds(thruster.least_impulse_ns / thruster.thrust_n));
  if (whole < least || longest < least) {
    return {};
  }
  std::int64_t count = (whole + longest - Duration(1)) / longest;
  const Duration turn = round_seconds(kTurn / rate_rad_s(now));
  const Time earliest = std::max(from, wish.not_before);
  switch (wish.place) {
  case Wish::Place::balanced:
    if (count % 2 == 1 && whole / (count + 1) >= least) {
      ++count; // in pairs
    }
    return row_of_arcs(earliest, whole / count, turn / 2, count, now.next);
  case Wish::Place::at_apogee: {
    const Duration length = whole / count;
    return row_of_arcs(apogee_after(now, earliest + length / 2) - length / 2, length, turn, count,
                       now.next);
  }
  case Wish::Place::centred: {
    // Not over the next mark: the few minutes cost the cosine of what it moves.
    const Time begin =
        std::min(std::max(earliest, wish.centre - whole / 2), now.next - whole - 1ms);
    return count == 1 && begin >= from ? std::vector<Arc>{{begin, begin + whole}}
                                       : std::vector<Arc>{};
  }
  }
  return {};
}

} // namespace urker::spacecraft
