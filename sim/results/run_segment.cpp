#include "results/run_segment.hpp"

#include "results/posix_file.hpp"
#include "results/segment_file.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace urker::results {

FileRecord write_part(const SegmentPlace& place, int part, const TableSet& rows,
                      const std::string& start_utc, const RowCounts& first) {
  const std::filesystem::path folder = place.folder;
  const auto name = fmt::format("{}{:06}-{:04}.h5", kSegmentPrefix, place.checkpoint, part);
  const auto unfinished = folder / (name + ".part");
  remove_file(unfinished); // of a run that was killed
  write_segment(unfinished, rows, start_utc, first);
  give_name(unfinished, folder / name);
  return record_of(folder, name);
}

} // namespace urker::results
