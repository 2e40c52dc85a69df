#pragma once

#include "link/coding/rate_ladder.hpp"
#include "link/signal_path.hpp"
#include "link/tracking/gap.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace urker::link {

/// A part of a contact in which one rate holds.
struct RateSegment {
  Time begin = kStart;
  Time end = kStart;
  std::int64_t rate_bit_s = 0;
  std::string modcod; ///< empty with plain rates
  double least_margin_db = 0.0;
  template <class Packer>
  void pack(Packer& p) {
    p(begin, end, rate_bit_s, modcod, least_margin_db);
  }
};

/// How a link climbs the ladder over [begin, end]: segments in order, none where no step holds. At
/// the begin it takes the highest step that holds; switches are exact to 1 ns of the signal.
/// `knots`: as of monotone_samples.
[[nodiscard]] std::vector<RateSegment> rate_profile(const RateLadder& ladder,
                                                    const Signal& cn0_db_hz, Time begin, Time end,
                                                    const std::vector<Time>& knots = {});

/// What is left of rates that were chosen ahead on a link as it is: the parts in which the
/// signal meets a step's need without margin.
[[nodiscard]] std::vector<RateSegment> held_parts(const std::vector<RateSegment>& chosen,
                                                  const RateLadder& ladder, const Signal& cn0_db_hz,
                                                  const std::vector<Time>& knots = {});

/// What a demodulator takes to lock at each begin of a signal, as far as the signal lasts.
[[nodiscard]] std::vector<Gap> lock_gaps(const std::vector<RateSegment>& segments, Duration lock);

/// Without what a demodulator takes to lock at each begin of a signal. The least margins are still
/// those with it: it locks by them.
[[nodiscard]] std::vector<RateSegment> after_lock(std::vector<RateSegment> segments, Duration lock);

} // namespace urker::link
