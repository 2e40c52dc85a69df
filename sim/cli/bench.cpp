#include "cli/verbs.hpp"

namespace urker::cli {

void add_bench(CLI::App& program, Action& action) {
  auto* verb =
      program.add_subcommand("bench", "Measure the speed of Urker's parts on this machine");
  verb->require_subcommand(1);
  add_bench_sgp4(*verb, action);
  add_bench_propagate(*verb, action);
  add_bench_plan(*verb, action);
  add_bench_link(*verb, action);
  add_bench_phold(*verb, action);
  add_bench_qnet(*verb, action);
}

} // namespace urker::cli
