#pragma once

#include "results/provenance.hpp"
#include "scenario/load.hpp"
#include "scenario/scenario.hpp"

#include <chrono>
#include <string>

namespace urker::run {

/// The scenario with every type, override and default written out.
[[nodiscard]] std::string resolved_text(const scenario::Scenario& scenario);

/// Program, libraries and instruction set alone.
[[nodiscard]] results::Provenance program_provenance();

/// What depends on machine and moment: host, command line and start; one rank.
[[nodiscard]] results::RunRecord run_record(const std::string& command_line,
                                            std::chrono::system_clock::time_point started);

/// Where the results come from: scenario, inputs with their grades, program and libraries. What
/// depends on machine or moment is left to the caller.
[[nodiscard]] results::Provenance
make_provenance(const scenario::Loaded<scenario::Scenario>& loaded);

} // namespace urker::run
