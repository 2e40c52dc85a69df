#pragma once

#include "link/radio_config.hpp"
#include "time/time.hpp"

#include <functional>
#include <vector>

namespace urker::link {

/// A part of a contact in which one rate holds.
struct RateSegment {
  Time begin = kStart;
  Time end = kStart;
  double rate_bit_s = 0.0;
  double least_margin_db = 0.0;
  template <class Packer>
  void pack(Packer& p) {
    p(begin, end, rate_bit_s, least_margin_db);
  }
};

/// The highest rate of `radio` whose margin is at least the required one, over [begin, end]:
/// segments in order, none where no rate holds. Switches are exact to 1 ns of the given C/N0 in
/// dB Hz. The function must be continuous; between the knots of the weather (RainState) it may
/// have one extremum, which is found.
[[nodiscard]] std::vector<RateSegment> rate_profile(const RadioConfig& radio,
                                                    const std::function<double(Time)>& cn0_db_hz,
                                                    Time begin, Time end);

} // namespace urker::link
