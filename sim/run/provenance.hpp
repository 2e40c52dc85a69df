#pragma once

#include "results/provenance.hpp"
#include "results/run_request.hpp"
#include "scenario/load.hpp"
#include "scenario/scenario.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace urker::run {

/// The scenario with every type, override and default written out.
[[nodiscard]] std::string resolved_text(const scenario::Scenario& scenario);

/// Program, libraries and instruction set alone.
[[nodiscard]] results::Provenance program_provenance();

[[nodiscard]] results::ProgramIdentity program_identity();
/// Of a run of what `resolved_text` gave.
[[nodiscard]] results::RunIdentity run_identity(std::string_view resolved);

/// The files that the scenario was read from, each once, with names seen from its folder. They live
/// in `loaded`.
[[nodiscard]] std::vector<results::InputFile>
input_files(const scenario::Loaded<scenario::Scenario>& loaded);

/// What depends on machine and moment: host, command line and start; one rank.
[[nodiscard]] results::RunRecord run_record(const std::string& command_line,
                                            std::chrono::system_clock::time_point started);

/// Where the results come from: scenario, inputs with their grades, program and libraries. What
/// depends on machine or moment is left to the caller.
[[nodiscard]] results::Provenance
make_provenance(const scenario::Loaded<scenario::Scenario>& loaded);

} // namespace urker::run
