#pragma once

#include "des/channel.hpp"

#include <span>
#include <vector>

namespace urker::des {

/// The rank of each process: about equal weight a rank, with processes that bound each other's
/// progress kept together. Any other choice gives the same results at another speed.
///
/// `weights` (>= 0, by process) is the work that is expected of each process. The coupling of two
/// processes is the time that their channels are open before `end`, in units of the least delay:
/// about the number of rounds that a cut between them would cost. Deterministic, so that every rank
/// can compute it by itself; ranks may stay without a process.
[[nodiscard]] std::vector<int> partition(std::span<const double> weights,
                                         std::span<const Channel> channels, int ranks, Time end);

} // namespace urker::des
