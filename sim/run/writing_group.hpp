#pragma once

#include "des/process_image.hpp"
#include "results/checkpoint_file.hpp"
#include "results/run_segment.hpp"

#include <mpi.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace urker::run {

/// The ranks of which the first writes to a run's folder what all of them have: each rank is one by
/// itself, or, where ranks are many, together with its neighbours. Ranks that do not see the folder
/// are with rank 0.
class WritingGroup {
 public:
  /// More writers than these would be a burden to the file system.
  static constexpr int kMostGroups = 64;
  /// Collective. `folder`: on rank 0, which sees it.
  WritingGroup(MPI_Comm all, const std::filesystem::path& folder, int most_groups = kMostGroups);
  /// Collective, but in unwinding, when nobody knows where the other ranks are.
  ~WritingGroup();
  WritingGroup(const WritingGroup&) = delete;
  WritingGroup& operator=(const WritingGroup&) = delete;

  /// Collective: all ranks' images into the file of a checkpoint; how many they are. Throws
  /// AgreedError, as does `write_rows`.
  [[nodiscard]] std::uint64_t write_images(std::vector<des::ProcessImage> images,
                                           const results::CheckpointPlace& place) const;
  /// Collective: each rank's rows behind the first so many; on rank 0 what was written, in the
  /// order of ranks.
  [[nodiscard]] std::vector<results::FileRecord> write_rows(const results::TableSet& rows,
                                                            const results::RowCounts& first,
                                                            const results::SegmentPlace& place,
                                                            const std::string& start_utc) const;

 private:
  MPI_Comm all_;
  MPI_Comm group_;
  bool own_ = false; ///< to be freed
};

} // namespace urker::run
