#pragma once

#include "base/pack.hpp"
#include "base/table.hpp"

#include <map>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace urker::test {

using Cell = std::variant<std::string, double, std::int64_t>;

/// One row as a map from column to value; instants are nanoseconds.
struct LoggedRow {
  std::string table;
  std::map<std::string, Cell> cells;

  void pack(Writer& writer) const {
    writer(table);
    for (const auto& [column, cell] : cells) {
      std::visit([&, &name = column](const auto& value) { writer(name, value); }, cell);
    }
  }

  [[nodiscard]] const std::string& text(const std::string& column) const {
    return std::get<std::string>(cells.at(column));
  }
  [[nodiscard]] double real(const std::string& column) const {
    return std::get<double>(cells.at(column));
  }
  [[nodiscard]] std::int64_t integer(const std::string& column) const {
    return std::get<std::int64_t>(cells.at(column));
  }
};

/// Keeps rows in memory.
class RowLog : public RowSink {
 public:
  [[nodiscard]] std::vector<LoggedRow> of(const std::string& table) const {
    std::vector<LoggedRow> result;
    for (const auto& row : rows_) {
      if (row.table == table) {
        result.push_back(row);
      }
    }
    return result;
  }
  [[nodiscard]] const std::vector<LoggedRow>& all() const { return rows_; }
  /// Value of a metric; throws if there is none.
  [[nodiscard]] double metric(const std::string& name) const {
    for (const auto& row : of("metrics")) {
      if (row.text("metric") == name) {
        return row.real("value");
      }
    }
    throw std::out_of_range("no metric " + name);
  }

 protected:
  void declare_table(const TableInfo&, const Columns&) override {}
  void emit_row(const TableInfo& table, const Columns& columns) override {
    Collector collector;
    columns(collector);
    rows_.push_back({std::string(table.name), collector.cells});
  }

 private:
  struct Collector : ColumnVisitor {
    std::map<std::string, Cell> cells;
    void text(std::string_view name, std::string_view value, std::string_view) override {
      cells.emplace(name, std::string(value));
    }
    void real(std::string_view name, double value, std::string_view, std::string_view) override {
      cells.emplace(name, value);
    }
    void integer(std::string_view name, std::int64_t value, std::string_view,
                 std::string_view) override {
      cells.emplace(name, value);
    }
    void instant(std::string_view name, std::int64_t value, std::string_view) override {
      cells.emplace(name, value);
    }
  };
  std::vector<LoggedRow> rows_;
};

} // namespace urker::test
