#include "results/run_identity.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <string_view>

namespace urker::results {
namespace {

void check(const std::filesystem::path& where, std::string_view what, const std::string& found,
           const std::string& own) {
  if (found != own) {
    throw Error(Cause::invalid_input,
                fmt::format("{}: was made with the {} '{}', this program has '{}': the results "
                            "would not be those of one run; go on with that program, or begin anew "
                            "with `urker run --force`",
                            where.string(), what, found, own));
  }
}

} // namespace

void check_same(const ProgramIdentity& found, const ProgramIdentity& own,
                const std::filesystem::path& where) {
  check(where, "version", found.version, own.version);
  check(where, "commit", found.commit, own.commit);
  check(where, "build", found.build_flags, own.build_flags);
  check(where, "instruction set", found.instruction_set, own.instruction_set);
  check(where, "libraries", found.libraries, own.libraries);
}

void check_same(const RunIdentity& found, const RunIdentity& own,
                const std::filesystem::path& where) {
  check_same(found.program, own.program, where);
  if (found.scenario_sha256 != own.scenario_sha256) {
    throw Error(Cause::invalid_input,
                fmt::format("{}: belongs to another scenario", where.string()));
  }
}

} // namespace urker::results
