#pragma once

#include "access/contact_plan.hpp"
#include "des/event.hpp"
#include "run/cast.hpp"

#include <map>

namespace urker::run {

/// Deals a plan to the processes that it concerns: satellites get their eclipses and
/// the contacts of their report radio, stations and planners the contacts of imagers, each in the
/// plan's order. Stations that receive an imager's radio have an entry even if there is nothing to
/// see: they promise on the ground of it.
[[nodiscard]] std::map<des::ProcessId, access::ContactPlan>
outlooks_of(const Cast& cast, const access::ContactPlan& plan);

} // namespace urker::run
