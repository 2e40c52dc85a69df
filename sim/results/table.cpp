#include "results/table.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace urker::results {

namespace {

[[noreturn]] void fail(const std::string& message) {
  throw Error(Cause::internal, message);
}

/// Names become paths in the file and variables in other people's programs.
bool is_snake_case(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
         std::all_of(name.begin(), name.end(), fits);
}

template <class Value>
int order_of(const Value& a, const Value& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

template <class Value>
void append_range(std::vector<Value>& to, const std::vector<Value>& from, std::size_t first,
                  std::size_t count) {
  if (!from.empty()) { // only the vector of the column's type is filled
    const auto begin = from.begin() + static_cast<std::ptrdiff_t>(first);
    to.insert(to.end(), begin, begin + static_cast<std::ptrdiff_t>(count));
  }
}

} // namespace

void check_schema(const Table& table) {
  if (!is_snake_case(table.name)) {
    fail(fmt::format("table name '{}' is not snake_case", table.name));
  }
  if (table.key_columns < 1 || table.columns.size() < static_cast<std::size_t>(table.key_columns)) {
    fail(fmt::format("table {}: {} key columns of {}", table.name, table.key_columns,
                     table.columns.size()));
  }
  for (auto column = table.columns.begin(); column != table.columns.end(); ++column) {
    if (!is_snake_case(column->name) || column->name == "row") { // `row` is the dimension
      fail(fmt::format("table {}: column name '{}' is not allowed", table.name, column->name));
    }
    const bool repeated = std::any_of(table.columns.begin(), column,
                                      [&](const Column& c) { return c.name == column->name; });
    if (repeated) {
      fail(fmt::format("table {}: column {} occurs twice", table.name, column->name));
    }
  }
}

void check_same_schema(const Table& left, const Table& right) {
  const auto same = [](const Column& a, const Column& b) {
    return a.name == b.name && a.type == b.type && a.units == b.units && a.long_name == b.long_name;
  };
  if (left.key_columns != right.key_columns || left.long_name != right.long_name) {
    fail(fmt::format("table {} is declared in two ways", left.name));
  }
  const auto [a, b] = std::mismatch(left.columns.begin(), left.columns.end(), right.columns.begin(),
                                    right.columns.end(), same);
  if (a != left.columns.end() || b != right.columns.end()) {
    fail(fmt::format("table {} is declared in two ways; they differ at column {}", left.name,
                     a != left.columns.end() ? a->name : b->name));
  }
}

Table empty_like(const Table& table) {
  Table empty;
  empty.name = table.name;
  empty.long_name = table.long_name;
  empty.key_columns = table.key_columns;
  for (const Column& column : table.columns) {
    empty.columns.push_back({column.name, column.long_name, column.units, column.type, {}, {}, {}});
  }
  return empty;
}

void append_rows(Table& table, const Table& from, std::size_t first, std::size_t count) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    Column& to = table.columns[i];
    to.texts.append_range(from.columns[i].texts, first, count);
    append_range(to.reals, from.columns[i].reals, first, count);
    append_range(to.integers, from.columns[i].integers, first, count);
  }
  table.rows += count;
}

std::string key_text(const Table& table, std::size_t row) {
  std::string text;
  for (std::int32_t k = 0; k < table.key_columns; ++k) {
    const Column& column = table.columns[static_cast<std::size_t>(k)];
    text += (k == 0 ? "" : ", ") + column.name + " = ";
    switch (column.type) {
    case ColumnType::text:
      text += column.texts.at(row);
      break;
    case ColumnType::real:
      text += fmt::format("{}", column.reals[row]);
      break;
    case ColumnType::integer:
      text += fmt::format("{}", column.integers[row]);
      break;
    case ColumnType::instant:
      text += fmt::format("{} ns", column.integers[row]);
      break;
    }
  }
  return text;
}

int compare_keys(const Table& a, std::size_t i, const Table& b, std::size_t j) {
  for (std::size_t k = 0; k < static_cast<std::size_t>(a.key_columns); ++k) {
    const Column& left = a.columns[k];
    const Column& right = b.columns[k];
    int order = 0;
    switch (left.type) {
    case ColumnType::text:
      order = order_of(left.texts.at(i), right.texts.at(j));
      break;
    case ColumnType::real:
      order = order_of(left.reals[i], right.reals[j]);
      break;
    case ColumnType::integer:
    case ColumnType::instant:
      order = order_of(left.integers[i], right.integers[j]);
      break;
    }
    if (order != 0) {
      return order;
    }
  }
  return 0;
}

} // namespace urker::results
