#include "run/plan_output.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <utility>

namespace urker::run {

namespace fs = std::filesystem;

ResultOutput::ResultOutput(const fs::path& file, bool replace, std::string_view request,
                           const std::string& start_utc, MPI_Comm communicator)
    : communicator_(communicator) {
  des::all_or_none(communicator, [&] {
    if (des::rank_in(communicator) != 0) {
      return;
    }
    if (!replace && fs::exists(file)) {
      throw Error(Cause::cannot_write,
                  fmt::format("{} exists; --force replaces it", file.string()));
    }
    folder_.emplace(results::RunFolder::prepare(file, request, replace));
    file_.emplace(folder_->place(), start_utc);
  });
}

void ResultOutput::begin(const results::Table& schema, std::uint64_t most_rows) {
  const std::uint64_t most_of_all = des::sum_of_all(communicator_, most_rows);
  des::all_or_none(communicator_, [&] {
    if (file_) {
      file_->begin_table(schema, most_of_all);
    }
  });
}

void ResultOutput::end() {
  des::all_or_none(communicator_, [&] {
    if (file_) {
      file_->end_table();
    }
  });
}

void ResultOutput::tables(const results::TableSet& rows) {
  const auto parts = des::gather_bytes(communicator_, rows.pack());
  des::all_or_none(communicator_, [&] {
    if (file_) {
      const auto merged = results::TableSet::merge(parts);
      for (const auto& [name, table] : merged.tables()) {
        file_->write_table(table);
      }
    }
  });
}

void ResultOutput::publish(const results::Provenance& provenance) {
  des::all_or_none(communicator_, [&] {
    if (file_) {
      file_->close(provenance);
      folder_->publish_written();
    }
  });
}

CsvOutput::CsvOutput(const fs::path& folder,
                     const std::vector<std::pair<std::string, std::string>>& files, bool replace,
                     MPI_Comm communicator)
    : communicator_(communicator) {
  des::all_or_none(communicator, [&] {
    if (des::rank_in(communicator) != 0) {
      return;
    }
    std::error_code error;
    folder_.made = fs::create_directory(folder, error) ? folder : fs::path();
    if (error || !fs::is_directory(folder)) {
      throw Error(Cause::cannot_write, fmt::format("{}: {}", folder.string(),
                                                   error ? error.message() : "is not a folder"));
    }
    for (const auto& [name, columns] : files) {
      auto& file = files_.try_emplace(name, folder / name, replace).first->second;
      file.append(columns + "\n");
    }
  });
}

CsvOutput::Folder::~Folder() {
  std::error_code ignored;
  if (!made.empty()) {
    fs::remove(made, ignored); // only if it is empty
  }
}

void CsvOutput::publish() {
  des::all_or_none(communicator_, [&] {
    for (auto& [name, file] : files_) {
      file.publish();
    }
  });
}

} // namespace urker::run
