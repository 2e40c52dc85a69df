#include "results/table_writer.hpp"

#include "base/error.hpp"
#include "results/chunk_form.hpp"
#include "results/hdf5_objects.hpp"
#include "time/time.hpp"

#include <hdf5_hl.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <numeric>
#include <utility>

namespace urker::results {
namespace {

using hdf5::check;
using hdf5::Handle;
using hdf5::put;

static_assert(std::endian::native == std::endian::little, "chunks are little-endian");

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
/// Half a mebibyte of numbers: fits HDF5's chunk cache, compresses well.
constexpr std::uint64_t kChunkRows = 65536;
/// Below this a compressed chunk saves less than its bookkeeping takes.
constexpr std::uint64_t kCompressedRows = 512;
/// Above this time matters more. Real numbers stay as they are: they lose a third at most, at a
/// tenth of the speed of whole numbers, which all but vanish.
constexpr std::uint64_t kManyRows = 1'000'000;

/// Compression where it pays, checksums but of texts: newer versions of HDF5 want none of them.
ChunkForm chunks_of(hid_t type, std::uint64_t rows) {
  const bool text = H5Tget_class(type) == H5T_STRING;
  const bool dense = H5Tget_class(type) == H5T_FLOAT && rows > kManyRows;
  ChunkForm form;
  form.rows = std::min(rows, kChunkRows);
  form.value_bytes = text ? sizeof(hdf5::TextPlace) : H5Tget_size(type);
  form.compressed = rows >= kCompressedRows && !dense;
  form.shuffled = form.compressed && !text;
  form.checksum = !text;
  return form;
}

double seconds_or_nan(std::int64_t nanoseconds) {
  const Time time{Duration(nanoseconds)};
  return time == kNotYet ? kNan : seconds_since_start(time);
}

struct MadeColumn {
  Handle dataset;
  ChunkForm form;
};

MadeColumn make_column(hid_t group, const std::string& name, hid_t type, std::uint64_t rows) {
  MadeColumn made;
  made.form = chunks_of(type, rows);
  const Handle creation = hdf5::creation_of(made.form);
  const Handle space = hdf5::row_space(rows);
  made.dataset = {
      H5Dcreate2(group, name.c_str(), type, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT),
      H5Dclose, "make a column"};
  const Handle used(H5Dget_create_plist(made.dataset.get()), H5Pclose, "set up a column");
  if (check(H5Pget_nfilters(used.get()), "set up a column") == 0) { // nor any compression
    made.form.compressed = false;
  }
  return made;
}

MadeColumn make_instants(hid_t group, const std::string& name, std::uint64_t rows,
                         const std::string& start) {
  MadeColumn made = make_column(group, name, H5T_IEEE_F64LE, rows);
  const hid_t dataset = made.dataset.get();
  put(dataset, "_FillValue", kNan);
  put(dataset, "units", "seconds since " + start);
  put(dataset, "calendar", "standard");
  return made;
}

MadeColumn make_values(hid_t group, const Column& column, std::uint64_t rows,
                       const std::string& start) {
  switch (column.type) {
  case ColumnType::text:
    return make_column(group, column.name, hdf5::text_type().get(), rows);
  case ColumnType::integer: {
    MadeColumn made = make_column(group, column.name, H5T_STD_I64LE, rows);
    put(made.dataset.get(), "units", column.units);
    return made;
  }
  case ColumnType::real: {
    MadeColumn made = make_column(group, column.name, H5T_IEEE_F64LE, rows);
    put(made.dataset.get(), "_FillValue", kNan);
    put(made.dataset.get(), "units", column.units);
    return made;
  }
  case ColumnType::instant:
    break;
  }
  return make_instants(group, column.name, rows, start);
}

void copy_to(Bytes& chunk, std::size_t at, const void* values, std::size_t count) {
  constexpr std::size_t kValue = 8;
  std::memcpy(chunk.data() + at * kValue, values, count * kValue);
}

} // namespace

/// A column with the rows that do not yet fill a chunk.
struct TableWriter::Open {
  explicit Open(MadeColumn&& made)
      : dataset(std::move(made.dataset)), form(made.form), chunk(form.rows * form.value_bytes) {}
  Handle dataset;
  ChunkForm form;
  Bytes chunk; ///< what no row has is zero
};

TableWriter::TableWriter(hid_t parent, const Table& schema, std::uint64_t most_rows,
                         const std::string& start, const TableSink& sink)
    : most_rows_(most_rows), sink_(sink), group_(hdf5::make_group(parent, schema.name)) {
  put(group_.get(), "long_name", schema.long_name);
  put(group_.get(), "key_columns", std::int64_t{schema.key_columns});
  columns_.emplace_back(make_column(group_.get(), "row", H5T_STD_I64LE, most_rows));
  const hid_t scale = columns_.front().dataset.get();
  check(H5DSset_scale(scale, "row"), "make a dimension scale");
  put(scale, "units", "1");
  put(scale, "long_name", "Place of the row in the order of the table's key");
  for (const Column& column : schema.columns) {
    columns_.emplace_back(make_values(group_.get(), column, most_rows, start));
    const hid_t dataset = columns_.back().dataset.get();
    put(dataset, "long_name", column.long_name);
    check(H5DSattach_scale(dataset, columns_.front().dataset.get(), 0),
          "attach the dimension scale");
  }
}

TableWriter::~TableWriter() = default;

void TableWriter::append(const Table& block) {
  require(block.columns.size() + 1 == columns_.size() && block.rows <= most_rows_ - rows_,
          "a block of rows does not fit its table");
  for (std::uint64_t first = 0; first < block.rows;) {
    const std::uint64_t place = rows_ % kChunkRows;
    const std::uint64_t count = std::min(kChunkRows - place, block.rows - first);
    std::vector<std::int64_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), static_cast<std::int64_t>(rows_));
    copy_to(columns_.front().chunk, place, numbers.data(), count);
    for (std::size_t i = 0; i < block.columns.size(); ++i) {
      fill(columns_[i + 1], place, block.columns[i], first, count);
    }
    rows_ += count;
    first += count;
    if (rows_ % kChunkRows == 0) {
      give();
    }
  }
}

/// The next rows of a column into its chunk.
void TableWriter::fill(Open& column, std::size_t place, const Column& values, std::size_t first,
                       std::size_t count) {
  switch (values.type) {
  case ColumnType::text: {
    const auto places = sink_.texts.places(values.texts, first, count);
    std::memcpy(column.chunk.data() + place * sizeof(hdf5::TextPlace), places.data(),
                count * sizeof(hdf5::TextPlace));
    return;
  }
  case ColumnType::real:
    copy_to(column.chunk, place, values.reals.data() + first, count);
    return;
  case ColumnType::instant: {
    std::vector<double> seconds(count);
    std::transform(values.integers.begin() + static_cast<std::ptrdiff_t>(first),
                   values.integers.begin() + static_cast<std::ptrdiff_t>(first + count),
                   seconds.begin(), seconds_or_nan);
    copy_to(column.chunk, place, seconds.data(), count);
    return;
  }
  case ColumnType::integer:
    copy_to(column.chunk, place, values.integers.data() + first, count);
    return;
  }
}

/// The chunks that the last rows have filled, or begun.
void TableWriter::give() {
  const hsize_t start = (rows_ - 1) / kChunkRows * kChunkRows;
  std::vector<PlainChunk> chunks;
  for (Open& column : columns_) {
    Bytes empty(column.chunk.size());
    chunks.push_back({column.form, std::exchange(column.chunk, std::move(empty))});
  }
  const auto coded = sink_.coder.encode(std::move(chunks));
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    check(H5Dwrite_chunk(columns_[i].dataset.get(), H5P_DEFAULT, coded[i].left_out, &start,
                         coded[i].bytes.size(), coded[i].bytes.data()),
          "write a column");
  }
}

void TableWriter::finish() {
  if (rows_ % kChunkRows != 0) {
    give();
  }
  if (rows_ < most_rows_) {
    const hsize_t size = rows_;
    for (const Open& column : columns_) {
      check(H5Dset_extent(column.dataset.get(), &size), "end a table");
    }
  }
}

} // namespace urker::results
