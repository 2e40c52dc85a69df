#include "base/error.hpp"
#include "results/segment_file.hpp"
#include "results/segment_merge.hpp"
#include "results/table_merge.hpp"
#include "results/writer.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

#include "message_of.hpp"
#include "sample.hpp"

using namespace urker;
using namespace urker::results;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

/// The sample's rows, each in one of so many parts by chance, or in stretches as time deals them.
std::vector<TableSet> dealt(std::int64_t rows, std::size_t parts, bool by_chance) {
  std::vector<TableSet> sets(parts);
  std::minstd_rand random(7);
  for (std::int64_t i = 0; i < rows; ++i) {
    const auto n = static_cast<std::int64_t>(parts);
    sets[by_chance ? random() % parts : static_cast<std::size_t>(i * n / rows)].emit(sample_row(i));
  }
  std::vector<TableSet> merged;
  for (TableSet& set : sets) {
    set.declare<SampleRow>();
    merged.push_back(TableSet::merge({std::move(set)}));
  }
  return merged;
}

Table merge_of(const std::vector<TableSet>& sets) {
  const Table& schema = sets.front().table("contacts");
  std::vector<SortedRows> parts;
  for (const TableSet& set : sets) {
    parts.push_back(sorted_rows(set.table("contacts")));
  }
  Table all = empty_like(schema);
  merge_sorted(schema, parts,
               [&all](const Table& block) { append_rows(all, block, 0, block.rows); });
  return all;
}

bool same_values(const Table& a, const Table& b) {
  bool same = a.rows == b.rows && a.columns.size() == b.columns.size();
  for (std::size_t i = 0; same && i < a.columns.size(); ++i) {
    same = a.columns[i].reals == b.columns[i].reals &&
           a.columns[i].integers == b.columns[i].integers &&
           a.columns[i].texts.size() == b.columns[i].texts.size();
    for (std::size_t row = 0; same && row < a.columns[i].texts.size(); ++row) {
      same = a.columns[i].texts.at(row) == b.columns[i].texts.at(row);
    }
  }
  return same;
}

} // namespace

TEST_CASE("A merge of sorted parts is the sort of all rows, however they are dealt") {
  for (const std::int64_t rows : {std::int64_t{40}, std::int64_t{200'000}}) {
    const auto sorted = merged_sample(rows);
    for (const std::size_t parts : {1U, 2U, 7U, 64U}) {
      for (const bool by_chance : {false, true}) {
        CAPTURE(rows, parts, by_chance);
        CHECK(same_values(merge_of(dealt(rows, parts, by_chance)), sorted.table("contacts")));
      }
    }
  }
}

TEST_CASE("A key in two parts and parts of other columns are internal errors") {
  auto parts = dealt(1000, 3, false);
  parts.push_back(dealt(1000, 10, false)[4]);
  CHECK_THAT(message_of(Cause::internal, [&] { static_cast<void>(merge_of(parts)); }),
             Contains("contacts: two rows have the key satellite = ") && Contains("number = 4"));
  const Table other = parts[0].table("contacts");
  Table schema = empty_like(other);
  schema.columns.back().long_name = "Something else";
  CHECK_THAT(message_of(Cause::internal,
                        [&] { merge_sorted(schema, {sorted_rows(other)}, [](const Table&) {}); }),
             Contains("differ at column station"));
}

TEST_CASE("A segment gives back its rows to the nanosecond, far beyond what seconds can tell") {
  const TemporaryFolder folder;
  constexpr std::int64_t kYears = 9'000'000'000'000'000'001;
  TableSet rows;
  rows.declare<EmptyRow>();
  for (std::int64_t i = 0; i < 3; ++i) {
    SampleRow row = sample_row(i);
    row.aos_ns = i == 1 ? std::numeric_limits<std::int64_t>::min() : kYears + i;
    rows.emit(row);
  }
  const TableSet merged = TableSet::merge({rows});
  write_segment(folder / "s.h5", merged, "2026-08-22T00:00:00Z");
  const SegmentReader segment(folder / "s.h5");
  REQUIRE(segment.tables().size() == 1); // none without rows
  CHECK(segment.tables().at("contacts").rows == 3);
  const Table read = segment.read("contacts", 0, 3);
  CHECK_NOTHROW(check_same_schema(read, merged.table("contacts")));
  CHECK(same_values(read, merged.table("contacts")));
  CHECK(segment.read("contacts", 2, 1).columns[4].texts.at(0) ==
        merged.table("contacts").columns[4].texts.at(2));
  CHECK_THROWS_AS(segment.read("contacts", 2, 2), Error);
}

TEST_CASE("A segment gives any rows, in the order in which they came") {
  const TemporaryFolder folder;
  const std::uint64_t rows = 40'000;
  const TableSet set = sample_rows(static_cast<std::int64_t>(rows), true);
  write_segment(folder / "s.h5", set, "2026-08-22T00:00:00Z");
  const SegmentReader segment(folder / "s.h5");
  const Table& all = set.table("contacts");
  for (const auto& [first, count] :
       {std::pair(0UL, rows), std::pair(16'383UL, 2UL), std::pair(10'000UL, 25'000UL),
        std::pair(39'999UL, 1UL), std::pair(7UL, 0UL)}) {
    Table expected = empty_like(all);
    append_rows(expected, all, first, count);
    CHECK(same_values(segment.read("contacts", first, count), expected));
  }
}

TEST_CASE("A segment of the rows behind some has those alone, and no text that they have not") {
  const TemporaryFolder folder;
  TableSet set = sample_rows(1000);
  const RowCounts first = set.row_counts();
  for (std::int64_t i = 1000; i < 1002; ++i) {
    SampleRow row = sample_row(i);
    row.station = "baku";
    set.emit(row);
  }
  write_segment(folder / "s.h5", set, "2026-08-22T00:00:00Z", first);
  const SegmentReader segment(folder / "s.h5");
  const Table read = segment.read("contacts", 0, 2);
  CHECK(segment.tables().at("contacts").rows == 2);
  CHECK(same_values(read, set.rows_behind(first).table("contacts")));
  CHECK(read.columns[4].texts.words() == std::vector<std::string>{"baku"});
}

TEST_CASE("A segment that does not hold together is refused with its path and the reason") {
  const TemporaryFolder folder;
  write_segment(folder / "s.h5", sample_rows(3), "2026-08-22T00:00:00Z");
  std::string bytes = read_bytes(folder / "s.h5");
  const auto at = bytes.find(std::string("\0\0\0\0\1\0\0\0\2\0\0\0", 12)); // of three names
  REQUIRE(at != std::string::npos);
  bytes[at + 8] = 3;
  write_bytes(folder / "s.h5", bytes);
  const SegmentReader segment(folder / "s.h5");
  CHECK_THAT(message_of(Cause::invalid_input, [&] { static_cast<void>(segment.read_all()); }),
             Contains("s.h5: is damaged: contacts/satellite has texts that are not there"));
}

TEST_CASE("A result from segments is that of all rows at once, byte for byte while small") {
  const TemporaryFolder folder;
  const std::int64_t rows = 3000;
  write_result(folder / "whole.h5", merged_sample(rows), sample_provenance());
  for (const std::size_t count : {2U, 65U}) {
    auto parts = dealt(rows, count, true);
    TableSet last = parts.back();
    last.declare<EmptyRow>();
    parts.pop_back();
    std::vector<fs::path> segments;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      segments.push_back(folder / std::to_string(count).append("-").append(std::to_string(i)));
      write_segment(segments.back(), parts[i], sample_provenance().start_utc);
    }
    for (const std::uint64_t most_bytes : {0U, 8000U, 1'000'000U}) { // one by one, some, all
      const fs::path path = folder / "merged.h5";
      fs::remove(path);
      ResultFile file(path, sample_provenance().start_utc);
      merge_segments(segments, last, folder.path(), most_bytes, sample_provenance().start_utc,
                     file);
      file.close(sample_provenance());
      CHECK(read_bytes(path) == read_bytes(folder / "whole.h5"));
      CHECK(std::none_of(fs::directory_iterator(folder.path()), {}, [](const auto& entry) {
        return entry.path().filename().string().starts_with(kMergedPrefix);
      }));
    }
  }
}
