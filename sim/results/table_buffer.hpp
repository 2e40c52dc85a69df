#pragma once

#include "base/pack.hpp"
#include "base/table.hpp"
#include "results/table.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace urker::results {

/// How many rows each table has, by name; none where it is not named.
using RowCounts = std::map<std::string, std::uint64_t, std::less<>>;
[[nodiscard]] std::uint64_t count_of(const std::string& table, const RowCounts& counts);

/// The rows of one rank, in columns. The first visit of a table fixes its columns; a later row
/// with others is an internal error that names table and column. NaN has one bit pattern here.
class TableSet final : public RowSink {
 public:
  /// In bytewise order of their names.
  [[nodiscard]] const std::map<std::string, Table, std::less<>>& tables() const { return tables_; }
  /// Throws an internal error if there is no such table.
  [[nodiscard]] const Table& table(std::string_view name) const;
  /// The rows so far, in the order of their arrival, which are here no longer.
  [[nodiscard]] Table take_rows(std::string_view name);

  /// The same for all tables.
  [[nodiscard]] TableSet take_all();
  [[nodiscard]] RowCounts row_counts() const;
  /// A copy of the rows behind the first so many.
  [[nodiscard]] TableSet rows_behind(const RowCounts& first) const;
  /// A table that is not there yet.
  void add(Table table);
  /// The rows of another, behind those that are here.
  void take_in(TableSet&& other);
  /// About what the rows take.
  [[nodiscard]] std::uint64_t bytes() const;

  /// Sorts each table by its key: parts that are sorted merge in less time. Errors as of `merge`.
  void sort();

  /// For sending between the ranks of one run.
  [[nodiscard]] Bytes pack() const;
  [[nodiscard]] static TableSet unpack(const Bytes& bytes);

  /// All rows of all parts, each table sorted by its key: the same for any split of the rows over
  /// parts and any order within. Internal error, naming table and key, for a key that occurs twice
  /// or is NaN. Cost n log n; holds the rows twice while it works.
  [[nodiscard]] static TableSet merge(std::vector<TableSet> parts);
  /// The same from what `pack` gave on each rank.
  [[nodiscard]] static TableSet merge(const std::vector<Bytes>& packed_parts);

 protected:
  void declare_table(const TableInfo& info, const Columns& columns) override;
  void emit_row(const TableInfo& info, const Columns& columns) override;

 private:
  Table& declared(const TableInfo& info, const Columns& columns);
  std::map<std::string, Table, std::less<>> tables_;
};

} // namespace urker::results
