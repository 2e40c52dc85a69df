#pragma once

#include <functional>

namespace urker::cli {

/// Starts MPI, does `work` on every rank and returns the exit code. Errors on which all ranks agree
/// are rank 0's to print; any other ends the whole job at once.
[[nodiscard]] int on_all_ranks(const std::function<void()>& work);

} // namespace urker::cli
