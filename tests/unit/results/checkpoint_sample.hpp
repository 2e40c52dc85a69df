#pragma once

#include "results/checkpoint_file.hpp"
#include "results/run_folder.hpp"
#include "results/sha256.hpp"

#include <chrono>
#include <string>
#include <vector>

#include "sample.hpp"

namespace urker::results {

inline Time sample_time(std::int64_t seconds) {
  return kStart + std::chrono::seconds(seconds);
}

/// What a process is at that instant: of some size, all bytes different from the next process's.
inline std::vector<std::byte> sample_image(std::uint32_t id, Time at) {
  const auto seed = static_cast<std::uint64_t>(at.time_since_epoch().count()) + id;
  std::vector<std::byte> image(100 + 13 * id);
  for (std::size_t i = 0; i < image.size(); ++i) {
    image[i] = static_cast<std::byte>(seed * 31 + i * i);
  }
  return image;
}

inline CheckpointHead sample_head(Time at = kStart) {
  return {{{"0.1.0", "0123456", "GNU, -O2", "avx2", "glibc 2.36"}, sha256_of_text("urker: 1\n")},
          5,
          sha256_of_text("a\nb\nc\nd\ne\n"),
          at};
}

inline std::vector<ImageSize> sample_sizes(Time at) {
  std::vector<ImageSize> sizes;
  for (std::uint32_t id = 0; id < sample_head().processes; ++id) {
    sizes.push_back({id, sample_image(id, at).size()});
  }
  return sizes;
}

/// Those images into the file, in that order; how many there were.
inline std::uint64_t put_images(const CheckpointWriter& checkpoint,
                                const std::vector<std::uint32_t>& ids) {
  ImageWriter writer(checkpoint.place());
  for (const auto id : ids) {
    writer.put(id, sample_image(id, checkpoint.at()));
  }
  return writer.sync();
}

inline RunInputs sample_inputs(bool replace = false) {
  return {"urker: 1\n",
          {{"sample.yaml", "urker: 1 # short\n"}, {"catalog/deep/areas.yaml", "areas: {}\n"}},
          {"seed=7"},
          sample_head().identity,
          replace};
}

/// The rows of [from, to) seconds, or of those from there on in steps.
inline TableSet rows_between(std::int64_t from, std::int64_t to, std::int64_t step = 1) {
  TableSet rows = sample_rows(0);
  rows.declare<SampleRow>();
  for (std::int64_t i = from; i < to; i += step) {
    rows.emit(sample_row(i));
  }
  return rows;
}

/// A run of kSampleEnd seconds with a checkpoint every kSampleStep.
inline constexpr std::int64_t kSampleStep = 100;
inline constexpr std::int64_t kSampleEnd = 400;

/// As two ranks do it, of which one writes its images before the other.
inline void commit_sample(RunFolder& run, std::int64_t from, std::int64_t to) {
  auto checkpoint =
      run.begin_checkpoint(sample_head(sample_time(to)), sample_sizes(sample_time(to)));
  const std::uint64_t images = put_images(checkpoint, {3, 0, 4}) + put_images(checkpoint, {2, 1});
  std::vector<FileRecord> segments;
  for (const int part : {0, 1}) {
    segments.push_back(write_part(run.segment_place(), part, rows_between(from + part, to, 2),
                                  sample_provenance().start_utc));
  }
  run.commit(std::move(checkpoint), images, std::move(segments));
}

/// From `begin` on; `progress` hears of each checkpoint.
template <class Progress>
void play_sample(RunFolder& run, std::int64_t begin, const Progress& progress,
                 std::uint64_t most_bytes = RunFolder::kMostBytesHeld) {
  run.begin_leg({0, 1, "host", "urker run", "2026-08-22T10:00:00Z", begin * 1'000'000'000, 0});
  for (; begin + kSampleStep < kSampleEnd; begin += kSampleStep) {
    commit_sample(run, begin, begin + kSampleStep);
    progress(begin + kSampleStep);
  }
  run.publish_with_segments(rows_between(begin, kSampleEnd), sample_provenance(), nullptr,
                            most_bytes);
}

inline std::int64_t seconds_of(const Resumption& from) {
  return from.checkpoint.head().at.time_since_epoch() / std::chrono::seconds(1);
}

inline constexpr std::chrono::seconds kPatience{30};

/// Goes on to the end; the second from which it did, 0 for the beginning.
inline std::int64_t resume_sample(const std::filesystem::path& folder) {
  RunFolder run = RunFolder::resume(folder, kPatience);
  const auto from = run.latest(sample_head());
  const std::int64_t begin = from ? seconds_of(*from) : 0;
  play_sample(run, begin, [](std::int64_t) {});
  return begin;
}

/// A folder with so many checkpoints, as a killed run leaves it.
inline void leave_sample(const std::filesystem::path& result, int checkpoints) {
  RunFolder run = RunFolder::prepare(result, sample_inputs());
  run.begin_leg({0, 1, "host", "urker run", "2026-08-22T10:00:00Z", 0, 0});
  for (int i = 0; i < checkpoints; ++i) {
    commit_sample(run, i * kSampleStep, (i + 1) * kSampleStep);
  }
}

} // namespace urker::results
