#include "results/table_buffer.hpp"

#include "base/error.hpp"
#include "results/row_order.hpp"
#include "time/time.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

namespace urker::results {

namespace {

[[noreturn]] void fail(const std::string& message) {
  throw Error(Cause::internal, message);
}

/// Visits a row for its columns only.
class SchemaReader final : public ColumnVisitor {
 public:
  void text(std::string_view name, std::string_view, std::string_view long_name) override {
    add(name, ColumnType::text, "", long_name);
  }
  void real(std::string_view name, double, std::string_view units,
            std::string_view long_name) override {
    add(name, ColumnType::real, units, long_name);
  }
  void integer(std::string_view name, std::int64_t, std::string_view units,
               std::string_view long_name) override {
    add(name, ColumnType::integer, units, long_name);
  }
  void instant(std::string_view name, std::int64_t, std::string_view long_name) override {
    add(name, ColumnType::instant, "", long_name);
  }
  std::vector<Column> columns;

 private:
  void add(std::string_view name, ColumnType type, std::string_view units,
           std::string_view long_name) {
    Column column;
    column.name = name;
    column.type = type;
    column.units = units;
    column.long_name = long_name;
    columns.push_back(std::move(column));
  }
};

/// Appends the values of one row and checks each column against the table's.
class RowAppender final : public ColumnVisitor {
 public:
  explicit RowAppender(Table& table) : table_(table) {}

  void text(std::string_view name, std::string_view value, std::string_view) override {
    next(name, ColumnType::text, "").texts.append(value);
  }
  void real(std::string_view name, double value, std::string_view units,
            std::string_view) override {
    next(name, ColumnType::real, units)
        .reals.push_back(std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value);
  }
  void integer(std::string_view name, std::int64_t value, std::string_view units,
               std::string_view) override {
    next(name, ColumnType::integer, units).integers.push_back(value);
  }
  void instant(std::string_view name, std::int64_t nanoseconds, std::string_view) override {
    if (nanoseconds == kNever.time_since_epoch().count()) {
      fail(fmt::format("table {}, column {}: the end of time is no instant to report", table_.name,
                       name));
    }
    next(name, ColumnType::instant, "").integers.push_back(nanoseconds);
  }
  void finish() {
    if (position_ != table_.columns.size()) {
      fail(fmt::format("table {}: a row ends before column {}", table_.name,
                       table_.columns[position_].name));
    }
    ++table_.rows;
  }

 private:
  Column& next(std::string_view name, ColumnType type, std::string_view units) {
    if (position_ == table_.columns.size()) {
      fail(fmt::format("table {}: a row has the column {} beyond the table's last", table_.name,
                       name));
    }
    Column& column = table_.columns[position_++];
    if (column.name != name || column.type != type || column.units != units) {
      fail(fmt::format("table {}: a row has the column {} where the table has {}, or its type or "
                       "units differ",
                       table_.name, name, column.name));
    }
    return column;
  }
  Table& table_;
  std::size_t position_ = 0;
};

template <class Value>
void reorder(std::vector<Value>& values, const std::vector<std::uint32_t>& order) {
  if (values.empty()) {
    return;
  }
  std::vector<Value> sorted;
  sorted.reserve(values.size());
  for (const auto row : order) {
    sorted.push_back(values[row]);
  }
  values = std::move(sorted);
}

void sort_by_key(Table& table) {
  const auto order = order_by_key(table);
  for (Column& column : table.columns) {
    if (column.type == ColumnType::text) {
      column.texts.reorder(order);
    }
    reorder(column.reals, order);
    reorder(column.integers, order);
  }
}

/// Each column must have the table's number of values, or reading it would go astray.
void check_values(const Table& table) {
  for (const Column& column : table.columns) {
    const std::size_t values = column.type == ColumnType::text   ? column.texts.size()
                               : column.type == ColumnType::real ? column.reals.size()
                                                                 : column.integers.size();
    if (values != table.rows) {
      fail(fmt::format("table {}, column {}: {} values in {} rows", table.name, column.name, values,
                       table.rows));
    }
  }
}

} // namespace

std::uint64_t count_of(const std::string& table, const RowCounts& counts) {
  const auto found = counts.find(table);
  return found == counts.end() ? 0 : found->second;
}

const Table& TableSet::table(std::string_view name) const {
  const auto found = tables_.find(name);
  if (found == tables_.end()) {
    fail(fmt::format("there is no table {}", name));
  }
  return found->second;
}

Table TableSet::take_rows(std::string_view name) {
  const auto found = tables_.find(name);
  require(found != tables_.end(), "rows are taken from a table that is not there");
  Table empty = empty_like(found->second);
  return std::exchange(found->second, std::move(empty));
}

TableSet TableSet::take_all() {
  TableSet taken;
  for (auto& [name, table] : tables_) {
    Table empty = empty_like(table);
    taken.tables_.emplace(name, std::exchange(table, std::move(empty)));
  }
  return taken;
}

RowCounts TableSet::row_counts() const {
  RowCounts counts;
  for (const auto& [name, table] : tables_) {
    counts.emplace(name, table.rows);
  }
  return counts;
}

TableSet TableSet::rows_behind(const RowCounts& first) const {
  TableSet behind;
  for (const auto& [name, table] : tables_) {
    const std::uint64_t begin = count_of(name, first);
    Table rows = empty_like(table);
    append_rows(rows, table, begin, table.rows - begin);
    behind.tables_.emplace(name, std::move(rows));
  }
  return behind;
}

void TableSet::add(Table table) {
  check_schema(table);
  check_values(table);
  std::string name = table.name;
  require(tables_.emplace(std::move(name), std::move(table)).second, "a table comes twice");
}

std::uint64_t TableSet::bytes() const {
  std::uint64_t bytes = 0;
  for (const auto& [name, table] : tables_) {
    for (const Column& column : table.columns) {
      bytes += table.rows *
               (column.type == ColumnType::text ? sizeof(std::uint32_t) : sizeof(std::int64_t));
    }
  }
  return bytes;
}

Table& TableSet::declared(const TableInfo& info, const Columns& columns) {
  if (const auto found = tables_.find(info.name); found != tables_.end()) {
    return found->second;
  }
  SchemaReader schema;
  columns(schema);
  Table table;
  table.name = info.name;
  table.long_name = info.long_name;
  table.key_columns = info.key_columns;
  table.columns = std::move(schema.columns);
  check_schema(table);
  return tables_.emplace(table.name, std::move(table)).first->second;
}

void TableSet::declare_table(const TableInfo& info, const Columns& columns) {
  const Table& table = declared(info, columns);
  TableSet again;
  check_same_schema(table, again.declared(info, columns));
}

void TableSet::emit_row(const TableInfo& info, const Columns& columns) {
  RowAppender row(declared(info, columns));
  columns(row);
  row.finish();
}

Bytes TableSet::pack() const {
  Writer writer; // as a vector of tables, without copying them into one
  writer(static_cast<std::uint64_t>(tables_.size()));
  for (const auto& [name, table] : tables_) {
    writer(table);
  }
  return writer.take();
}

TableSet TableSet::unpack(const Bytes& bytes) {
  TableSet set;
  for (auto& table : urker::unpack<std::vector<Table>>(bytes)) {
    set.add(std::move(table));
  }
  return set;
}

void TableSet::sort() {
  for (auto& [name, table] : tables_) {
    sort_by_key(table);
  }
}

void TableSet::take_in(TableSet&& other) {
  for (auto& [name, table] : other.tables_) {
    const auto [own, fresh] = tables_.try_emplace(name, std::move(table));
    if (!fresh) {
      check_same_schema(own->second, table);
      if (own->second.rows == 0) {
        own->second = std::move(table);
      } else {
        append_rows(own->second, table, 0, table.rows);
      }
    }
  }
  other.tables_.clear();
}

TableSet TableSet::merge(std::vector<TableSet> parts) {
  TableSet merged;
  for (auto& part : parts) {
    merged.take_in(std::move(part));
  }
  merged.sort();
  return merged;
}

TableSet TableSet::merge(const std::vector<Bytes>& packed_parts) {
  std::vector<TableSet> parts;
  parts.reserve(packed_parts.size());
  for (const auto& bytes : packed_parts) {
    parts.push_back(unpack(bytes));
  }
  return merge(std::move(parts));
}

} // namespace urker::results
