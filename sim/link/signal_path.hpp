#pragma once

#include "time/time.hpp"

#include <functional>
#include <vector>

namespace urker::link {

/// C/N0 in dB Hz in time: continuous, and smooth between the knots of the weather (RainState) but
/// for a bend now and then.
using Signal = std::function<double(Time)>;

struct Sample {
  Time time;
  double cn0_db_hz;
};

/// Samples from `begin` to `end` between whose neighbours the signal only rises or only falls, but
/// for turns at bends of less than 4e-3 dB.
[[nodiscard]] std::vector<Sample> monotone_samples(const Signal& cn0_db_hz, Time begin, Time end);

/// When the signal passes a level on its way from one sample to the next, to the nanosecond. The
/// level lies between them.
[[nodiscard]] Time crossing(const Signal& cn0_db_hz, const Sample& a, const Sample& b,
                            double level_db_hz);

} // namespace urker::link
