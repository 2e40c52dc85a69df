#include "results/run_folder.hpp"

#include "base/error.hpp"
#include "results/hdf5_objects.hpp"
#include "results/result_file.hpp"
#include "results/result_path.hpp"
#include "results/run_lock.hpp"
#include "results/segment_merge.hpp"
#include "results/writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace urker::results {

namespace {

namespace fs = std::filesystem;

constexpr const char* kScenarioName = "scenario.yaml";
constexpr const char* kTemporaryName = "result.h5";
constexpr const char* kIndexName = "index.json";
constexpr const char* kFormerIndexName = "index-former.json"; ///< should the other be damaged
constexpr std::string_view kFolderEnding = ".run";

std::string checkpoint_name(std::int64_t number) {
  return fmt::format("checkpoint-{:06}.state", number);
}

/// Whether a file of this name is one of those that checkpoints make; a foreign one may be beside
/// them.
bool is_of_checkpoints(std::string_view name) {
  constexpr std::string_view kPart = ".part";
  if (name.ends_with(kPart)) {
    name.remove_suffix(kPart.size());
  }
  const auto is = [&name](std::string_view begin, std::string_view end) {
    return name.size() > begin.size() + end.size() && name.starts_with(begin) &&
           name.ends_with(end) &&
           name.find_first_not_of("0123456789-", begin.size()) == name.size() - end.size();
  };
  return is(kSegmentPrefix, ".h5") || is(kMergedPrefix, ".h5") || is("checkpoint-", ".state");
}

bool is_there(const fs::path& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0;
}

/// The result that a run in this folder makes.
fs::path result_of(const fs::path& folder) {
  const std::string name = folder.filename().string();
  if (!name.ends_with(kFolderEnding) || name.size() == kFolderEnding.size()) {
    throw Error(Cause::missing_input,
                fmt::format("{}: is not the folder of a run: its name does not end with '{}'",
                            folder.string(), kFolderEnding));
  }
  return folder.parent_path() / name.substr(0, name.size() - kFolderEnding.size());
}

void check_folder_of_run(const fs::path& folder, const fs::path& result) {
  std::error_code failed;
  if (!is_there(folder) && is_there(result)) {
    throw Error(Cause::missing_input,
                fmt::format("{}: is gone: the run is complete, {} is its result", folder.string(),
                            result.string()));
  }
  if (!fs::is_directory(folder, failed)) {
    throw Error(Cause::missing_input,
                fmt::format("{}: {}", folder.string(), failed ? failed.message() : "no folder"));
  }
  if (!is_there(folder / kRequestName)) {
    throw Error(Cause::missing_input,
                fmt::format("{}: is not the folder of a run that can be resumed: it has no {}",
                            folder.string(), kRequestName));
  }
}

fs::path without_slash(const fs::path& folder) {
  return folder.has_filename() ? folder : folder.parent_path();
}

/// The index, or the one before if it is damaged, which the notes then tell.
std::optional<RunIndex> read_either_index(const fs::path& folder, std::vector<std::string>& notes) {
  std::optional<Error> trouble;
  try {
    if (auto index = read_index(folder / kIndexName)) {
      return index;
    }
  } catch (const Error& error) {
    trouble = error;
    notes.emplace_back(error.what());
  }
  auto former = read_index(folder / kFormerIndexName);
  if (!former && trouble) {
    throw *trouble;
  }
  return former;
}

void check_processes(const CheckpointHead& found, const CheckpointHead& own,
                     const fs::path& where) {
  check_same(found.identity, own.identity, where);
  if (found.processes != own.processes || found.process_names_sha256 != own.process_names_sha256) {
    throw Error(Cause::invalid_input,
                fmt::format("{}: has {} processes, the scenario has {}, or others", where.string(),
                            found.processes, own.processes));
  }
}

} // namespace

RunFolder::RunFolder(fs::path result, fs::path folder, FileDescriptor lock)
    : result_(std::move(result)), folder_(std::move(folder)), lock_(std::move(lock)) {}

RunFolder RunFolder::prepare(const fs::path& result, std::string_view resolved_scenario,
                             bool replace) {
  check_result_path(result);
  fs::path folder = result;
  folder += kFolderEnding;
  RunFolder run(result, folder, make_and_lock(folder));
  if (!replace && (is_there(folder / kIndexName) || is_there(folder / kFormerIndexName))) {
    run.keep_ = true;
    fail_to_write(folder, fmt::format("holds the checkpoints of a run: `urker resume {}` goes on "
                                      "with it; --force begins anew",
                                      folder.string()));
  }
  run.remove_contents();
  sign_lock(run.lock_, folder);
  write_new_file(folder / kScenarioName, resolved_scenario);
  return run;
}

RunFolder RunFolder::prepare(const fs::path& result, const RunInputs& inputs) {
  RunFolder run = prepare(result, inputs.resolved, inputs.replace);
  run.request_ = store_request(run.folder_, inputs);
  run.index_.identity = inputs.identity;
  return run;
}

RunFolder RunFolder::resume(const fs::path& given, std::chrono::milliseconds patience,
                            bool replace) {
  const fs::path folder = without_slash(given);
  const fs::path result = result_of(folder);
  check_folder_of_run(folder, result);
  check_result_path(result);
  RunFolder run(result, folder, lock_within(folder, patience));
  run.keep_ = true;
  sign_lock(run.lock_, folder);
  run.request_ = read_request(folder);
  run.index_.identity = run.request_->identity;
  if (!replace && !run.request_->replace && is_there(result)) {
    fail_to_write(result, "exists; --force replaces it when the run is complete");
  }
  return run;
}

RunFolder::~RunFolder() {
  if (lock_.valid() && !keep_) {
    remove();
  }
}

const StoredRequest& RunFolder::request() const {
  require(request_.has_value(), "a run without inputs has no request");
  return *request_;
}

fs::path RunFolder::scenario_file() const {
  return folder_ / kInputsName / request().files.front().name;
}

std::optional<Resumption> RunFolder::latest(const CheckpointHead& own) {
  check_same(request().identity, own.identity, folder_ / kRequestName);
  std::vector<std::string> notes;
  auto index = read_either_index(folder_, notes);
  if (!index) {
    remove_unlisted();
    return std::nullopt;
  }
  check_same(index->identity, own.identity, folder_ / kIndexName);
  for (auto it = index->generations.rbegin(); it != index->generations.rend(); ++it) {
    next_number_ = std::max(next_number_, it->number + 1);
    if (auto fault = fault_of(folder_, *index, *it); !fault.empty()) {
      notes.push_back(std::move(fault));
      continue;
    }
    CheckpointReader checkpoint(folder_ / it->checkpoint.name);
    check_processes(checkpoint.head(), own, folder_ / it->checkpoint.name);
    if (checkpoint.head().at != it->at) {
      throw Error(Cause::invalid_input, fmt::format("{}: is of another instant than its index says",
                                                    (folder_ / it->checkpoint.name).string()));
    }
    if (!notes.empty()) {
      notes.push_back(fmt::format("going on from {}", it->checkpoint.name));
    }
    index->segments.resize(it->segments);
    index->generations = {*it};
    index_ = std::move(*index);
    return Resumption{std::move(checkpoint), std::move(notes)};
  }
  throw Error(Cause::invalid_input,
              fmt::format("{}: none of its checkpoints can be used; `urker run --force` begins "
                          "anew. {}",
                          folder_.string(), fmt::join(notes, ". ")));
}

void RunFolder::begin_leg(RunLegRow leg) {
  leg.leg = static_cast<std::int64_t>(index_.legs.size());
  leg.checkpoints = 0;
  leg.command_line = hdf5::readable(leg.command_line);
  leg.host = hdf5::readable(leg.host);
  index_.legs.push_back(std::move(leg));
}

CheckpointWriter RunFolder::begin_checkpoint(const CheckpointHead& head,
                                             std::vector<ImageSize> sizes) const {
  return {folder_ / checkpoint_name(next_number_), head, std::move(sizes)};
}

SegmentPlace RunFolder::segment_place() const {
  return {folder_.string(), next_number_};
}

void RunFolder::commit(CheckpointWriter&& checkpoint, std::uint64_t images,
                       std::vector<FileRecord> segments) {
  if (index_.generations.empty()) {
    make_request_durable(folder_, request());
  }
  RunIndex index = index_;
  for (FileRecord& segment : segments) {
    index.segments.push_back(std::move(segment));
  }
  checkpoint.publish(images);
  const std::string name = checkpoint_name(next_number_);
  index.generations.push_back(
      {next_number_, checkpoint.at(), record_of(folder_, name), index.segments.size()});
  if (index.generations.size() > 2) {
    index.generations.erase(index.generations.begin(), index.generations.end() - 2);
  }
  require(!index.legs.empty(), "a checkpoint is made before the run begins");
  ++index.legs.back().checkpoints;
  sync_folder(folder_); // what the index lists must be there before it
  write_index(folder_ / kIndexName, index);
  if (!index_.generations.empty()) {
    write_index(folder_ / kFormerIndexName, index_);
  }
  sync_folder(folder_);
  keep_ = true;
  index_ = std::move(index);
  ++next_number_;
  remove_unlisted();
}

void RunFolder::remove_unlisted() const noexcept {
  std::set<std::string> listed;
  for (const auto& segment : index_.segments) {
    listed.insert(segment.name);
  }
  for (const auto& generation : index_.generations) {
    listed.insert(generation.checkpoint.name);
  }
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
    const std::string name = entry.path().filename().string();
    if (is_of_checkpoints(name) && !listed.contains(name)) {
      remove_file(entry.path());
    }
  }
}

void RunFolder::remove_contents() const noexcept {
  for (const char* name : {kFormerIndexName, kIndexName}) { // first: without it nothing counts
    remove_file(folder_ / name);
    remove_file(folder_ / fmt::format("{}.part", name));
  }
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
    if (is_of_checkpoints(entry.path().filename().string())) {
      remove_file(entry.path());
    }
  }
  remove_file(folder_ / kTemporaryName);
  remove_file(folder_ / kScenarioName);
  remove_file(folder_ / kRequestName);
  fs::remove_all(folder_ / kInputsName, ignored);
}

void RunFolder::remove() noexcept {
  remove_contents();
  remove_lock(folder_);
  ::rmdir(folder_.c_str()); // stays if somebody else put a file there
  lock_ = FileDescriptor();
}

fs::path RunFolder::place() const {
  return folder_ / kTemporaryName;
}

void RunFolder::publish(const TableSet& merged, const Provenance& provenance, ChunkCoder* coder) {
  require(lock_.valid(), "a result is published twice");
  remove_file(place()); // of a run that was killed
  write_result(place(), merged, provenance, coder);
  publish_written();
}

void RunFolder::publish_with_segments(TableSet rows, const Provenance& provenance,
                                      ChunkCoder* coder, std::uint64_t most_bytes) {
  require(lock_.valid(), "a result is published twice");
  remove_file(place()); // of a run that was killed
  std::vector<fs::path> segments;
  for (const auto& segment : index_.segments) {
    if (const auto fault = fault_of(folder_, segment); !fault.empty()) {
      throw Error(Cause::invalid_input, fault);
    }
    segments.push_back(folder_ / segment.name);
  }
  ResultFile file(place(), provenance.start_utc, coder);
  merge_segments(segments, std::move(rows), folder_, most_bytes, provenance.start_utc, file);
  file.close(provenance);
  publish_written();
}

void RunFolder::publish_written() {
  require(lock_.valid(), "a result is published twice");
  give_name(place(), result_);
  sync_folder(parent_of(result_));
  remove();
}

} // namespace urker::results
