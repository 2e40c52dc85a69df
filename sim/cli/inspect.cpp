#include "results/inspect.hpp"

#include "cli/verbs.hpp"
#include "results/digest.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>

namespace urker::cli {

void add_inspect(CLI::App& program, Action& action) {
  struct Options {
    std::string file;
    bool digest = false;
    results::InspectOptions shown;
    std::string table;
  };
  auto options = std::make_shared<Options>();
  auto* verb = program.add_subcommand("inspect", "Tell what is in a file of results");
  verb->add_option("FILE", options->file, "File of results (HDF5)")->required();
  verb->add_flag("--digest", options->digest,
                 "Print one hash over everything outside /provenance/run");
  verb->add_option("--rows", options->shown.first_rows, "Print that many rows of each table");
  verb->add_option("--table", options->table, "Only this table");
  verb->callback([&action, options] {
    action = [options] {
      if (options->digest) {
        fmt::print("{}\n", results::digest(options->file));
      } else {
        if (!options->table.empty()) {
          options->shown.table = options->table;
        }
        fmt::print("{}", results::inspect(options->file, options->shown));
      }
      return 0;
    };
  });
}

} // namespace urker::cli
