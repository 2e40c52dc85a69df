#pragma once

#include "results/checkpoint_file.hpp"
#include "results/posix_file.hpp"
#include "results/provenance.hpp"
#include "results/run_index.hpp"
#include "results/run_request.hpp"
#include "results/table_buffer.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::results {

class ChunkCoder;

/// Where a run goes on.
struct Resumption {
  CheckpointReader checkpoint;
  std::vector<std::string> notes; ///< for the user: why it is not the newest
};

/// The folder `X.h5.run` in which a run makes `X.h5`. It holds
///
///     lock                       while the run lasts: two runs cannot make the same file
///     scenario.yaml              the resolved scenario
///     run.json, inputs/          the scenario as it was given, to begin the run again
///     segment-NNNNNN.h5          the rows between two checkpoints
///     checkpoint-NNNNNN.state    the state at the end of a segment, the last two
///     index.json                 what counts of these, with sizes and SHA-256
///
/// X.h5 is complete or absent (or still the former result) at every moment; it appears by a rename.
/// So are the files in here: whatever is not in the index does not count, and the index is written
/// last. To be used on one rank only; local.
class RunFolder {
 public:
  /// Before any computation: checks that `result` can be made, makes and locks the folder. A folder
  /// left by a killed run is taken over unless it holds checkpoints and `replace` is not set.
  /// Throws `Error{cannot_write}` with path and reason: the parent folder is missing or not
  /// writable; `result` is a folder, a link, write-protected or a file other than HDF5; another run
  /// holds the lock (the message says which).
  [[nodiscard]] static RunFolder prepare(const std::filesystem::path& result,
                                         std::string_view resolved_scenario, bool replace = false);
  /// The same for a run that may be resumed.
  [[nodiscard]] static RunFolder prepare(const std::filesystem::path& result,
                                         const RunInputs& inputs);
  /// The folder of a run that was stopped or killed, wherever it is now: the result gets the
  /// folder's name and place. Waits for a run that still holds the lock. Throws
  /// `Error{missing_input}` if it is no run's folder, `Error{invalid_input}` if what it was given
  /// is damaged, `Error{cannot_write}` as `prepare` does. A result that is there is in the way
  /// unless `replace` says otherwise, or did when the run was prepared.
  [[nodiscard]] static RunFolder resume(const std::filesystem::path& folder,
                                        std::chrono::milliseconds patience, bool replace = false);
  RunFolder(RunFolder&& other) noexcept = default;
  RunFolder& operator=(RunFolder&&) = delete;
  /// Lets go of the lock. A folder that this object made and that has no checkpoint is removed with
  /// what is in it: there is nothing in it to go on from.
  ~RunFolder();

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] const std::filesystem::path& result() const { return result_; }
  /// What the run was given; of one that may be resumed.
  [[nodiscard]] const StoredRequest& request() const;
  /// The copy of its scenario.
  [[nodiscard]] std::filesystem::path scenario_file() const;

  /// Where a resumed run goes on: the newest checkpoint that is whole, with all segments. Nothing
  /// if none was completed: the run begins anew. Throws `Error{invalid_input}` if there are
  /// checkpoints but none is usable, or if they belong to another program, scenario or set of
  /// processes than `own` (but for its instant) says. To be called once, before the first
  /// checkpoint.
  [[nodiscard]] std::optional<Resumption> latest(const CheckpointHead& own);

  /// A part of the run begins; `leg.leg` and `leg.checkpoints` are this object's to count.
  void begin_leg(RunLegRow leg);
  [[nodiscard]] const std::vector<RunLegRow>& legs() const { return index_.legs; }

  /// A new checkpoint's file, for `commit`.
  [[nodiscard]] CheckpointWriter begin_checkpoint(const CheckpointHead& head,
                                                  std::vector<ImageSize> sizes) const;
  /// Makes durable what was done up to a checkpoint: its file, with all images in it, and the rows
  /// since the checkpoint before, merged. The checkpoint before it stays, older ones go. Throws
  /// `Error{cannot_write}`; the checkpoints before are then as they were. Rows stay in memory as
  /// well, as they do in a run without checkpoints, until they are more than `most_held_bytes`.
  void commit(CheckpointWriter&& checkpoint, TableSet rows, const std::string& start_utc,
              std::uint64_t most_held_bytes = kMostHeldBytes);
  /// What some minutes of a large run emit.
  static constexpr std::uint64_t kMostHeldBytes = std::uint64_t{1} << 31;

  /// Writes the result from all rows before the last checkpoint, held or in segments, and those
  /// since, merged; makes it durable, gives it its name and removes the folder. To be called once.
  /// Throws `Error{cannot_write}`; a former X.h5 and the checkpoints are then as they were. Chunks
  /// are encoded here unless there is a coder.
  void publish(TableSet merged, const Provenance& provenance, ChunkCoder* coder = nullptr);

  /// The same in two steps: a place in the folder for a ResultFile, and what `publish` does once it
  /// is closed.
  [[nodiscard]] std::filesystem::path place() const;
  void publish_written();

 private:
  RunFolder(std::filesystem::path result, std::filesystem::path folder, FileDescriptor lock);
  [[nodiscard]] std::optional<FileRecord> write_rows(const TableSet& rows,
                                                     const std::string& start_utc) const;
  void write_merged(const TableSet& merged, const Provenance& provenance, ChunkCoder* coder) const;
  void hold(TableSet rows, std::uint64_t most_bytes);
  void remove_unlisted() const noexcept;
  void remove_contents() const noexcept;
  void remove() noexcept;
  std::filesystem::path result_;
  std::filesystem::path folder_;
  FileDescriptor lock_; ///< open and locked as long as the folder is ours
  std::optional<StoredRequest> request_;
  RunIndex index_;
  std::vector<TableSet> held_;   ///< the rows of all segments, or fewer
  std::uint64_t held_bytes_ = 0; ///< of these
  std::int64_t next_number_ = 1; ///< of the next checkpoint
  bool keep_ = false;            ///< there is something to go on from
};

} // namespace urker::results
