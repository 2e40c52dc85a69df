#include "results/run_json.hpp"

namespace urker::results {

void to_json(nlohmann::json& json, const ProgramIdentity& program) {
  json = {{"version", program.version},
          {"commit", program.commit},
          {"build_flags", program.build_flags},
          {"instruction_set", program.instruction_set}};
}

void from_json(const nlohmann::json& json, ProgramIdentity& program) {
  json.at("version").get_to(program.version);
  json.at("commit").get_to(program.commit);
  json.at("build_flags").get_to(program.build_flags);
  json.at("instruction_set").get_to(program.instruction_set);
}

void to_json(nlohmann::json& json, const RunIdentity& identity) {
  json = {{"program", identity.program}, {"scenario_sha256", identity.scenario_sha256}};
}

void from_json(const nlohmann::json& json, RunIdentity& identity) {
  json.at("program").get_to(identity.program);
  json.at("scenario_sha256").get_to(identity.scenario_sha256);
}

void to_json(nlohmann::json& json, const FileRecord& record) {
  json = {{"name", record.name}, {"bytes", record.bytes}, {"sha256", record.sha256}};
}

void from_json(const nlohmann::json& json, FileRecord& record) {
  json.at("name").get_to(record.name);
  json.at("bytes").get_to(record.bytes);
  json.at("sha256").get_to(record.sha256);
}

void to_json(nlohmann::json& json, const RunLegRow& leg) {
  json = {{"leg", leg.leg},
          {"ranks", leg.ranks},
          {"host", leg.host},
          {"command_line", leg.command_line},
          {"started_utc", leg.started_utc},
          {"from_ns", leg.from_ns},
          {"checkpoints", leg.checkpoints}};
}

void from_json(const nlohmann::json& json, RunLegRow& leg) {
  json.at("leg").get_to(leg.leg);
  json.at("ranks").get_to(leg.ranks);
  json.at("host").get_to(leg.host);
  json.at("command_line").get_to(leg.command_line);
  json.at("started_utc").get_to(leg.started_utc);
  json.at("from_ns").get_to(leg.from_ns);
  json.at("checkpoints").get_to(leg.checkpoints);
}

} // namespace urker::results
