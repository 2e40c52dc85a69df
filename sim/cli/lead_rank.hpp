#pragma once

#include "run/simulation.hpp"

#include <functional>

namespace urker::cli {

/// Collective: `work` on rank 0 alone while the others sleep; how it ended is known to all of them.
[[nodiscard]] run::RunSummary lead(const std::function<run::RunSummary()>& work);

} // namespace urker::cli
