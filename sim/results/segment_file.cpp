#include "results/segment_file.hpp"

#include "base/error.hpp"
#include "results/hdf5_objects.hpp"
#include "results/result_reader.hpp"
#include "time/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace urker::results {
namespace {

using hdf5::check;
using hdf5::Handle;
using hdf5::put;

constexpr std::string_view kTexts = ".texts"; ///< no column's name has a dot
constexpr std::string_view kInstantUnits = "nanoseconds since ";

using Code = std::uint32_t; ///< of a text, as TextColumn has it

std::string words_path(const std::string& table, const std::string& column) {
  return fmt::format("{}/{}{}", table, column, kTexts);
}

/// In one piece, so that values go from memory to the disk as they are.
Handle write_dataset(hid_t group, const std::string& name, hid_t type, std::uint64_t count,
                     const void* values) {
  const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "set up a column");
  check(H5Pset_obj_track_times(creation.get(), false), "set up a column");
  const Handle space = hdf5::row_space(count);
  Handle dataset(
      H5Dcreate2(group, name.c_str(), type, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT),
      H5Dclose, "make a column");
  check(H5Dwrite(dataset.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), "write a column");
  return dataset;
}

void write_words(hid_t group, const std::string& name, const std::vector<std::string>& words) {
  std::vector<const char*> pointers;
  for (const std::string& word : words) {
    pointers.push_back(word.c_str());
  }
  write_dataset(group, name, hdf5::text_type().get(), words.size(), pointers.data());
}

std::vector<std::string> read_words(hid_t file, const std::string& path) {
  const Handle dataset = open_object(file, path);
  const Handle type = hdf5::text_type();
  std::vector<char*> pointers(checked_length(dataset.get()), nullptr);
  read_block(dataset.get(), type.get(), 0, pointers.size(), static_cast<void*>(pointers.data()));
  std::vector<std::string> words;
  for (char* pointer : pointers) {
    words.emplace_back(pointer != nullptr ? pointer : "");
    H5free_memory(pointer);
  }
  return words;
}

/// With the texts that occur, where a segment has few of a run's.
Handle write_texts(hid_t group, const std::string& name, const TextColumn& texts,
                   std::uint64_t first) {
  const std::uint64_t count = texts.size() - first;
  if (count < texts.words().size()) {
    TextColumn few;
    few.append_range(texts, first, count);
    return write_texts(group, name, few, 0);
  }
  write_words(group, name + std::string(kTexts), texts.words());
  return write_dataset(group, name, H5T_NATIVE_UINT32, count, texts.codes().data() + first);
}

/// The values behind the first so many.
Handle write_values(hid_t group, const Column& column, std::uint64_t first) {
  const auto write = [&](hid_t type, const auto& values) {
    return write_dataset(group, column.name, type, values.size() - first, values.data() + first);
  };
  switch (column.type) {
  case ColumnType::text:
    return write_texts(group, column.name, column.texts, first);
  case ColumnType::real:
    return write(H5T_NATIVE_DOUBLE, column.reals);
  case ColumnType::integer:
  case ColumnType::instant:
    break;
  }
  return write(H5T_NATIVE_INT64, column.integers);
}

void write_column(hid_t group, const Column& column, std::uint64_t first,
                  const std::string& start_utc) {
  const Handle dataset = write_values(group, column, first);
  put(dataset.get(), "long_name", column.long_name);
  if (column.type == ColumnType::instant) {
    put(dataset.get(), "units", std::string(kInstantUnits) + start_utc);
    put(dataset.get(), "calendar", "standard");
    put(dataset.get(), "_FillValue", std::int64_t{kNotYet.time_since_epoch().count()});
  } else if (column.type != ColumnType::text) {
    put(dataset.get(), "units", column.units);
  }
}

void write_table(hid_t file, const Table& table, std::uint64_t first,
                 const std::string& start_utc) {
  const Handle group = hdf5::make_group(file, table.name);
  put(group.get(), "long_name", table.long_name);
  put(group.get(), "key_columns", std::int64_t{table.key_columns});
  for (const Column& column : table.columns) {
    write_column(group.get(), column, first, start_utc);
  }
}

Column describe(hid_t dataset, const std::string& name) {
  Column column;
  column.name = name;
  column.long_name = text_attribute(dataset, "long_name").value_or("");
  column.units = text_attribute(dataset, "units").value_or("");
  const Handle type(H5Dget_type(dataset), H5Tclose, "ask for a type");
  if (H5Tget_class(type.get()) == H5T_FLOAT) {
    column.type = ColumnType::real;
  } else if (H5Tget_size(type.get()) == sizeof(Code)) {
    column.type = ColumnType::text;
  } else if (column.units.starts_with(kInstantUnits)) {
    column.type = ColumnType::instant;
    column.units.clear();
  } else {
    column.type = ColumnType::integer;
  }
  return column;
}

Table schema_of(hid_t file, const std::string& name) {
  const Handle group = open_object(file, name);
  Table table;
  table.name = name;
  table.long_name = text_attribute(group.get(), "long_name").value_or("");
  table.key_columns =
      static_cast<std::int32_t>(integer_attribute(group.get(), "key_columns").value_or(0));
  for (const auto& link : link_names(group.get(), LinkOrder::as_written)) {
    if (link.ends_with(kTexts)) {
      continue;
    }
    const Handle dataset = open_object(group.get(), link);
    const std::uint64_t rows = checked_length(dataset.get());
    if (!table.columns.empty() && rows != table.rows) {
      throw hdf5::Failure(
          fmt::format("{}/{} has {} values in {} rows", name, link, rows, table.rows));
    }
    table.rows = rows;
    table.columns.push_back(describe(dataset.get(), link));
  }
  return table;
}

/// The next values of a column, as memory has them.
template <class Value>
std::vector<Value> read_values(hid_t dataset, hid_t type, std::uint64_t first,
                               std::uint64_t count) {
  std::vector<Value> values(count);
  read_block(dataset, type, first, count, values.data());
  return values;
}

} // namespace

void write_segment(const std::filesystem::path& path, const TableSet& rows,
                   const std::string& start_utc, const RowCounts& first) {
  OutputFile file(path, start_utc, kSegment);
  file.guarded([&] {
    for (const auto& [name, table] : rows.tables()) {
      const std::uint64_t begin = count_of(name, first);
      if (table.rows > begin) {
        write_table(file.get(), table, begin, start_utc);
      }
    }
  });
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
      const Table& table = tables_.emplace(name, schema_of(file_.get(), name)).first->second;
      for (const Column& column : table.columns) {
        if (column.type == ColumnType::text) {
          const auto words = words_path(name, column.name);
          words_.emplace(words, read_words(file_.get(), words));
        }
      }
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
      const Handle dataset = open_object(group.get(), column.name);
      if (column.type == ColumnType::text) {
        const auto codes = read_values<Code>(dataset.get(), H5T_NATIVE_UINT32, first, count);
        const auto& words = words_.at(words_path(table, column.name));
        if (std::any_of(codes.begin(), codes.end(),
                        [&words](Code code) { return code >= words.size(); })) {
          throw hdf5::Failure(
              fmt::format("{}/{} has texts that are not there", table, column.name));
        }
        column.texts.append_coded(words, codes);
      } else if (column.type == ColumnType::real) {
        column.reals = read_values<double>(dataset.get(), H5T_NATIVE_DOUBLE, first, count);
      } else {
        column.integers = read_values<std::int64_t>(dataset.get(), H5T_NATIVE_INT64, first, count);
      }
    }
    rows.rows = count;
    return rows;
  });
}

TableSet SegmentReader::read_all() const {
  TableSet set;
  for (const auto& [name, table] : tables_) {
    set.add(read(name, 0, table.rows));
  }
  return set;
}

} // namespace urker::results
