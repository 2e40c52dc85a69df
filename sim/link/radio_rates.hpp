#pragma once

#include "link/coding/rate_ladder.hpp"
#include "link/radio_config.hpp"

namespace urker::link {

/// The rates of a radio with what they need, in whole bit/s. Only adaptive coding has hysteresis.
[[nodiscard]] RateLadder rate_ladder(const RadioConfig& radio);

/// Whether the modcods of a pass are chosen before it.
[[nodiscard]] bool is_planned_ahead(const RadioConfig& radio);

} // namespace urker::link
