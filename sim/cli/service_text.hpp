#pragma once

#include "run/service_report.hpp"

#include <string>

namespace urker::cli {

/// Uplink, transponder and downlink of each service, a line a term, with what they add up to.
[[nodiscard]] std::string service_text(const run::ServiceReport& report,
                                       const run::ServiceRequest& request);

/// Everything, as an object; each key ends with its unit.
[[nodiscard]] std::string service_json(const run::ServiceReport& report,
                                       const run::ServiceRequest& request);

} // namespace urker::cli
