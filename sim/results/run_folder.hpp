#pragma once

#include "results/checkpoint_file.hpp"
#include "results/posix_file.hpp"
#include "results/provenance.hpp"
#include "results/run_index.hpp"
#include "results/run_request.hpp"
#include "results/run_segment.hpp"
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
///     segment-NNNNNN-PPPP.h5     the rows between two checkpoints, in parts
///     checkpoint-NNNNNN.state    the state at the end of those, the last two
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
  /// Where the rows go that it has behind it since the checkpoint before.
  [[nodiscard]] SegmentPlace segment_place() const;
  /// Makes durable what was done up to a checkpoint: its file, in which so many images are, and its
  /// segments, which are written. The checkpoint before it stays, older ones go. Throws
  /// `Error{cannot_write}`; the checkpoints before are then as they were.
  void commit(CheckpointWriter&& checkpoint, std::uint64_t images,
              std::vector<FileRecord> segments);

  /// Writes the result from all rows of the run, merged; makes it durable, gives it its name and
  /// removes the folder. To be called once. Throws `Error{cannot_write}`; a former X.h5 and the
  /// checkpoints are then as they were. Chunks are encoded here unless there is a coder.
  void publish(const TableSet& merged, const Provenance& provenance, ChunkCoder* coder = nullptr);
  /// The same from the rows since the last checkpoint, in any order, and the segments: of these
  /// memory holds `most_bytes` at a time, or one.
  void publish_with_segments(TableSet rows, const Provenance& provenance,
                             ChunkCoder* coder = nullptr,
                             std::uint64_t most_bytes = kMostBytesHeld);
  /// What some minutes of a large run emit.
  static constexpr std::uint64_t kMostBytesHeld = std::uint64_t{1} << 31;

  /// The same in two steps: a place in the folder for a ResultFile, and what `publish` does once it
  /// is closed.
  [[nodiscard]] std::filesystem::path place() const;
  void publish_written();

 private:
  RunFolder(std::filesystem::path result, std::filesystem::path folder, FileDescriptor lock);
  void remove_unlisted() const noexcept;
  void remove_contents() const noexcept;
  void remove() noexcept;
  std::filesystem::path result_;
  std::filesystem::path folder_;
  FileDescriptor lock_; ///< open and locked as long as the folder is ours
  std::optional<StoredRequest> request_;
  RunIndex index_;
  std::int64_t next_number_ = 1; ///< of the next checkpoint
  bool keep_ = false;            ///< there is something to go on from
};

} // namespace urker::results
