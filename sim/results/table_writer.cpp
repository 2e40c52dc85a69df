#include "results/table_writer.hpp"

#include "base/error.hpp"
#include "results/hdf5_objects.hpp"
#include "time/time.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <limits>

namespace urker::results {
namespace {

using hdf5::check;
using hdf5::Handle;
using hdf5::put;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
/// Half a mebibyte of numbers: fits HDF5's chunk cache, compresses well.
constexpr std::uint64_t kChunkRows = 65536;
/// Below this a compressed chunk saves less than its bookkeeping takes.
constexpr std::uint64_t kCompressedRows = 512;
/// Above this time matters more. Real numbers stay as they are: they lose a third at most, at a
/// tenth of the speed of whole numbers, which all but vanish.
constexpr std::uint64_t kManyRows = 1'000'000;

/// Checksums always, compression where it pays. HDF5 passes texts of variable length through no
/// filter.
void add_filters(hid_t creation, hid_t type, std::uint64_t rows) {
  const bool many = rows > kManyRows;
  if (rows >= kCompressedRows && (!many || H5Tget_class(type) == H5T_INTEGER)) {
    check(H5Pset_shuffle(creation), "set up compression");
    check(H5Pset_deflate(creation, many ? 1 : 4), "set up compression");
  }
  check(H5Pset_fletcher32(creation), "set up checksums");
}

Handle make_column(hid_t group, const std::string& name, hid_t type, std::uint64_t rows) {
  const Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, "set up a column");
  check(H5Pset_obj_track_times(creation.get(), false), "set up a column");
  if (rows > 0) { // a chunk cannot be empty
    const hsize_t chunk = std::min(rows, kChunkRows);
    check(H5Pset_chunk(creation.get(), 1, &chunk), "set up a column");
    if (H5Tget_class(type) != H5T_STRING) {
      add_filters(creation.get(), type, rows);
    }
  }
  const Handle space = hdf5::row_space(rows);
  return {
      H5Dcreate2(group, name.c_str(), type, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT),
      H5Dclose, "make a column"};
}

void write_rows(hid_t dataset, hid_t memory_type, std::uint64_t first, std::uint64_t rows,
                const void* values) {
  const hsize_t start = first;
  const hsize_t count = rows;
  const Handle file_space(H5Dget_space(dataset), H5Sclose, "ask for a shape");
  const Handle memory_space = hdf5::row_space(rows);
  check(H5Sselect_hyperslab(file_space.get(), H5S_SELECT_SET, &start, nullptr, &count, nullptr),
        "choose rows");
  check(H5Dwrite(dataset, memory_type, memory_space.get(), file_space.get(), H5P_DEFAULT, values),
        "write a column");
}

double seconds_or_nan(std::int64_t nanoseconds) {
  const Time time{Duration(nanoseconds)};
  return time == kNotYet ? kNan : seconds_since_start(time);
}

Handle make_instants(hid_t group, const std::string& name, std::uint64_t rows,
                     const std::string& start, InstantForm form) {
  const bool exact = form == InstantForm::nanoseconds;
  Handle dataset = make_column(group, name, exact ? H5T_STD_I64LE : H5T_IEEE_F64LE, rows);
  if (exact) {
    put(dataset.get(), "_FillValue", std::int64_t{kNotYet.time_since_epoch().count()});
  } else {
    put(dataset.get(), "_FillValue", kNan);
  }
  put(dataset.get(), "units", (exact ? "nanoseconds since " : "seconds since ") + start);
  put(dataset.get(), "calendar", "standard");
  return dataset;
}

Handle make_values(hid_t group, const Column& column, std::uint64_t rows, const std::string& start,
                   InstantForm instants) {
  switch (column.type) {
  case ColumnType::text:
    return make_column(group, column.name, hdf5::text_type().get(), rows);
  case ColumnType::integer: {
    Handle dataset = make_column(group, column.name, H5T_STD_I64LE, rows);
    put(dataset.get(), "units", column.units);
    return dataset;
  }
  case ColumnType::real: {
    Handle dataset = make_column(group, column.name, H5T_IEEE_F64LE, rows);
    put(dataset.get(), "_FillValue", kNan);
    put(dataset.get(), "units", column.units);
    return dataset;
  }
  case ColumnType::instant:
    break;
  }
  return make_instants(group, column.name, rows, start, instants);
}

} // namespace

TableWriter::TableWriter(hid_t parent, const Table& schema, std::uint64_t most_rows,
                         const std::string& start, InstantForm instants)
    : most_rows_(most_rows), instants_(instants), group_(hdf5::make_group(parent, schema.name)),
      scale_(make_column(group_.get(), "row", H5T_STD_I64LE, most_rows)) {
  put(group_.get(), "long_name", schema.long_name);
  put(group_.get(), "key_columns", std::int64_t{schema.key_columns});
  check(H5DSset_scale(scale_.get(), "row"), "make a dimension scale");
  put(scale_.get(), "units", "1");
  put(scale_.get(), "long_name", "Place of the row in the order of the table's key");
  for (const Column& column : schema.columns) {
    columns_.push_back(make_values(group_.get(), column, most_rows, start, instants));
    put(columns_.back().get(), "long_name", column.long_name);
    check(H5DSattach_scale(columns_.back().get(), scale_.get(), 0), "attach the dimension scale");
  }
}

void TableWriter::append(const Table& block) {
  require(block.columns.size() == columns_.size() && block.rows <= most_rows_ - rows_,
          "a block of rows does not fit its table");
  std::vector<std::int64_t> numbers(std::min(block.rows, kChunkRows));
  for (std::uint64_t first = 0; first < block.rows; first += kChunkRows) {
    const std::uint64_t count = std::min(kChunkRows, block.rows - first);
    for (std::uint64_t i = 0; i < count; ++i) {
      numbers[i] = static_cast<std::int64_t>(rows_ + first + i);
    }
    write_rows(scale_.get(), H5T_NATIVE_INT64, rows_ + first, count, numbers.data());
  }
  for (std::size_t i = 0; block.rows > 0 && i < columns_.size(); ++i) {
    write(i, block.columns[i], block.rows);
  }
  rows_ += block.rows;
}

/// A chunk at a time, so that no second copy of a column is held.
void TableWriter::write(std::size_t column, const Column& values, std::uint64_t rows) {
  const hid_t dataset = columns_[column].get();
  const bool exact = values.type == ColumnType::instant && instants_ == InstantForm::nanoseconds;
  if (values.type == ColumnType::integer || exact) {
    write_rows(dataset, H5T_NATIVE_INT64, rows_, rows, values.integers.data());
    return;
  }
  if (values.type == ColumnType::real) {
    write_rows(dataset, H5T_NATIVE_DOUBLE, rows_, rows, values.reals.data());
    return;
  }
  for (std::uint64_t first = 0; first < rows; first += kChunkRows) {
    const std::uint64_t count = std::min(kChunkRows, rows - first);
    if (values.type == ColumnType::text) {
      std::vector<const char*> block(count);
      for (std::uint64_t i = 0; i < count; ++i) {
        block[i] = values.texts.at(first + i).c_str();
      }
      write_rows(dataset, hdf5::text_type().get(), rows_ + first, count, block.data());
    } else {
      std::vector<double> block(count);
      for (std::uint64_t i = 0; i < count; ++i) {
        block[i] = seconds_or_nan(values.integers[first + i]);
      }
      write_rows(dataset, H5T_NATIVE_DOUBLE, rows_ + first, count, block.data());
    }
  }
}

void TableWriter::finish() {
  if (rows_ < most_rows_) {
    const hsize_t size = rows_;
    check(H5Dset_extent(scale_.get(), &size), "end a table");
    for (const Handle& column : columns_) {
      check(H5Dset_extent(column.get(), &size), "end a table");
    }
  }
}

} // namespace urker::results
