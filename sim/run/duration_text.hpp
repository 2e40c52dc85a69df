#pragma once

#include "time/time.hpp"

#include <string_view>

namespace urker::run {

/// Reads a duration as a command line has it: numbers with their units, with or without blanks,
/// `10min`, `1.5 h`, `23h30min`. Throws `Error{usage}` for anything else, what is not above zero
/// and what is beyond the range of `Duration`.
[[nodiscard]] Duration parse_duration(std::string_view text);

} // namespace urker::run
