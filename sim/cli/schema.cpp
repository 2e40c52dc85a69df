#include "scenario/schema.hpp"

#include "cli/verbs.hpp"
#include "scenario/load.hpp"
#include "scenario/scenario.hpp"

#include <fmt/format.h>

namespace urker::cli {

void add_schema(CLI::App& program, Action& action) {
  auto* verb = program.add_subcommand("schema", "Print the JSON Schema of scenarios, for editors");
  verb->callback([&action] {
    action = [] {
      const auto language = scenario::language_of<scenario::Scenario>();
      fmt::print("{}\n", scenario::json_schema(language, "Urker scenario").dump(2));
      return 0;
    };
  });
}

} // namespace urker::cli
