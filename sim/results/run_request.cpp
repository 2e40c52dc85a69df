#include "results/run_request.hpp"

#include "base/error.hpp"
#include "results/posix_file.hpp"
#include "results/run_json.hpp"
#include "results/sealed_json.hpp"
#include "results/sha256.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <set>
#include <unistd.h>

namespace urker::results {
namespace {

namespace fs = std::filesystem;

constexpr SealedKind kKind{"request of an Urker run", 1};

/// Whether a name leads to no place but below the folder that it is seen from.
bool stays_below(const fs::path& name) {
  return name.is_relative() && !name.empty() &&
         std::none_of(name.begin(), name.end(), [](const fs::path& part) {
           return part == "." || part == ".." || part.empty();
         });
}

/// A copy is only needed after a crash, so it is forced to the disk with the first checkpoint.
void write_copy(const fs::path& path, std::string_view text) {
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  if (failed) {
    fail_to_write(path, failed.message());
  }
  write_new_file(path, text);
}

void force_to_disk(const fs::path& path) {
  const FileDescriptor file = open_regular(path);
  if (!file.valid() || ::fsync(file.get()) != 0) {
    fail_to_write(path, error_text(errno));
  }
}

} // namespace

StoredRequest store_request(const fs::path& folder, const RunInputs& inputs) {
  StoredRequest request{inputs.identity, {}, inputs.overrides, inputs.replace};
  for (const auto& file : inputs.files) {
    require(stays_below(file.name), "an input file lies outside of the scenario's folder");
    write_copy(folder / kInputsName / file.name, file.text);
    request.files.push_back({file.name, file.text.size(), sha256_of_text(file.text)});
  }
  write_copy(folder / kRequestName, sealed(kKind, {{"identity", request.identity},
                                                   {"files", request.files},
                                                   {"overrides", request.overrides},
                                                   {"replace", request.replace}}));
  return request;
}

void make_request_durable(const fs::path& folder, const StoredRequest& request) {
  std::set<fs::path> folders{folder};
  for (const auto& file : request.files) {
    const fs::path path = folder / kInputsName / file.name;
    force_to_disk(path);
    for (fs::path above = path.parent_path(); folders.insert(above).second;) {
      above = above.parent_path();
    }
  }
  force_to_disk(folder / kRequestName);
  for (const auto& each : folders) {
    sync_folder(each);
  }
}

StoredRequest read_request(const fs::path& folder) {
  const fs::path path = folder / kRequestName;
  const auto json = read_sealed(path, kKind);
  auto request = reading(path, [&] {
    return StoredRequest{
        json.at("identity").get<RunIdentity>(), json.at("files").get<std::vector<FileRecord>>(),
        json.at("overrides").get<std::vector<std::string>>(), json.at("replace").get<bool>()};
  });
  if (request.files.empty()) {
    fail_damaged(path, "it names no scenario");
  }
  for (const auto& file : request.files) {
    if (!stays_below(file.name)) {
      fail_damaged(path, fmt::format("it names a file outside of the folder, {}", file.name));
    }
    if (const auto fault = fault_of(folder / kInputsName, file); !fault.empty()) {
      throw Error(Cause::invalid_input,
                  fmt::format("{}; the run was begun with another file of this name", fault));
    }
  }
  return request;
}

} // namespace urker::results
