#pragma once

#include "base/fields.hpp"
#include "ground/site_config.hpp"
#include "time/time.hpp"

#include <string>

namespace urker::mission {

/// When an operator plans, and what it takes for granted.
struct PlanningConfig {
  double first_s = 60.0; ///< after the scenario's start
  double interval_s = 6 * 3600.0;
  double booking_time_s = 120.0; ///< from asking for passes to planning with the answers
  double horizon_s = 18 * 3600.0;
  double uplink_time_s =
      60.0; ///< from a pass's start until the satellite is taken to know its plan
  double report_wait_s = 12 * 3600.0; ///< after imaging; a cell without a report is then open again
};
void describe(FieldVisitor& v, PlanningConfig& c);

/// An operations centre: plans imaging and passes of its owner's satellites.
struct OperationsConfig {
  std::string owner;
  ground::SiteConfig site;
  PlanningConfig planning;
};
void describe(FieldVisitor& v, OperationsConfig& c);

/// How long before its AOS a planner must know of a pass, as an outlook tells it.
[[nodiscard]] Duration needed_outlook(const OperationsConfig& operations);

} // namespace urker::mission
