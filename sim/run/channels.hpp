#pragma once

#include "access/contact_plan.hpp"
#include "des/channel.hpp"
#include "run/cast.hpp"
#include "run/world.hpp"

#include <functional>
#include <vector>

namespace urker::run {

/// A radio link over a contact.
[[nodiscard]] des::ChannelWindow channel_window(const access::StationContact& contact);
/// A crosslink, likewise.
[[nodiscard]] des::ChannelWindow channel_window(const access::CrosslinkContact& contact);

/// Over what own processes can send: radio links while a satellite is in view, both ways,
/// crosslinks likewise, and fibres between the sites that have something to say to each other. By
/// sender and receiver. Of the contacts, in the order of their keys, those that concern own
/// processes matter.
[[nodiscard]] std::vector<des::Channel>
make_channels(const World& world, const Cast& cast, const access::ContactPlan& plan,
              const std::function<bool(des::ProcessId)>& is_own);

} // namespace urker::run
