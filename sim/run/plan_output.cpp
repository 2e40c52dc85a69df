#include "run/plan_output.hpp"

#include "base/error.hpp"
#include "results/run_folder.hpp"
#include "results/table_buffer.hpp"
#include "run/plan_rows.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <unistd.h>
#include <vector>

namespace urker::run {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, std::string_view reason) {
  throw Error(Cause::cannot_write, fmt::format("{}: {}", path.string(), reason));
}

/// A text file that gets its name when it is complete, and vanishes if it never is.
class PendingFile {
 public:
  PendingFile(const fs::path& folder, const std::string& name, bool replace)
      : path_(folder / name), part_(folder / fmt::format(".{}.{}.part", name, ::getpid())) {
    if (fs::is_directory(path_)) {
      refuse(path_, "is a folder");
    }
    if (!replace && fs::exists(path_)) {
      refuse(path_, "exists; --force replaces it");
    }
    file_ = std::fopen(part_.c_str(), "wbx");
    if (file_ == nullptr) {
      refuse(part_, std::strerror(errno));
    }
  }
  PendingFile(const PendingFile&) = delete;
  PendingFile& operator=(const PendingFile&) = delete;
  ~PendingFile() {
    if (file_ != nullptr) {
      std::fclose(file_);
    }
    std::error_code ignored;
    if (!named_) {
      fs::remove(part_, ignored);
    }
  }
  void write(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) {
      refuse(path_, std::strerror(errno));
    }
  }
  /// All bytes are on the disk.
  void complete() {
    if (std::fflush(file_) != 0 || ::fsync(::fileno(file_)) != 0 ||
        std::fclose(std::exchange(file_, nullptr)) != 0) {
      refuse(path_, std::strerror(errno));
    }
  }
  void give_name() {
    if (std::rename(part_.c_str(), path_.c_str()) != 0) {
      refuse(path_, std::strerror(errno));
    }
    named_ = true;
  }

 private:
  fs::path path_, part_;
  std::FILE* file_ = nullptr;
  bool named_ = false;
};

/// A folder that is removed again if it is new and nothing came of it.
class PendingFolder {
 public:
  explicit PendingFolder(const fs::path& path) : path_(path) {
    std::error_code error;
    made_ = fs::create_directory(path, error);
    if (error || !fs::is_directory(path)) {
      refuse(path, error ? error.message() : "is not a folder");
    }
  }
  PendingFolder(const PendingFolder&) = delete;
  PendingFolder& operator=(const PendingFolder&) = delete;
  ~PendingFolder() {
    std::error_code ignored;
    if (made_ && !kept_) {
      fs::remove(path_, ignored); // only if it is empty
    }
  }
  void keep() { kept_ = true; }

 private:
  fs::path path_;
  bool made_ = false;
  bool kept_ = false;
};

class CsvOutput final : public PlanOutput {
 public:
  CsvOutput(const fs::path& folder, bool with_pairs, bool list_pairs, bool replace)
      : folder_(folder), windows_(folder, "windows.csv", replace),
        eclipses_(folder, "eclipses.csv", replace) {
    windows_.write("sat,site,aos_s,los_s,aos_clipped,los_clipped,max_el_deg,t_max_el_s\n");
    eclipses_.write("sat,kind,enter_s,exit_s,enter_clipped,exit_clipped\n");
    if (with_pairs) {
      between_.emplace(folder, "isl.csv", replace);
      between_->write("pair,start_s,end_s,start_clipped,end_clipped\n");
    }
    if (list_pairs) {
      pairs_.emplace(folder, "pairs.csv", replace);
      pairs_->write("pair,sat_a,sat_b,range_max_km\n");
    }
  }

  void contact(const access::StationContact& c) override {
    windows_.write(fmt::format("{},{},{},{:.7f},{:.3f}\n", c.satellite, c.station, text(c.window),
                               c.greatest_elevation_rad / unit::deg.scale,
                               seconds_since_start(c.culmination)));
  }
  void shadow(std::uint32_t satellite, std::string_view kind,
              const access::Window& window) override {
    eclipses_.write(fmt::format("{},{},{}\n", satellite, kind, text(window)));
  }
  void pair(std::size_t number, const PlanPair& pair) override {
    if (pairs_) {
      pairs_->write(fmt::format("{},{},{},{}\n", number, pair.first, pair.second,
                                pair.range_limit_m / unit::km.scale));
    }
  }
  void between(std::size_t pair, const access::InterSatelliteContact& contact) override {
    between_->write(fmt::format("{},{}\n", pair, text(contact.window)));
  }
  void problem(std::uint32_t, const std::string&) override {}

  void publish(const results::Provenance&) override {
    std::vector<PendingFile*> files{&windows_, &eclipses_};
    for (auto* more : {&between_, &pairs_}) {
      if (*more) {
        files.push_back(&**more);
      }
    }
    for (auto* file : files) {
      file->complete();
    }
    for (auto* file : files) {
      file->give_name();
    }
    folder_.keep();
  }

 private:
  static std::string text(const access::Window& w) {
    return fmt::format("{:.6f},{:.6f},{:d},{:d}", seconds_since_start(w.begin),
                       seconds_since_start(w.end), w.begin_clipped, w.end_clipped);
  }

  PendingFolder folder_; ///< first: it goes after the files in it
  PendingFile windows_, eclipses_;
  std::optional<PendingFile> between_, pairs_;
};

class ResultOutput final : public PlanOutput {
 public:
  ResultOutput(const fs::path& file, const PlanInput& input, bool with_pairs,
               std::string_view request)
      : folder_(results::RunFolder::prepare(file, request)), problems_(input.satellites.size()),
        input_(input) {
    rows_.declare<PlanSatelliteRow>();
    rows_.declare<PlanSiteRow>();
    rows_.declare<PlanContactRow>();
    rows_.declare<PlanShadowRow>();
    if (with_pairs) {
      rows_.declare<PlanPairContactRow>();
    }
  }

  void contact(const access::StationContact& contact) override {
    rows_.emit(PlanContactRow{contact});
  }
  void shadow(std::uint32_t satellite, std::string_view kind,
              const access::Window& window) override {
    rows_.emit(PlanShadowRow{satellite, std::string(kind), window});
  }
  void pair(std::size_t, const PlanPair&) override {}
  void between(std::size_t pair, const access::InterSatelliteContact& contact) override {
    rows_.emit(PlanPairContactRow{static_cast<std::int64_t>(pair), contact});
  }
  void problem(std::uint32_t satellite, const std::string& reason) override {
    problems_[satellite] = reason;
  }
  void publish(const results::Provenance& provenance) override {
    for (std::size_t i = 0; i < input_.satellites.size(); ++i) {
      const auto& s = input_.satellites[i];
      rows_.emit(
          PlanSatelliteRow{static_cast<std::int64_t>(i), s.name, s.catalogue_number, problems_[i]});
    }
    for (std::size_t i = 0; i < input_.sites.size(); ++i) {
      rows_.emit(PlanSiteRow{static_cast<std::int64_t>(i), input_.sites[i]});
    }
    std::vector<results::TableSet> parts;
    parts.push_back(std::move(rows_));
    folder_.publish(results::TableSet::merge(std::move(parts)), provenance);
  }

 private:
  results::RunFolder folder_;
  results::TableSet rows_;
  std::vector<std::string> problems_;
  const PlanInput& input_;
};

} // namespace

std::unique_ptr<PlanOutput> make_csv_output(const fs::path& folder, bool with_pairs,
                                            bool list_pairs, bool replace) {
  return std::make_unique<CsvOutput>(folder, with_pairs, list_pairs, replace);
}

std::unique_ptr<PlanOutput> make_result_output(const fs::path& file, const PlanInput& input,
                                               bool with_pairs, bool replace,
                                               std::string_view request) {
  if (!replace && fs::exists(file)) {
    refuse(file, "exists; --force replaces it");
  }
  return std::make_unique<ResultOutput>(file, input, with_pairs, request);
}

} // namespace urker::run
