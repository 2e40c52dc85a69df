#pragma once

#include "link/interval.hpp"

#include <chrono>
#include <functional>
#include <vector>

namespace urker::link {

/// C/N0 in dB Hz, or another measure of a link, in time: continuous, and smooth between the knots
/// of the weather (RainState) but for a bend now and then.
using Signal = std::function<double(Time)>;

struct Sample {
  Time time;
  double cn0_db_hz;
};

/// How far apart a signal is sampled where it does not bend: the knots of rain.
inline constexpr Duration kSignalKnots = std::chrono::seconds(8);

/// Samples from `begin` to `end` between whose neighbours the signal only rises or only falls, but
/// for turns at bends of less than 4e-3 dB. `extra_knots`, sorted: instants near which it does what
/// may not be missed, besides those that are `knots` apart.
[[nodiscard]] std::vector<Sample> monotone_samples(const Signal& cn0_db_hz, Time begin, Time end,
                                                   Duration knots = kSignalKnots,
                                                   const std::vector<Time>& extra_knots = {});

/// When the signal passes a level on its way from one sample to the next, to the nanosecond. The
/// level lies between them.
[[nodiscard]] Time crossing(const Signal& cn0_db_hz, const Sample& a, const Sample& b,
                            double level_db_hz);

/// Where in [begin, end] a signal is at or above a level, to the nanosecond, in order.
[[nodiscard]] std::vector<Interval> stretches_above(const Signal& signal, double level, Time begin,
                                                    Time end, Duration knots);

} // namespace urker::link
