#pragma once

#include "access/contact_plan.hpp"

#include <vector>

namespace urker::access {

/// Eclipses from stays in the penumbra and in the umbra (or antumbra), each list sorted and every
/// umbra within a penumbra. See `Eclipse` for a penumbra with several umbras.
[[nodiscard]] std::vector<Eclipse> join_shadows(const std::vector<Window>& penumbras,
                                                const std::vector<Window>& umbras);

} // namespace urker::access
