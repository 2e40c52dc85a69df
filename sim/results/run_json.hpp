#pragma once

#include "results/file_record.hpp"
#include "results/provenance.hpp"
#include "results/run_identity.hpp"
#include "time/time.hpp"

#include <nlohmann/json.hpp>

// Private to this folder: how the files of a run's folder say things.
namespace urker::results {

void to_json(nlohmann::json& json, const ProgramIdentity& program);
void from_json(const nlohmann::json& json, ProgramIdentity& program);
void to_json(nlohmann::json& json, const RunIdentity& identity);
void from_json(const nlohmann::json& json, RunIdentity& identity);
void to_json(nlohmann::json& json, const FileRecord& record);
void from_json(const nlohmann::json& json, FileRecord& record);
void to_json(nlohmann::json& json, const RunLegRow& leg);
void from_json(const nlohmann::json& json, RunLegRow& leg);

/// Nanoseconds since the start.
[[nodiscard]] inline std::int64_t nanoseconds(Time t) {
  return t.time_since_epoch().count();
}

} // namespace urker::results
