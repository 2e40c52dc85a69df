#include "results/digest.hpp"
#include "results/inspect.hpp"
#include "results/result_file.hpp"
#include "results/writer.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "sample.hpp"

using namespace urker;
using namespace urker::results;

namespace {

/// The sample's rows in the order of their key, in blocks, where up to `most_rows` are announced.
void write_in_blocks(const std::filesystem::path& path, const Table& table, std::size_t block_rows,
                     std::uint64_t most_rows) {
  ResultFile file(path, sample_provenance().start_utc);
  TableSet block;
  block.declare<EmptyRow>();
  block.declare<SampleRow>();
  file.begin_table(block.table("contacts"), most_rows);
  for (std::size_t first = 0; first < table.rows; first += block_rows) {
    for (std::size_t i = first; i < std::min<std::size_t>(first + block_rows, table.rows); ++i) {
      block.emit(SampleRow{table.columns[0].texts.at(i), table.columns[1].integers[i],
                           table.columns[2].reals[i], table.columns[3].integers[i],
                           table.columns[4].texts.at(i)});
    }
    file.append_rows(block.take_rows("contacts"));
  }
  file.end_table();
  file.write_table(block.table("eclipses"));
  file.close(sample_provenance());
}

} // namespace

TEST_CASE("A table in blocks says the same as a whole one") {
  const TemporaryFolder folder;
  const auto merged = merged_sample(70'000);
  write_result(folder / "whole.h5", merged, sample_provenance());
  const auto expected = digest(folder / "whole.h5");
  const auto& table = merged.table("contacts");
  write_in_blocks(folder / "blocks.h5", table, 999, table.rows);
  CHECK(digest(folder / "blocks.h5") == expected);
  // Fewer rows than there might have been, and so many that little is compressed.
  write_in_blocks(folder / "fewer.h5", table, 65'536, table.rows + 2'000'000);
  CHECK(digest(folder / "fewer.h5") == expected);
}

TEST_CASE("A text is stored once, however many rows have it") {
  const TemporaryFolder folder;
  const std::string long_text(5000, 'x');
  const auto bytes_of = [&](const char* name, std::int64_t rows) {
    std::vector<TableSet> set(1);
    for (std::int64_t i = 0; i < rows; ++i) {
      set.front().emit(SampleRow{long_text + std::to_string(i % 4), i, 0.0, i, long_text});
    }
    write_result(folder / name, TableSet::merge(std::move(set)), sample_provenance());
    return std::filesystem::file_size(folder / name);
  };
  const auto few = bytes_of("few.h5", 600);
  CHECK(few > 5 * long_text.size());
  CHECK(bytes_of("many.h5", 60'000) < few + 60'000 * 4); // what the numbers take
}

TEST_CASE("A file that is not closed is gone, and one that is there stays") {
  const TemporaryFolder folder;
  {
    ResultFile file(folder / "x.h5", "2026-08-22T00:00:00Z");
    file.write_table(merged_sample(3).table("contacts"));
  }
  CHECK_FALSE(std::filesystem::exists(folder / "x.h5"));
  write_result(folder / "x.h5", merged_sample(3), sample_provenance());
  CHECK_THROWS_AS(ResultFile(folder / "x.h5", "2026-08-22T00:00:00Z"), Error);
  CHECK(std::filesystem::exists(folder / "x.h5"));
}
