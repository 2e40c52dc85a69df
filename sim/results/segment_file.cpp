#include "results/segment_file.hpp"

#include "base/error.hpp"
#include "results/hdf5_objects.hpp"
#include "results/result_reader.hpp"
#include "results/text_heap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace urker::results {
namespace {

using hdf5::check;
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

using hdf5::TextPlace;

/// Where the texts of the rows [first, first + count) are: chunks of a segment are plain.
std::vector<TextPlace> places_of(hid_t dataset, std::uint64_t first, std::uint64_t count) {
  const Handle creation(H5Dget_create_plist(dataset), H5Pclose, "ask for chunks");
  hsize_t chunk_rows = 0;
  check(H5Pget_chunk(creation.get(), 1, &chunk_rows), "ask for chunks");
  std::vector<TextPlace> chunk(chunk_rows);
  std::vector<TextPlace> places;
  places.reserve(count);
  for (hsize_t start = first / chunk_rows * chunk_rows; start < first + count;
       start += chunk_rows) {
    hsize_t bytes = 0;
    check(H5Dget_chunk_storage_size(dataset, &start, &bytes), "ask for a chunk");
    if (bytes != chunk_rows * sizeof(TextPlace)) {
      throw hdf5::Failure("a chunk of texts has another size than its rows");
    }
    std::uint32_t left_out = 0;
    check(H5Dread_chunk(dataset, H5P_DEFAULT, &start, &left_out, chunk.data()), "read a chunk");
    const auto begin = static_cast<std::ptrdiff_t>(std::max<hsize_t>(first, start) - start);
    const auto end =
        static_cast<std::ptrdiff_t>(std::min<hsize_t>(first + count, start + chunk_rows) - start);
    places.insert(places.end(), chunk.begin() + begin, chunk.begin() + end);
  }
  return places;
}

/// The texts of some rows, one by one.
std::vector<std::string> texts_of(hid_t dataset, const std::vector<hsize_t>& rows) {
  const Handle type(H5Dget_type(dataset), H5Tclose, "ask for a type");
  const Handle file_space(H5Dget_space(dataset), H5Sclose, "ask for a shape");
  check(H5Sselect_elements(file_space.get(), H5S_SELECT_SET, rows.size(), rows.data()),
        "choose rows");
  const Handle memory_space = hdf5::row_space(rows.size());
  std::vector<char*> pointers(rows.size(), nullptr);
  check(H5Dread(dataset, type.get(), memory_space.get(), file_space.get(), H5P_DEFAULT,
                static_cast<void*>(pointers.data())),
        "read texts");
  std::vector<std::string> texts;
  for (char* pointer : pointers) {
    texts.emplace_back(pointer != nullptr ? pointer : "");
    H5free_memory(pointer);
  }
  return texts;
}

/// Each text is read once, however many rows have it.
void read_texts(hid_t dataset, std::uint64_t first, std::uint64_t count, TextColumn& texts) {
  struct Hash {
    std::size_t operator()(const TextPlace& place) const {
      return std::hash<std::string_view>{}(
          {reinterpret_cast<const char*>(place.data()), place.size()});
    }
  };
  std::unordered_map<TextPlace, std::uint32_t, Hash> known;
  std::vector<hsize_t> rows; // the first of each text
  std::vector<std::uint32_t> codes;
  codes.reserve(count);
  std::optional<TextPlace> last;
  for (const TextPlace& place : places_of(dataset, first, count)) {
    if (last == place) {
      codes.push_back(codes.back());
      continue;
    }
    const auto [found, fresh] = known.emplace(place, static_cast<std::uint32_t>(rows.size()));
    if (fresh) {
      rows.push_back(first + codes.size());
    }
    codes.push_back(found->second);
    last = place;
  }
  if (!rows.empty()) {
    texts.append_coded(texts_of(dataset, rows), codes);
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
