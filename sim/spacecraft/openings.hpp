#pragma once

#include "protocol/messages.hpp"

#include <cstdint>
#include <vector>

namespace urker::spacecraft {

using protocol::Opening;

/// When the last of so many bits leaves, which begin to leave at `from` at the earliest; kNever if
/// the openings, by begin, do not hold them. Those that overlap are taken one after the other.
/// Exact to the nanosecond of whole bits.
[[nodiscard]] Time last_bit(const std::vector<Opening>& openings, Time from, std::int64_t bits);

} // namespace urker::spacecraft
