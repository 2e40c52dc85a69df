#pragma once

#include "des/kernel.hpp"
#include "results/run_folder.hpp"
#include "results/table_buffer.hpp"
#include "run/cast.hpp"
#include "run/simulation.hpp"
#include "run/writing_group.hpp"

#include <mpi.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace urker::run {

/// Collective: the result's folder on rank 0, before anything is computed.
[[nodiscard]] std::optional<results::RunFolder>
open_folder(const scenario::Loaded<scenario::Scenario>& loaded, const RunRequest& request,
            MPI_Comm communicator);

/// Keeps a run in its folder, which is on rank 0. All functions are collective, and throw
/// AgreedError on all ranks or return on all.
class Keeper {
 public:
  Keeper(std::optional<results::RunFolder> folder,
         const scenario::Loaded<scenario::Scenario>& loaded, const Cast& cast,
         MPI_Comm communicator);

  /// Where a run that was stopped goes on; nothing: at its beginning.
  [[nodiscard]] std::optional<Time> find();
  /// Why it does not go on where it might have; on rank 0.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  /// What `find` found, of this rank's processes, in the order of their ids.
  [[nodiscard]] std::vector<des::ProcessImage> images(const std::vector<int>& ranks);

  /// The run begins or goes on, at `from`, on these ranks.
  void begin(const results::RunRecord& record, Time from);
  /// On rank 0: whether the run before this one began, or went on, at the same instant.
  [[nodiscard]] bool began_there_before() const;
  /// A checkpoint at which the kernel halted, with all rows since the one before. They stay in
  /// memory, as they do in a run without checkpoints, until they are many.
  void save(Time at, des::Kernel& kernel, results::TableSet& rows);
  /// The result, of all rows of the run. Those in memory are taken.
  /// `provenance` is asked on rank 0.
  void publish(results::TableSet& rows, const std::function<results::Provenance()>& provenance);

 private:
  [[nodiscard]] results::CheckpointHead head(Time at) const;
  [[nodiscard]] std::vector<results::ImageSize>
  gather_sizes(const std::vector<des::ProcessImage>& images) const;

  std::optional<results::RunFolder> folder_;
  results::CheckpointHead own_; ///< on rank 0
  std::string start_utc_;
  MPI_Comm communicator_;
  std::optional<results::Resumption> found_; ///< on rank 0
  std::vector<std::string> notes_;
  std::optional<WritingGroup> group_; ///< since the first checkpoint
  results::RowCounts written_;        ///< of the rows in memory those that segments have too
  bool holds_all_ = true;             ///< whether memory has the rows of all segments
};

} // namespace urker::run
