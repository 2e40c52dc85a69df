#pragma once

#include "results/provenance.hpp"
#include "scenario/load.hpp"
#include "scenario/scenario.hpp"

#include <string>

namespace urker::run {

/// The scenario with every type, override and default written out.
[[nodiscard]] std::string resolved_text(const scenario::Scenario& scenario);

/// Where the results come from: scenario, inputs with their grades, program and libraries. What
/// depends on machine or moment is left to the caller.
[[nodiscard]] results::Provenance
make_provenance(const scenario::Loaded<scenario::Scenario>& loaded);

} // namespace urker::run
