#pragma once

#include "results/file_record.hpp"
#include "results/provenance.hpp"
#include "results/run_identity.hpp"
#include "time/time.hpp"

#include <nlohmann/json.hpp>

// Private to this folder: how the files of a run's folder say things.
namespace urker::results {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ProgramIdentity, version, commit, build_flags, instruction_set,
                                   libraries)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(RunIdentity, program, scenario_sha256)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(FileRecord, name, bytes, sha256)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(RunLegRow, leg, ranks, host, command_line, started_utc, from_ns,
                                   checkpoints)

/// Nanoseconds since the start.
[[nodiscard]] inline std::int64_t nanoseconds(Time t) {
  return t.time_since_epoch().count();
}

} // namespace urker::results
