#pragma once

#include "scenario/scenario.hpp"

namespace urker::run {

/// Whether one rank has played a scenario before others have as much as read it: some tenths of a
/// second, guessed from its size. No result depends on it.
[[nodiscard]] bool is_small(const scenario::Scenario& scenario);

} // namespace urker::run
