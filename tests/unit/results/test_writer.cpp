#include "base/error.hpp"
#include "results/hdf5_handle.hpp"
#include "results/result_reader.hpp"
#include "results/writer.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <fstream>
#include <iterator>

#include "sample.hpp"

using namespace urker;
using namespace urker::results;

namespace {

struct Clash {
  static constexpr TableInfo kTable{"provenance", "Row of a test", 1};
  void columns(ColumnVisitor& v) const { v.integer("key", 0, "1", "Key"); }
};

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string text_at(hid_t file, const std::string& path, const char* attribute) {
  return text_attribute(open_object(file, path).get(), attribute).value_or("(none)");
}

std::vector<double> reals(hid_t file, const std::string& path) {
  const auto dataset = open_object(file, path);
  std::vector<double> values(checked_length(dataset.get()));
  read_block(dataset.get(), H5T_NATIVE_DOUBLE, 0, values.size(), values.data());
  return values;
}

std::vector<std::string> texts(hid_t file, const std::string& path) {
  const auto dataset = open_object(file, path);
  std::vector<char*> pointers(checked_length(dataset.get()));
  const auto type = hdf5::text_type();
  read_block(dataset.get(), type.get(), 0, pointers.size(), pointers.data());
  std::vector<std::string> values;
  for (char* pointer : pointers) {
    values.emplace_back(pointer != nullptr ? pointer : "");
    H5free_memory(pointer);
  }
  return values;
}

} // namespace

TEST_CASE("A result gives back its rows, units and names") {
  const TemporaryFolder folder;
  TableSet set = sample_rows(3);
  SampleRow unfinished = sample_row(3);
  unfinished.aos_ns = std::numeric_limits<std::int64_t>::min();
  set.emit(unfinished);
  write_result(folder / "x.h5", TableSet::merge({set}), sample_provenance());
  const auto file = open_result(folder / "x.h5");

  CHECK(texts(file.get(), "/contacts/satellite") ==
        std::vector<std::string>{"göktürk_1", "imece", "imece", "kazsat"});
  CHECK(texts(file.get(), "/contacts/station") ==
        std::vector<std::string>{"", "ankara", "", "ankara"});
  CHECK(reals(file.get(), "/contacts/number") == std::vector<double>{1, 0, 3, 2});
  CHECK(reals(file.get(), "/contacts/range")[3] == 500000.5);
  CHECK(reals(file.get(), "/contacts/row") == std::vector<double>{0, 1, 2, 3});
  const auto aos = reals(file.get(), "/contacts/aos");
  CHECK(aos[0] == 1.000000001);
  CHECK(std::isnan(aos[2]));

  CHECK(text_at(file.get(), "/contacts", "long_name") == "Contact of a satellite with a station");
  CHECK(text_at(file.get(), "/contacts/range", "units") == "m");
  CHECK(text_at(file.get(), "/contacts/range", "long_name") == "Least range");
  CHECK(text_at(file.get(), "/contacts/aos", "units") == "seconds since 2026-08-22T00:00:00Z");
  CHECK(text_at(file.get(), "/contacts/aos", "calendar") == "standard");
  CHECK(text_at(file.get(), "/contacts/satellite", "units") == "(none)");
  CHECK(link_names(open_object(file.get(), "/contacts").get(), LinkOrder::as_written) ==
        std::vector<std::string>{"row", "satellite", "number", "range", "aos", "station"});
}

TEST_CASE("A table without rows is there, with its columns") {
  const TemporaryFolder folder;
  write_result(folder / "x.h5", merged_sample(1), sample_provenance());
  const auto file = open_result(folder / "x.h5");
  CHECK(texts(file.get(), "/eclipses/satellite").empty());
  CHECK(text_at(file.get(), "/eclipses/begin", "long_name") == "Entry");
}

TEST_CASE("Provenance is in the file") {
  const TemporaryFolder folder;
  write_result(folder / "x.h5", merged_sample(1), sample_provenance());
  const auto file = open_result(folder / "x.h5");
  CHECK(text_at(file.get(), "/", "Conventions") == "CF-1.10");
  CHECK(text_at(file.get(), "/", "title") == "Sample");
  CHECK(text_at(file.get(), "/", "start") == "2026-08-22T00:00:00Z");
  CHECK(text_at(file.get(), "/provenance", "commit") == "0123456");
  CHECK(text_at(file.get(), "/provenance/run", "command_line") == "urker run");
  CHECK(integer_attribute(open_object(file.get(), "/provenance/run").get(), "ranks") == 2);
  CHECK(texts(file.get(), "/provenance/scenario") ==
        std::vector<std::string>{"urker: 1\nname: sample\n"});
  CHECK(texts(file.get(), "/provenance/libraries/name") ==
        std::vector<std::string>{"erfa", "hdf5"});
  CHECK(texts(file.get(), "/provenance/inputs/grade") == std::vector<std::string>{"S"});
  CHECK(reals(file.get(), "/provenance/run/rank_statistics/value") == std::vector<double>{7.0});
}

TEST_CASE("Bytes that are no text do not stop the provenance of a run") {
  const TemporaryFolder folder;
  Provenance provenance = sample_provenance();
  provenance.run.command_line = "urker run \xFF.yaml";
  write_result(folder / "x.h5", merged_sample(1), provenance);
  const auto file = open_result(folder / "x.h5");
  CHECK(text_at(file.get(), "/provenance/run", "command_line") == "urker run ?.yaml");
}

TEST_CASE("Equal arguments give equal bytes") {
  const TemporaryFolder folder;
  write_result(folder / "a.h5", merged_sample(700), sample_provenance());
  write_result(folder / "b.h5", merged_sample(700), sample_provenance());
  CHECK(bytes_of(folder / "a.h5") == bytes_of(folder / "b.h5"));
}

TEST_CASE("Columns longer than a chunk come back whole") {
  const TemporaryFolder folder;
  constexpr std::int64_t kRows = 150'000;
  const TableSet merged = merged_sample(kRows);
  write_result(folder / "x.h5", merged, sample_provenance());
  const auto file = open_result(folder / "x.h5");
  CHECK(reals(file.get(), "/contacts/range") == merged.table("contacts").columns[2].reals);
  const auto stations = texts(file.get(), "/contacts/station");
  REQUIRE(stations.size() == kRows);
  for (std::size_t row = 0; row < stations.size(); row += 9973) {
    CHECK(stations[row] == merged.table("contacts").columns[4].texts.at(row));
  }
}

TEST_CASE("Libraries tell their versions") {
  const auto libraries = library_versions();
  REQUIRE(libraries.size() == 2);
  for (const auto& library : libraries) {
    CHECK(library.version.find('.') != std::string::npos);
  }
}

TEST_CASE("A table called provenance would hide the provenance") {
  const TemporaryFolder folder;
  TableSet set;
  set.declare<Clash>();
  CHECK_THROWS_AS(write_result(folder / "x.h5", set, sample_provenance()), Error);
  CHECK_FALSE(std::filesystem::exists(folder / "x.h5"));
}
