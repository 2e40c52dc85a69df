#pragma once

#include "results/file_record.hpp"
#include "results/run_identity.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace urker::results {

/// A file that a run was given.
struct InputFile {
  std::string name; ///< seen from the scenario's folder, in or below which it is
  std::string_view text;
};

/// What a run is to do: its folder keeps all that it takes to begin it again, or to go on.
struct RunInputs {
  std::string resolved;               ///< the scenario with everything written out
  std::vector<InputFile> files;       ///< the scenario as it was read, and all that it names
  std::vector<std::string> overrides; ///< that were given with it
  RunIdentity identity;
  bool replace = false; ///< what is in the way: a result, or the checkpoints of another run
};

/// What the folder says of it.
struct StoredRequest {
  RunIdentity identity;
  std::vector<FileRecord> files; ///< in `inputs`, the scenario first
  std::vector<std::string> overrides;
  bool replace = false;
};

inline constexpr const char* kInputsName = "inputs";    ///< folder with copies of the files
inline constexpr const char* kRequestName = "run.json"; ///< says what the copies must be

/// Copies the files and writes the request. Throws `Error{cannot_write}`.
[[nodiscard]] StoredRequest store_request(const std::filesystem::path& folder,
                                          const RunInputs& inputs);
/// Forces them to the disk.
void make_request_durable(const std::filesystem::path& folder, const StoredRequest& request);

/// Throws `Error{missing_input}` if the folder is no run's, `Error{invalid_input}` naming what is
/// damaged or was changed since.
[[nodiscard]] StoredRequest read_request(const std::filesystem::path& folder);

} // namespace urker::results
