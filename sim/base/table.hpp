#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace urker {

/// A result table. Rows are merged from all ranks and sorted by their first `key_columns` columns,
/// which together must be unique: then a table is the same for every number of ranks.
struct TableInfo {
  std::string_view name;      ///< snake_case, the HDF5 group
  std::string_view long_name; ///< what one row is
  int key_columns = 1;
};

/// Receives the columns of one row, always in the same order.
class ColumnVisitor {
 public:
  virtual ~ColumnVisitor() = default;
  virtual void text(std::string_view name, std::string_view value, std::string_view long_name) = 0;
  /// `units` in UDUNITS spelling ("1" for a pure number).
  virtual void real(std::string_view name, double value, std::string_view units,
                    std::string_view long_name) = 0;
  virtual void integer(std::string_view name, std::int64_t value, std::string_view units,
                       std::string_view long_name) = 0;
  /// Nanoseconds TAI since the scenario's start; stored as seconds with CF units. The least
  /// int64 means "never" and is stored as NaN.
  virtual void instant(std::string_view name, std::int64_t nanoseconds,
                       std::string_view long_name) = 0;
};

/// Takes rows. A row is a plain struct with `static constexpr TableInfo kTable` and
/// `void columns(ColumnVisitor&) const`.
class RowSink {
 public:
  virtual ~RowSink() = default;
  /// Makes the table exist even if it gets no row. To be called on every rank.
  template <class Row>
  void declare() {
    declare_table(Row::kTable, [](ColumnVisitor& v) { Row{}.columns(v); });
  }
  template <class Row>
  void emit(const Row& row) {
    emit_row(Row::kTable, [&row](ColumnVisitor& v) { row.columns(v); });
  }

 protected:
  using Columns = std::function<void(ColumnVisitor&)>;
  virtual void declare_table(const TableInfo& table, const Columns& columns) = 0;
  virtual void emit_row(const TableInfo& table, const Columns& columns) = 0;
};

} // namespace urker
