#include "scenario/schema.hpp"

#include "cli/verbs.hpp"
#include "scenario/scenario.hpp"

#include <fmt/format.h>

namespace urker::cli {

void add_schema(CLI::App& program, Action& action) {
  auto* verb = program.add_subcommand("schema", "Print the JSON Schema of scenarios, for editors");
  verb->callback([&action] {
    action = [] {
      scenario::Scenario prototype;
      const auto language =
          scenario::learn_language([&](FieldVisitor& v) { describe(v, prototype); });
      fmt::print("{}\n", scenario::json_schema(language, "Urker scenario").dump(2));
      return 0;
    };
  });
}

} // namespace urker::cli
