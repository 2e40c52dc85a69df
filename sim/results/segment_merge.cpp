#include "results/segment_merge.hpp"

#include "results/segment_file.hpp"
#include "results/table_merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace urker::results {
namespace {

namespace fs = std::filesystem;

/// All columns that occur, by table.
std::map<std::string, Table> schemas_of(const std::vector<SegmentReader>& segments,
                                        const TableSet& last) {
  std::map<std::string, Table> schemas;
  for (const auto& [name, table] : last.tables()) {
    schemas.emplace(name, empty_like(table));
  }
  for (const auto& segment : segments) {
    for (const auto& [name, table] : segment.tables()) {
      schemas.emplace(name, empty_like(table));
    }
  }
  return schemas;
}

template <class File>
void merge_tables(const std::vector<SegmentReader>& segments, const TableSet& last, File& file) {
  for (const auto& [name, schema] : schemas_of(segments, last)) {
    std::vector<SortedRows> parts;
    std::uint64_t rows = 0;
    for (const auto& segment : segments) {
      if (const auto found = segment.tables().find(name); found != segment.tables().end()) {
        rows += found->second.rows;
        parts.push_back({found->second.rows, [&segment, &table = found->first](
                                                 std::uint64_t first, std::uint64_t count) {
                           return segment.read(table, first, count);
                         }});
      }
    }
    if (const auto found = last.tables().find(name); found != last.tables().end()) {
      if (parts.empty()) { // in one piece
        file.write_table(found->second);
        continue;
      }
      rows += found->second.rows;
      parts.push_back(sorted_rows(found->second));
    }
    file.begin_table(schema, rows);
    merge_sorted(schema, parts, [&file](const Table& block) { file.append_rows(block); });
    file.end_table();
  }
}

/// A file that goes with this object.
class Scratch {
 public:
  explicit Scratch(fs::path path) : path_(std::move(path)) {}
  Scratch(Scratch&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  Scratch& operator=(Scratch&&) = delete;
  ~Scratch() {
    std::error_code ignored;
    if (!path_.empty()) {
      fs::remove(path_, ignored);
    }
  }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::vector<SegmentReader> open_all(const std::vector<fs::path>& paths, std::size_t first,
                                    std::size_t count) {
  std::vector<SegmentReader> segments;
  for (std::size_t i = first; i < first + count; ++i) {
    segments.emplace_back(paths[i]);
  }
  return segments;
}

} // namespace

void merge_segments(std::vector<fs::path> segments, const TableSet& last, const fs::path& folder,
                    const std::string& start_utc, ResultFile& file) {
  std::vector<Scratch> scratches; // of the level before and this
  for (std::size_t number = 0; segments.size() > kSegmentsAtOnce;) {
    std::vector<Scratch> merged;
    for (std::size_t first = 0; first < segments.size(); first += kSegmentsAtOnce) {
      const std::size_t count = std::min(kSegmentsAtOnce, segments.size() - first);
      const Scratch& place =
          merged.emplace_back(folder / fmt::format("{}{:06}.h5", kMergedPrefix, ++number));
      TableFile part(place.path(), start_utc, kSegment);
      merge_tables(open_all(segments, first, count), {}, part);
      part.close();
    }
    segments.clear();
    for (const Scratch& place : merged) {
      segments.push_back(place.path());
    }
    scratches.swap(merged);
  }
  merge_tables(open_all(segments, 0, segments.size()), last, file);
}

} // namespace urker::results
