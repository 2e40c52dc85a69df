#pragma once

#include "des/channel.hpp"
#include "des/process_set.hpp"

namespace urker::des {

/// An internal error unless each process is exactly on the rank that owns it.
void check_processes(const ProcessSet& processes, int rank, int ranks);

/// The channels that lead from this rank's processes, by sender and receiver. Throws
/// `Error{invalid_input}` for one with no delay, an internal error for one that cannot be.
[[nodiscard]] ChannelSet checked_channels(ChannelSet all, const ProcessSet& processes, int rank);

} // namespace urker::des
