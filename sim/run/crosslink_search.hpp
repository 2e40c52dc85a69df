#pragma once

#include "access/contact_plan.hpp"
#include "run/cast.hpp"
#include "run/share.hpp"
#include "run/world.hpp"

#include <vector>

namespace urker::run {

/// When the satellites of a share of the cast's crosslinks see each other within [from, until],
/// both in service and no farther apart than the link reaches: a contact that is open at an end is
/// clipped there. In the order of a plan.
[[nodiscard]] std::vector<access::CrosslinkContact>
find_crosslinks(const World& world, const Cast& cast, const Share& pairs, Time from, Time until);

} // namespace urker::run
