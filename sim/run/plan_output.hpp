#pragma once

#include "des/mpi.hpp"
#include "results/result_file.hpp"
#include "results/run_folder.hpp"
#include "results/table_buffer.hpp"
#include "results/text_file.hpp"

#include <mpi.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::run {

/// Takes rows one by one.
template <class Row>
using RowTaker = std::function<void(const Row&)>;

/// The two forms that a plan is written in, on rank 0. Each table comes from all ranks, rank after
/// rank, in the order of its key, and passes through: no rank holds it. All functions are
/// collective, and throw AgreedError{cannot_write} on all ranks or return on all. Nothing has its
/// final name until `publish` returns.

/// A file of results (HDF5). A row type has `kTable` and `columns`.
class ResultOutput {
 public:
  /// `request`: what was asked for, as a text that tells one plan from another.
  ResultOutput(const std::filesystem::path& file, bool replace, std::string_view request,
               const std::string& start_utc, MPI_Comm communicator);

  /// `produce(take)` gives this rank's rows to `take`; there are `most_rows` of them at most.
  template <class Row>
  void table(std::uint64_t most_rows, const std::function<void(const RowTaker<Row>&)>& produce) {
    results::TableSet rows;
    rows.declare<Row>();
    const auto name = Row::kTable.name;
    begin(rows.table(name), most_rows);
    des::relay<results::Table>(
        communicator_,
        [&](const auto& give) {
          std::size_t waiting = 0;
          produce([&](const Row& row) {
            rows.emit(row);
            if (++waiting == kBlockRows) {
              give(rows.take_rows(name));
              waiting = 0;
            }
          });
          if (waiting > 0) {
            give(rows.take_rows(name));
          }
        },
        [this](const results::Table& block) { file_->append_rows(block); });
    end();
  }
  /// Small tables in any order, of all ranks.
  void tables(const results::TableSet& rows);
  void publish(const results::Provenance& provenance);

 private:
  static constexpr std::size_t kBlockRows = 65536;
  void begin(const results::Table& schema, std::uint64_t most_rows);
  void end();

  MPI_Comm communicator_;
  std::optional<results::RunFolder> folder_; ///< on rank 0, as is the file
  std::optional<results::ResultFile> file_;
};

/// Files of text in a folder, which is made if it is not there. A row type has `kCsvName`,
/// `kCsvColumns` and `csv`.
class CsvOutput {
 public:
  /// `files`: names with the line that each begins with.
  CsvOutput(const std::filesystem::path& folder,
            const std::vector<std::pair<std::string, std::string>>& files, bool replace,
            MPI_Comm communicator);

  template <class Row>
  void table(std::uint64_t, const std::function<void(const RowTaker<Row>&)>& produce) {
    des::relay<std::string>(
        communicator_,
        [&](const auto& give) {
          std::string text;
          produce([&](const Row& row) {
            row.csv(text);
            text += '\n';
            if (text.size() >= kBlockBytes) {
              give(std::exchange(text, {}));
            }
          });
          if (!text.empty()) {
            give(std::move(text));
          }
        },
        [this](const std::string& text) { files_.at(Row::kCsvName).append(text); });
  }
  void publish();

 private:
  static constexpr std::size_t kBlockBytes = std::size_t{1} << 20;
  /// Goes again with this object if it was made for the files and nothing came of them.
  struct Folder {
    std::filesystem::path made; ///< empty: it was there
    ~Folder();
  };
  MPI_Comm communicator_;
  Folder folder_; ///< before the files: it goes after them
  std::map<std::string, results::TextFile, std::less<>> files_; ///< on rank 0
};

} // namespace urker::run
