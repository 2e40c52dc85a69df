#pragma once

#include "results/hdf5_handle.hpp"
#include "time/epoch.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Private to this folder.
namespace urker::results {

/// A column of a table in a file, as its attributes describe it.
struct StoredColumn {
  std::string name;
  std::string type;  ///< "text", "real", "integer", "instant"
  std::string units; ///< as stored
  std::string long_name;
};

/// Reads a table of a result for people: its description, and values as text. Everything throws
/// hdf5::Failure where the table does not hold together.
class TableReader {
 public:
  TableReader(hid_t file, const std::string& path);
  /// Whether the group at `path` is a table: it has the dimension `row`.
  [[nodiscard]] static bool is_table(hid_t file, const std::string& path);

  [[nodiscard]] std::uint64_t rows() const { return rows_; }
  [[nodiscard]] const std::string& long_name() const { return long_name_; }
  [[nodiscard]] std::int64_t key_columns() const { return key_columns_; }
  [[nodiscard]] const std::vector<StoredColumn>& columns() const { return columns_; }
  /// Texts of the first `count` rows, or of all if there are fewer. Instants as ISO 8601 UTC,
  /// empty where nothing happened. Control characters become `?`.
  [[nodiscard]] std::vector<std::string> cells(const StoredColumn& column,
                                               std::uint64_t count) const;

 private:
  [[nodiscard]] std::string instant_text(double seconds, const std::optional<Epoch>& epoch) const;
  hdf5::Handle group_;
  std::uint64_t rows_ = 0;
  std::string long_name_;
  std::int64_t key_columns_ = 0;
  std::vector<StoredColumn> columns_;
};

/// Text that does nothing to a terminal.
[[nodiscard]] std::string printable(std::string text);

} // namespace urker::results
