#include "results/writer.hpp"

#include "base/error.hpp"
#include "results/hdf5_handle.hpp"
#include "results/posix_file.hpp"
#include "results/sha256.hpp"
#include "time/time.hpp"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <limits>

namespace urker::results {

namespace {

using hdf5::check;
using hdf5::Handle;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
/// Half a mebibyte of numbers: fits HDF5's chunk cache, compresses well.
constexpr std::size_t kChunkRows = 65536;
/// Below this a compressed chunk saves less than its bookkeeping takes.
constexpr std::size_t kCompressedRows = 512;

Handle scalar_space() {
  return {H5Screate(H5S_SCALAR), H5Sclose, "make a scalar"};
}

Handle row_space(std::size_t rows) {
  const hsize_t size = rows;
  return {H5Screate_simple(1, &size, nullptr), H5Sclose, "make a row dimension"};
}

void put_attribute(hid_t object, const char* name, hid_t type, hid_t memory_type,
                   const void* value) {
  const Handle space = scalar_space();
  const Handle attribute(H5Acreate2(object, name, type, space.get(), H5P_DEFAULT, H5P_DEFAULT),
                         H5Aclose, name);
  check(H5Awrite(attribute.get(), memory_type, value), name);
}

/// Bytes that are no text (a host or command line may hold any) become question marks.
std::string readable(std::string_view bytes) {
  std::string text(bytes);
  if (!is_text(text)) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == 0 || (c & 0x80) != 0; }, '?');
  }
  return text;
}

void put(hid_t object, const char* name, std::string_view value) {
  const std::string text = readable(value);
  const char* pointer = text.c_str();
  const Handle type = hdf5::text_type();
  put_attribute(object, name, type.get(), type.get(), &pointer);
}

void put(hid_t object, const char* name, double value) {
  put_attribute(object, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value);
}

void put(hid_t object, const char* name, std::int64_t value) {
  put_attribute(object, name, H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}

void put(hid_t object, const char* name, std::uint64_t value) {
  put_attribute(object, name, H5T_STD_U64LE, H5T_NATIVE_UINT64, &value);
}

Handle make_group(hid_t parent, const std::string& name) {
  const Handle creation(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, "set up a group");
  check(H5Pset_obj_track_times(creation.get(), false), "set up a group");
  // netCDF-4 writes files so, and columns are listed as the model names them.
  check(H5Pset_link_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "set up a group");
  return {H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, creation.get(), H5P_DEFAULT), H5Gclose,
          "make a group"};
}

/// Checksums always, compression where it pays.
void add_filters(hid_t creation, std::size_t rows) {
  const hsize_t chunk = std::min(rows, kChunkRows);
  check(H5Pset_chunk(creation, 1, &chunk), "set up a column");
  if (rows >= kCompressedRows) {
    check(H5Pset_shuffle(creation), "set up compression");
    check(H5Pset_deflate(creation, 4), "set up compression");
  }
  check(H5Pset_fletcher32(creation), "set up checksums");
}

Handle make_dataset(hid_t group, const std::string& name, hid_t type, hid_t space,
                    std::size_t filtered_rows) {
  const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "set up a column");
  check(H5Pset_obj_track_times(creation.get(), false), "set up a column");
  if (filtered_rows > 0) { // a chunk cannot be empty
    add_filters(creation.get(), filtered_rows);
  }
  return {H5Dcreate2(group, name.c_str(), type, space, H5P_DEFAULT, creation.get(), H5P_DEFAULT),
          H5Dclose, "make a dataset"};
}

Handle make_number_column(hid_t group, const std::string& name, hid_t type, std::size_t rows) {
  return make_dataset(group, name, type, row_space(rows).get(), rows);
}

/// HDF5 passes texts of variable length through no filter.
Handle make_text_column(hid_t group, const std::string& name, hid_t type, std::size_t rows) {
  return make_dataset(group, name, type, row_space(rows).get(), 0);
}

/// Writes what `value_of(row)` gives, a chunk at a time, so that no second copy of a column is
/// held.
template <class Value, class ValueOf>
void write_rows(hid_t dataset, hid_t memory_type, std::size_t rows, const ValueOf& value_of) {
  const Handle file_space = row_space(rows);
  std::vector<Value> block;
  for (std::size_t first = 0; first < rows; first += kChunkRows) {
    const hsize_t start = first;
    const hsize_t count = std::min(kChunkRows, rows - first);
    block.clear();
    for (std::size_t row = first; row < first + count; ++row) {
      block.push_back(value_of(row));
    }
    const Handle memory_space = row_space(count);
    check(H5Sselect_hyperslab(file_space.get(), H5S_SELECT_SET, &start, nullptr, &count, nullptr),
          "choose rows");
    check(H5Dwrite(dataset, memory_type, memory_space.get(), file_space.get(), H5P_DEFAULT,
                   block.data()),
          "write a column");
  }
}

Handle write_row_scale(hid_t group, std::size_t rows) {
  Handle scale = make_number_column(group, "row", H5T_STD_I64LE, rows);
  write_rows<std::int64_t>(scale.get(), H5T_NATIVE_INT64, rows,
                           [](std::size_t row) { return static_cast<std::int64_t>(row); });
  check(H5DSset_scale(scale.get(), "row"), "make a dimension scale");
  put(scale.get(), "units", "1");
  put(scale.get(), "long_name", "Place of the row in the order of the table's key");
  return scale;
}

double seconds_or_nan(std::int64_t nanoseconds) {
  const Time time{Duration(nanoseconds)};
  return time == kNotYet ? kNan : seconds_since_start(time);
}

Handle write_values(hid_t group, const Column& column, std::size_t rows, const std::string& start) {
  if (column.type == ColumnType::text) {
    const Handle type = hdf5::text_type();
    Handle dataset = make_text_column(group, column.name, type.get(), rows);
    write_rows<const char*>(dataset.get(), type.get(), rows,
                            [&](std::size_t row) { return column.texts.at(row).c_str(); });
    return dataset;
  }
  if (column.type == ColumnType::integer) {
    Handle dataset = make_number_column(group, column.name, H5T_STD_I64LE, rows);
    write_rows<std::int64_t>(dataset.get(), H5T_NATIVE_INT64, rows,
                             [&](std::size_t row) { return column.integers[row]; });
    put(dataset.get(), "units", column.units);
    return dataset;
  }
  Handle dataset = make_number_column(group, column.name, H5T_IEEE_F64LE, rows);
  put(dataset.get(), "_FillValue", kNan);
  if (column.type == ColumnType::real) {
    write_rows<double>(dataset.get(), H5T_NATIVE_DOUBLE, rows,
                       [&](std::size_t row) { return column.reals[row]; });
    put(dataset.get(), "units", column.units);
  } else {
    write_rows<double>(dataset.get(), H5T_NATIVE_DOUBLE, rows,
                       [&](std::size_t row) { return seconds_or_nan(column.integers[row]); });
    put(dataset.get(), "units", "seconds since " + start);
    put(dataset.get(), "calendar", "standard");
  }
  return dataset;
}

void write_table(hid_t parent, const Table& table, const std::string& start) {
  const Handle group = make_group(parent, table.name);
  put(group.get(), "long_name", table.long_name);
  put(group.get(), "key_columns", std::int64_t{table.key_columns});
  const Handle scale = write_row_scale(group.get(), table.rows);
  for (const Column& column : table.columns) {
    const Handle dataset = write_values(group.get(), column, table.rows, start);
    put(dataset.get(), "long_name", column.long_name);
    check(H5DSattach_scale(dataset.get(), scale.get(), 0), "attach the dimension scale");
  }
}

template <class Row>
void write_rows_as_table(hid_t parent, const std::vector<Row>& rows, const std::string& start) {
  std::vector<TableSet> set(1);
  set.front().declare<Row>();
  for (const Row& row : rows) {
    set.front().emit(row);
  }
  const TableSet sorted = TableSet::merge(std::move(set));
  write_table(parent, sorted.table(Row::kTable.name), start);
}

void write_scenario(hid_t group, const std::string& yaml) {
  const Handle type = hdf5::text_type();
  const Handle dataset = make_dataset(group, "scenario", type.get(), scalar_space().get(), 0);
  const std::string text = readable(yaml);
  const char* pointer = text.c_str();
  check(H5Dwrite(dataset.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, &pointer),
        "write the scenario");
  put(dataset.get(), "long_name", "Resolved scenario, YAML");
}

void write_run(hid_t parent, const RunRecord& run, const std::string& start) {
  const Handle group = make_group(parent, "run");
  put(group.get(), "long_name", "What depends on the machine or the moment");
  put(group.get(), "ranks", run.ranks);
  put(group.get(), "host", run.host);
  put(group.get(), "command_line", run.command_line);
  put(group.get(), "wall_time_s", run.wall_time_s);
  put(group.get(), "started_utc", run.started_utc);
  write_rows_as_table(group.get(), run.statistics, start);
}

void write_provenance(hid_t file, const Provenance& provenance) {
  const Handle group = make_group(file, "provenance");
  put(group.get(), "long_name", "Where these results come from");
  put(group.get(), "version", provenance.version);
  put(group.get(), "commit", provenance.commit);
  put(group.get(), "build_flags", provenance.build_flags);
  put(group.get(), "instruction_set", provenance.instruction_set);
  put(group.get(), "seed", provenance.seed);
  write_scenario(group.get(), provenance.scenario);
  write_rows_as_table(group.get(), provenance.sources, provenance.start_utc);
  write_rows_as_table(group.get(), provenance.libraries, provenance.start_utc);
  write_rows_as_table(group.get(), provenance.inputs, provenance.start_utc);
  write_run(group.get(), provenance.run, provenance.start_utc);
}

Handle make_file_in_memory() {
  constexpr std::size_t kIncrement = 1 << 20;
  const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose, "set up the file");
  check(H5Pset_obj_track_times(creation.get(), false), "set up the file");
  check(H5Pset_link_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED),
        "set up the file");
  const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, "set up file access");
  check(H5Pset_fapl_core(access.get(), kIncrement, false), "set up file access");
  check(H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG), "set up file access");
  // A superblock of 1.10 would say "open for writing" in the image that we take of the open file.
  check(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_V110), "set up the format");
  Handle file(H5Fcreate("urker", H5F_ACC_EXCL, creation.get(), access.get()), H5Fclose,
              "make the file");
  // Everything else in the format of 1.10: checksums on all metadata, and small chunk indices.
  check(H5Fset_libver_bounds(file.get(), H5F_LIBVER_V110, H5F_LIBVER_V110), "set up the format");
  return file;
}

/// The bytes of the file, in HDF5's own memory: valid until the file is changed or closed.
std::string_view image_of(const Handle& file) {
  check(H5Fflush(file.get(), H5F_SCOPE_GLOBAL), "complete the file");
  const ssize_t size = check(H5Fget_file_image(file.get(), nullptr, 0), "size the file");
  void* address_of_image = nullptr;
  check(H5Fget_vfd_handle(file.get(), H5P_DEFAULT, &address_of_image), "find the file");
  return {*static_cast<const char* const*>(address_of_image), static_cast<std::size_t>(size)};
}

Handle make_result(const TableSet& merged, const Provenance& provenance) {
  hdf5::initialise();
  Handle file = make_file_in_memory();
  put(file.get(), "Conventions", "CF-1.10");
  put(file.get(), "title", provenance.title);
  put(file.get(), "question", provenance.question);
  put(file.get(), "start", provenance.start_utc);
  put(file.get(), "file_type", kFileType);
  put(file.get(), "urker_format", std::int64_t{kFormat});
  for (const auto& [name, table] : merged.tables()) {
    require(name != "provenance", "a result table must not be called provenance");
    write_table(file.get(), table, provenance.start_utc);
  }
  write_provenance(file.get(), provenance);
  return file;
}

} // namespace

void write_result(const std::filesystem::path& path, const TableSet& merged,
                  const Provenance& provenance) {
  try {
    const Handle file = make_result(merged, provenance);
    write_new_file(path, image_of(file));
  } catch (const hdf5::Failure& failure) {
    throw Error(Cause::cannot_write, fmt::format("{}: {}", path.string(), failure.what()));
  }
}

std::vector<LibraryRow> library_versions() {
  return {{"hdf5", hdf5::library_version()}, {"openssl", openssl_version()}};
}

} // namespace urker::results
