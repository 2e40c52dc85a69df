#pragma once

#include "results/text_column.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace urker::results {

enum class ColumnType : std::uint8_t { text, real, integer, instant };

/// One column with its values; only the vector of its type is filled.
struct Column {
  std::string name;
  std::string long_name;
  std::string units; ///< UDUNITS; empty for texts and instants
  ColumnType type = ColumnType::text;
  TextColumn texts;
  std::vector<double> reals;
  std::vector<std::int64_t> integers; ///< integers; for instants nanoseconds since the start

  template <class Packer>
  void pack(Packer& packer) {
    packer(name, long_name, units, type, texts, reals, integers);
  }
};

struct Table {
  std::string name;
  std::string long_name;
  std::int32_t key_columns = 1;
  std::uint64_t rows = 0;
  std::vector<Column> columns;

  template <class Packer>
  void pack(Packer& packer) {
    packer(name, long_name, key_columns, rows, columns);
  }
};

/// An internal error that names the table unless it has names that fit a file, and a key.
void check_schema(const Table& table);
/// An internal error that names the table, and the column where they differ.
void check_same_schema(const Table& left, const Table& right);

/// The same columns without rows.
[[nodiscard]] Table empty_like(const Table& table);
/// The rows [first, first + count) of `from`, which has the same columns, behind those of `table`.
void append_rows(Table& table, const Table& from, std::size_t first, std::size_t count);

/// "satellite = imece, number = 7", for messages.
[[nodiscard]] std::string key_text(const Table& table, std::size_t row);
/// Negative, zero or positive as the key of row i of a is before, equal to or behind that of row j
/// of b, a table of the same columns.
[[nodiscard]] int compare_keys(const Table& a, std::size_t i, const Table& b, std::size_t j);

} // namespace urker::results
