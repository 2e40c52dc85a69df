#pragma once

#include "run/optical_report.hpp"

#include <string>

namespace urker::cli {

/// A report of an optical link as a waterfall, as a table over a pass, and as JSON.
[[nodiscard]] std::string optical_waterfall_text(const run::OpticalReport& report,
                                                 const run::LinkRequest& request);
[[nodiscard]] std::string optical_pass_text(const run::OpticalReport& report,
                                            const run::LinkRequest& request);
[[nodiscard]] std::string optical_json(const run::OpticalReport& report,
                                       const run::LinkRequest& request);

} // namespace urker::cli
