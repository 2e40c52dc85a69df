#include "results/segment_file.hpp"

#include "base/error.hpp"
#include "results/result_reader.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace urker::results {
namespace {

using hdf5::Handle;

Column column_of(const StoredColumn& stored) {
  Column column;
  column.name = stored.name;
  column.long_name = stored.long_name;
  column.units = stored.units;
  if (stored.type == "integer") {
    column.type = ColumnType::integer;
    if (stored.units.starts_with("nanoseconds since ")) {
      column.type = ColumnType::instant;
      column.units.clear();
    }
  } else if (stored.type == "real") {
    column.type = ColumnType::real;
  } else if (stored.type != "text") {
    throw hdf5::Failure(fmt::format("column {} has a type that no segment has", stored.name));
  }
  return column;
}

Table schema_of(hid_t file, const std::string& name) {
  const TableReader reader(file, name);
  Table table;
  table.name = name;
  table.long_name = reader.long_name();
  table.key_columns = static_cast<std::int32_t>(reader.key_columns());
  table.rows = reader.rows();
  for (const auto& stored : reader.columns()) {
    table.columns.push_back(column_of(stored));
  }
  return table;
}

void read_texts(hid_t dataset, std::uint64_t first, std::uint64_t count, TextColumn& texts) {
  const Handle type(H5Dget_type(dataset), H5Tclose, "ask for a type");
  std::vector<char*> pointers(count, nullptr);
  read_block(dataset, type.get(), first, count, static_cast<void*>(pointers.data()));
  for (char* pointer : pointers) {
    texts.append(pointer != nullptr ? pointer : "");
    H5free_memory(pointer);
  }
}

void read_column(hid_t group, std::uint64_t first, std::uint64_t count, Column& column) {
  const Handle dataset = open_object(group, column.name);
  switch (column.type) {
  case ColumnType::text:
    read_texts(dataset.get(), first, count, column.texts);
    break;
  case ColumnType::real:
    column.reals.resize(count);
    read_block(dataset.get(), H5T_NATIVE_DOUBLE, first, count, column.reals.data());
    break;
  case ColumnType::integer:
  case ColumnType::instant:
    column.integers.resize(count);
    read_block(dataset.get(), H5T_NATIVE_INT64, first, count, column.integers.data());
    break;
  }
}

} // namespace

void write_segment(const std::filesystem::path& path, const TableSet& merged,
                   const std::string& start_utc) {
  TableFile file(path, start_utc, kSegment);
  for (const auto& [name, table] : merged.tables()) {
    if (table.rows > 0) {
      file.write_table(table);
    }
  }
  file.close();
}

template <class Action>
auto SegmentReader::guarded(const Action& action) const {
  try {
    return action();
  } catch (const hdf5::Failure& failure) {
    throw Error(Cause::invalid_input,
                fmt::format("{}: is damaged: {}", path_.string(), failure.what()));
  }
}

SegmentReader::SegmentReader(std::filesystem::path path)
    : path_(std::move(path)), file_(open_tables(path_, kSegment)) {
  guarded([this] {
    for (const auto& name : link_names(open_object(file_.get(), "/").get(), LinkOrder::bytewise)) {
      tables_.emplace(name, schema_of(file_.get(), name));
    }
  });
}

Table SegmentReader::read(const std::string& table, std::uint64_t first,
                          std::uint64_t count) const {
  const auto found = tables_.find(table);
  require(found != tables_.end() && first <= found->second.rows &&
              count <= found->second.rows - first,
          "rows are read that a segment does not have");
  return guarded([&] {
    Table rows = empty_like(found->second);
    const Handle group = open_object(file_.get(), table);
    for (Column& column : rows.columns) {
      read_column(group.get(), first, count, column);
    }
    rows.rows = count;
    return rows;
  });
}

} // namespace urker::results
