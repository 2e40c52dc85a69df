#pragma once

#include "spacecraft/attitude/heavens.hpp"

namespace urker::spacecraft {

/// The next ascending node after t, to a microsecond: where the satellite passes the plane of x and
/// y of its inertial frame northward. Of an orbit in that plane: after one period.
[[nodiscard]] Time next_ascending_node(const Heavens& heavens, Time t);

} // namespace urker::spacecraft
