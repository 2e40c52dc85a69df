#pragma once

#include "results/file_record.hpp"
#include "results/provenance.hpp"
#include "results/run_identity.hpp"
#include "time/time.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

// Private to this folder.
namespace urker::results {

/// A checkpoint with the rows of all that it has behind it.
struct Generation {
  std::int64_t number = 0;
  Time at;
  FileRecord checkpoint;
  std::uint64_t segments = 0; ///< how many of the index's first belong to it
};

/// `index.json` of a run's folder: what in the folder counts.
struct RunIndex {
  RunIdentity identity;
  std::vector<FileRecord> segments;    ///< in the order of simulated time
  std::vector<Generation> generations; ///< oldest first
  std::vector<RunLegRow> legs;
};

/// Replaces the index; durable after sync_folder.
void write_index(const std::filesystem::path& path, const RunIndex& index);

/// Nothing if there is none; throws as read_sealed does for any other trouble.
[[nodiscard]] std::optional<RunIndex> read_index(const std::filesystem::path& path);

/// Why the generation cannot be used: the first of its files that is not as it was written. Empty
/// if it can.
[[nodiscard]] std::string fault_of(const std::filesystem::path& folder, const RunIndex& index,
                                   const Generation& generation);

} // namespace urker::results
