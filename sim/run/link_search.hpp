#pragma once

#include "access/contact_plan.hpp"
#include "base/calendar.hpp"
#include "orbit/earth/geodesy.hpp"
#include "run/world.hpp"

#include <optional>
#include <string>

namespace urker::run {

// What a report on the link of a world's first satellite and first station asks.

/// Throws `Error{invalid_input}`.
[[noreturn]] void no_link(const std::string& reason);

/// An instant within the run; throws `Error{usage}` else.
[[nodiscard]] Time instant_in(const World& world, const CalendarTime& at);

/// The pass that holds `t`, or the first one after it.
[[nodiscard]] std::optional<access::StationContact> pass_at(const World& world, Time t);

[[nodiscard]] orbit::LookAngles look_at(const World& world, Time t);

/// Says why there is no link at `t`, and when there is.
[[noreturn]] void not_in_view(const World& world, Time t,
                              const std::optional<access::StationContact>& next);

} // namespace urker::run
