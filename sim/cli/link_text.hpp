#pragma once

#include "run/link_report.hpp"

#include <string>

namespace urker::cli {

/// Losses with a minus; what stands in no sum is set in.
void add_term(std::string& text, const link::BudgetTerm& term);

/// A line a term, with what they add up to.
[[nodiscard]] std::string waterfall_text(const run::LinkReport& report,
                                         const run::LinkRequest& request);

/// A line an instant.
[[nodiscard]] std::string pass_text(const run::LinkReport& report, const run::LinkRequest& request);

/// Everything, as an object; each key ends with its unit.
[[nodiscard]] std::string link_json(const run::LinkReport& report, const run::LinkRequest& request);

} // namespace urker::cli
