#pragma once

#include "access/contact_plan.hpp"
#include "des/channel.hpp"
#include "run/cast.hpp"
#include "run/world.hpp"

#include <vector>

namespace urker::run {

/// Who can send to whom: radio links of the contact plan both ways, and fibres between the sites
/// that have something to say to each other.
[[nodiscard]] std::vector<des::Channel> make_channels(const World& world, const Cast& cast,
                                                      const access::ContactPlan& plan);

} // namespace urker::run
