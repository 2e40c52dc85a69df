#pragma once

#include "results/provenance.hpp"
#include "results/table_buffer.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <unistd.h>
#include <vector>

namespace urker::results {

struct SampleRow {
  static constexpr TableInfo kTable{"contacts", "Contact of a satellite with a station", 2};
  std::string satellite;
  std::int64_t number = 0;
  double range_m = 0.0;
  std::int64_t aos_ns = std::numeric_limits<std::int64_t>::min();
  std::string station;
  void columns(ColumnVisitor& v) const {
    v.text("satellite", satellite, "Name of the satellite");
    v.integer("number", number, "1", "Number of the contact");
    v.real("range", range_m, "m", "Least range");
    v.instant("aos", aos_ns, "Acquisition of signal");
    v.text("station", station, "Name of the station");
  }
};

/// A table that gets no row.
struct EmptyRow {
  static constexpr TableInfo kTable{"eclipses", "Passage through the shadow", 1};
  void columns(ColumnVisitor& v) const {
    v.text("satellite", "", "Name of the satellite");
    v.instant("begin", 0, "Entry");
  }
};

inline SampleRow sample_row(std::int64_t i) {
  const char* satellites[] = {"imece", "göktürk_1", "kazsat"};
  constexpr std::int64_t kSecond = 1'000'000'000;
  return {satellites[i % 3], i, 5e5 + 0.25 * static_cast<double>(i), i * kSecond + 1,
          i % 2 == 0 ? "ankara" : ""};
}

/// `rows` rows in ascending or descending order of arrival.
inline TableSet sample_rows(std::int64_t rows, bool descending = false) {
  TableSet set;
  set.declare<EmptyRow>();
  for (std::int64_t i = 0; i < rows; ++i) {
    set.emit(sample_row(descending ? rows - 1 - i : i));
  }
  return set;
}

inline TableSet merged_sample(std::int64_t rows) {
  return TableSet::merge({sample_rows(rows)});
}

inline Provenance sample_provenance() {
  Provenance provenance;
  provenance.title = "Sample";
  provenance.question = "What comes down?";
  provenance.start_utc = "2026-08-22T00:00:00Z";
  provenance.scenario = "urker: 1\nname: sample\n";
  provenance.version = "0.1.0";
  provenance.commit = "0123456";
  provenance.build_flags = "-O2";
  provenance.seed = 0xFFFF'FFFF'FFFF'FFFFU;
  provenance.sources = {{"sample.yaml", std::string(64, 'a')}};
  provenance.libraries = {{"hdf5", "1.10.8"}, {"erfa", "2.0.0"}};
  provenance.inputs = {{"satellites.imece.mass", "700 kg", "S", "press kit", "sample.yaml:4"}};
  provenance.run = {2,  "host", "urker run", 1.5, "2026-08-22T10:00:00Z", {{1, "events", 7.0, "1"}},
                    {}, 0.25};
  return provenance;
}

/// A folder of its own for each test, removed with all its contents.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(
      const std::filesystem::path& where = std::filesystem::temp_directory_path()) {
    std::string pattern = (where / "urker-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

inline void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

/// What a folder holds, to see that nothing is left over.
inline std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

} // namespace urker::results
