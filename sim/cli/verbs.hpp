#pragma once

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace urker::cli {

/// What the chosen verb does; returns the exit code.
using Action = std::function<int()>;

// Each adds one verb with its options to the program, and sets `action` when it is chosen.
void add_check(CLI::App& program, Action& action);
/// `command_line` is recorded in the result's provenance.
void add_run(CLI::App& program, Action& action, const std::string& command_line);
void add_resume(CLI::App& program, Action& action, const std::string& command_line);
void add_plan(CLI::App& program, Action& action, const std::string& command_line);
void add_propagate(CLI::App& program, Action& action, const std::string& command_line);
void add_link(CLI::App& program, Action& action);
void add_inspect(CLI::App& program, Action& action);
void add_report(CLI::App& program, Action& action);
void add_schema(CLI::App& program, Action& action);
/// The verb `bench`, made of the subcommands below.
void add_bench(CLI::App& program, Action& action);
void add_bench_sgp4(CLI::App& bench, Action& action);
void add_bench_propagate(CLI::App& bench_verb, Action& action);
void add_bench_plan(CLI::App& bench_verb, Action& action);
void add_bench_link(CLI::App& bench_verb, Action& action);
void add_bench_phold(CLI::App& bench_verb, Action& action);
void add_bench_qnet(CLI::App& bench_verb, Action& action);

} // namespace urker::cli
