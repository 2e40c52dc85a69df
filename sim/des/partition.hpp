#pragma once

#include "des/channel.hpp"

#include <span>
#include <vector>

namespace urker::des {

/// How much it costs to have two processes on different ranks, in any unit. A pair may be listed
/// more than once: strengths add up.
struct Coupling {
  ProcessId a = 0;
  ProcessId b = 0;
  double strength = 0.0; ///< >= 0
};

/// The time that a channel is open in [begin, end), in units of its least delay: about the number
/// of rounds that a cut through it costs.
[[nodiscard]] double strength_of(const Channel& channel, Time begin, Time end);
/// Of every channel that opens in [begin, end).
[[nodiscard]] std::vector<Coupling> couplings_of(std::span<const Channel> channels, Time begin,
                                                 Time end);

/// The rank of each process: about equal weight a rank, with little coupling cut. Any other choice
/// gives the same results at another speed. Deterministic; ranks may stay without a process.
///
/// `weights` (>= 0, by process) is the work that is expected of each process, in any unit: what its
/// handlers took in the last horizon. One far below the mean, 0 included, counts as a hundredth of
/// it. With `present` (a rank for each process), ranks keep their processes unless another
/// partition is clearly better, and are numbered so that much of the weight stays where it is.
[[nodiscard]] std::vector<int> partition(std::span<const double> weights,
                                         std::span<const Coupling> couplings, int ranks,
                                         std::span<const int> present = {});

} // namespace urker::des
