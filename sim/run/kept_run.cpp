#include "run/kept_run.hpp"

#include "base/error.hpp"
#include "base/pack.hpp"
#include "base/simd/instruction_set.hpp"
#include "des/mpi.hpp"
#include "run/provenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace urker::run {
namespace {

/// How long a launcher may take to end a job's last process.
constexpr std::chrono::seconds kPatience(30);

/// What the other ranks must know.
struct Told {
  std::string scenario, result, instruction_set;
  std::vector<std::string> overrides;
  template <class Packer>
  void pack(Packer& p) {
    p(scenario, result, instruction_set, overrides);
  }
};

void use_that_of_the_run(const std::string& name) {
  const auto found = std::find(simd::kNames.begin(), simd::kNames.end(), name);
  if (found == simd::kNames.end() ||
      simd::kNames.begin() + static_cast<int>(simd::best_here()) < found) {
    throw Error(Cause::unavailable,
                fmt::format("the run was begun with the instruction set {}, which this processor "
                            "does not have",
                            name));
  }
  simd::use(static_cast<simd::InstructionSet>(found - simd::kNames.begin()));
}

} // namespace

KeptRun open_kept_run(const std::filesystem::path& path, bool replace, MPI_Comm communicator) {
  KeptRun kept;
  Told told;
  des::all_or_none(communicator, [&] {
    if (des::rank_in(communicator) != 0) {
      return;
    }
    kept.folder.emplace(results::RunFolder::resume(path, kPatience, replace));
    const auto& request = kept.folder->request();
    results::ProgramIdentity own = program_identity();
    own.instruction_set = request.identity.program.instruction_set; // it can be chosen
    check_same(request.identity.program, own, path);
    told = {kept.folder->scenario_file().string(), kept.folder->result().string(),
            own.instruction_set, request.overrides};
  });
  told = unpack<Told>(des::broadcast_bytes(communicator, pack(told)));
  des::all_or_none(communicator, [&] { use_that_of_the_run(told.instruction_set); });
  kept.scenario = told.scenario;
  kept.result = told.result;
  kept.overrides = std::move(told.overrides);
  return kept;
}

} // namespace urker::run
