#pragma once

#include "time/time.hpp"

#include <chrono>
#include <functional>
#include <string>

namespace urker::cli {

/// How long a rank may stand still, stopped or hanging, until the job is ended.
inline constexpr Duration kPatience = std::chrono::minutes(30);

/// Starts MPI, does `work` on every rank and returns the exit code. Errors on which all ranks agree
/// are rank 0's to print; any other ends the whole job at once, as does a rank that stands still
/// for longer than `patience` (`Duration::max()`: none does). All ranks use the named instruction
/// set; if none is named, what the least of their processors has: results must not depend on which
/// rank a satellite is on.
[[nodiscard]] int on_all_ranks(const std::string& instruction_set,
                               const std::function<void()>& work, Duration patience = kPatience);

} // namespace urker::cli
