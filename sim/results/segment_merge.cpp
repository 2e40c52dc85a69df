#include "results/segment_merge.hpp"

#include "results/posix_file.hpp"
#include "results/segment_file.hpp"
#include "results/table_merge.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
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

/// All rows, of which those of a segment are in order.
void merge_tables(const std::vector<SegmentReader>& segments, const TableSet& last,
                  ResultFile& file) {
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
  ~Scratch() { remove_file(path_); } // of none if it was moved
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

} // namespace

void merge_segments(const std::vector<fs::path>& segments, TableSet last, const fs::path& folder,
                    std::uint64_t most_bytes, const std::string& start_utc, ResultFile& file) {
  std::vector<Scratch> sorted;
  std::vector<TableSet> parts;
  std::uint64_t bytes = 0;
  for (const fs::path& segment : segments) {
    TableSet rows = SegmentReader(segment).read_all();
    if (!parts.empty() && bytes + rows.bytes() > most_bytes) {
      const Scratch& place =
          sorted.emplace_back(folder / fmt::format("{}{:06}.h5", kMergedPrefix, sorted.size()));
      remove_file(place.path()); // of a run that was killed
      write_segment(place.path(), TableSet::merge(std::exchange(parts, {})), start_utc);
      bytes = 0;
    }
    bytes += rows.bytes();
    parts.push_back(std::move(rows));
  }
  parts.push_back(std::move(last));
  const TableSet rest = TableSet::merge(std::move(parts));
  std::vector<SegmentReader> readers;
  for (const Scratch& scratch : sorted) {
    readers.emplace_back(scratch.path());
  }
  merge_tables(readers, rest, file);
}

} // namespace urker::results
