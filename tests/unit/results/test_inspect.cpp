#include "base/error.hpp"
#include "base/metric.hpp"
#include "results/digest.hpp"
#include "results/inspect.hpp"
#include "results/result_file.hpp"
#include "results/writer.hpp"

#include <catch2/catch.hpp>
#include <hdf5.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>

#include "sample.hpp"

using namespace urker;
using namespace urker::results;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

void write_sample(const fs::path& path) {
  TableSet set = sample_rows(4);
  set.emit(MetricRow{"satellites", "imece", "images", 12.0, "1"});
  set.emit(MetricRow{"stations", "ankara", "volume", 2.5e9, "bit"});
  SampleRow hostile{"imece", 99, 0.0, std::numeric_limits<std::int64_t>::min(), "\x1B[2Jgone"};
  set.emit(hostile);
  write_result(path, TableSet::merge({set}), sample_provenance());
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Message and cause of refusing a file; inspect and digest must agree on the cause.
std::string refusal(const fs::path& path, Cause cause) {
  std::string message = "no error";
  for (const auto& action : {std::function<std::string()>([&] { return digest(path); }),
                             std::function<std::string()>([&] { return inspect(path); })}) {
    try {
      static_cast<void>(action());
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.cause() == cause);
      message = error.what();
    }
  }
  return message;
}

/// A file in HDF5 made by somebody else, or with other words in the place of ours.
void write_foreign(const fs::path& path, const char* file_type, int format) {
  const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  const hid_t space = H5Screate(H5S_SCALAR);
  if (file_type != nullptr) {
    const hid_t text = H5Tcopy(H5T_C_S1);
    H5Tset_size(text, H5T_VARIABLE);
    const hid_t type = H5Acreate2(file, "file_type", text, space, H5P_DEFAULT, H5P_DEFAULT);
    H5Awrite(type, text, &file_type);
    const hid_t number =
        H5Acreate2(file, "urker_format", H5T_NATIVE_INT, space, H5P_DEFAULT, H5P_DEFAULT);
    H5Awrite(number, H5T_NATIVE_INT, &format);
    H5Aclose(number);
    H5Aclose(type);
    H5Tclose(text);
  }
  H5Sclose(space);
  H5Fclose(file);
}

/// What a careful reader must do with any bytes: read them or refuse them.
void read_or_refuse(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
  for (const auto& action : {std::function<std::string()>([&] { return digest(path); }),
                             std::function<std::string()>([&] { return inspect(path); })}) {
    try {
      const std::string answer = action();
      CHECK_FALSE(answer.empty());
    } catch (const Error& error) {
      CHECK(error.cause() == Cause::invalid_input);
      CHECK_THAT(error.what(), Contains(path.string()));
    }
  }
}

} // namespace

TEST_CASE("Inspecting shows tables, columns, figures and provenance") {
  const TemporaryFolder folder;
  write_sample(folder / "x.h5");
  const std::string text = inspect(folder / "x.h5");
  for (const char* part :
       {"urker result, format 1", "What comes down?", "2026-08-22T00:00:00Z",
        "contacts: 5 rows; Contact of a satellite with a station; key: satellite, number",
        "eclipses: 0 rows", "Least range", "seconds since 2026-08-22T00:00:00Z", "Summary figures",
        "2.5e+09", "0123456", "hdf5 1.10.8", "sample.yaml", "1 values, 1 grade S", "urker run"}) {
    CHECK_THAT(text, Contains(part));
  }
  CHECK_THAT(text, !Contains("2026-08-22T00:00:01"));
}

TEST_CASE("First rows are shown as people read them") {
  const TemporaryFolder folder;
  write_sample(folder / "x.h5");
  InspectOptions options;
  options.first_rows = 4;
  options.table = "contacts";
  const std::string text = inspect(folder / "x.h5", options);
  CHECK_THAT(text, Contains("göktürk_1  1       500000.25  2026-08-22T00:00:01.000Z\n"));
  CHECK_THAT(text, Contains("imece      99      0                                    ?[2Jgone\n"));
  CHECK_THAT(text, !Contains("kazsat"));
  CHECK_THAT(text, !Contains("\x1B"));
  CHECK_THAT(text, !Contains("Summary figures"));
}

TEST_CASE("Many figures are counted, not listed") {
  const TemporaryFolder folder;
  write_sample(folder / "x.h5");
  InspectOptions options;
  options.most_metrics = 1;
  const std::string text = inspect(folder / "x.h5", options);
  CHECK_THAT(text, Contains("and 1 more"));
  CHECK_THAT(text, !Contains("2.5e+09"));
}

TEST_CASE("Tables of the provenance can be shown; what is no table cannot") {
  const TemporaryFolder folder;
  write_sample(folder / "x.h5");
  InspectOptions options;
  options.first_rows = 9;
  options.table = "provenance/inputs";
  CHECK_THAT(inspect(folder / "x.h5", options), Contains("satellites.imece.mass  700 kg"));
  for (const char* name : {"none", "contacts/row", "provenance", "none/none", "", "/", ".."}) {
    options.table = name;
    CHECK_THROWS_WITH(inspect(folder / "x.h5", options), Contains("there is no table"));
  }
}

TEST_CASE("Inspecting and digesting leave the file as it was") {
  const TemporaryFolder folder;
  write_sample(folder / "x.h5");
  const std::string before = bytes_of(folder / "x.h5");
  fs::permissions(folder / "x.h5", fs::perms::owner_read);
  static_cast<void>(inspect(folder / "x.h5"));
  static_cast<void>(digest(folder / "x.h5"));
  CHECK(bytes_of(folder / "x.h5") == before);
}

TEST_CASE("Foreign files are refused with a reason") {
  const TemporaryFolder folder;
  std::ofstream(folder / "text.h5") << "urker: 1\n";
  std::ofstream(folder / "empty.h5");
  write_foreign(folder / "foreign.h5", nullptr, 0);
  write_foreign(folder / "other.h5", "other result", 1);
  write_foreign(folder / "future.h5", kFileType, 2);
  write_foreign(folder / "hollow.h5", kFileType, 1);
  CHECK_THAT(refusal(folder / "none.h5", Cause::missing_input), Contains("No such file"));
  CHECK_THAT(refusal(folder.path(), Cause::invalid_input), Contains("not a regular file"));
  CHECK_THAT(refusal("/dev/null", Cause::invalid_input), Contains("not a regular file"));
  CHECK_THAT(refusal(folder / "text.h5", Cause::invalid_input), Contains("not an HDF5 file"));
  CHECK_THAT(refusal(folder / "empty.h5", Cause::invalid_input), Contains("not an HDF5 file"));
  CHECK_THAT(refusal(folder / "foreign.h5", Cause::invalid_input),
             Contains("not a result of Urker"));
  CHECK_THAT(refusal(folder / "other.h5", Cause::invalid_input), Contains("not a result of Urker"));
  CHECK_THAT(refusal(folder / "future.h5", Cause::invalid_input),
             Contains("has the format 2; this version of Urker reads format 1"));
  CHECK_THROWS_WITH(inspect(folder / "hollow.h5"), Contains("is damaged"));
}

TEST_CASE("A file cut anywhere is refused") {
  const TemporaryFolder folder;
  write_sample(folder / "x.h5");
  const std::string whole = bytes_of(folder / "x.h5");
  for (std::size_t size = 0; size < whole.size(); size += whole.size() / 40) {
    CAPTURE(size);
    std::ofstream(folder / "cut.h5", std::ios::binary) << whole.substr(0, size);
    static_cast<void>(refusal(folder / "cut.h5", Cause::invalid_input));
  }
}

TEST_CASE("A file with damaged bytes is read or refused, without crash or hang") {
  const TemporaryFolder folder;
  write_sample(folder / "x.h5");
  const std::string whole = bytes_of(folder / "x.h5");
  std::uint64_t state = 88172645463325252U; // xorshift (Marsaglia 2003): any spread will do
  const auto next = [&state](std::size_t below) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<std::size_t>(state % below);
  };
  for (int trial = 0; trial < 60; ++trial) {
    CAPTURE(trial);
    std::string bytes = whole;
    const std::size_t place = next(bytes.size());
    const std::size_t length = trial % 3 == 0 ? 1 : 16;
    for (std::size_t i = place; i < std::min(place + length, bytes.size()); ++i) {
      bytes[i] = static_cast<char>(next(256));
    }
    read_or_refuse(folder / "bad.h5", bytes);
  }
}
