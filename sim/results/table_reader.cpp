#include "results/table_reader.hpp"

#include "base/calendar.hpp"
#include "base/error.hpp"
#include "results/result_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace urker::results {

namespace {

using hdf5::check;
using hdf5::Failure;
using hdf5::Handle;

constexpr std::string_view kInstantUnits = "seconds since ";
/// What Time can hold, with room to spare.
constexpr double kMostSeconds = 9.0e9;

StoredColumn describe(hid_t dataset, const std::string& name) {
  StoredColumn column;
  column.name = name;
  column.units = text_attribute(dataset, "units").value_or("");
  column.long_name = text_attribute(dataset, "long_name").value_or("");
  const Handle type(H5Dget_type(dataset), H5Tclose, "ask for a type");
  switch (H5Tget_class(type.get())) {
  case H5T_STRING:
    if (check(H5Tis_variable_str(type.get()), "ask for a type") == 0) {
      throw Failure(fmt::format("column {} has texts of fixed length", name));
    }
    column.type = std::string("text");
    break;
  case H5T_INTEGER:
    column.type = std::string("integer");
    break;
  case H5T_FLOAT:
    column.type = std::string(column.units.starts_with(kInstantUnits) ? "instant" : "real");
    break;
  default:
    throw Failure(fmt::format("column {} has a type that no result has", name));
  }
  return column;
}

std::optional<Epoch> epoch_of(const StoredColumn& column) {
  const auto start = parse_calendar(std::string_view(column.units).substr(kInstantUnits.size()));
  try {
    return start ? std::optional(Epoch(*start)) : std::nullopt;
  } catch (const Error&) { // a date that the time scales do not know: seconds will do
    return std::nullopt;
  }
}

std::vector<std::string> read_texts(hid_t dataset, std::uint64_t count) {
  const Handle type(H5Dget_type(dataset), H5Tclose, "ask for a type");
  std::vector<char*> pointers(count, nullptr);
  read_block(dataset, type.get(), 0, count, static_cast<void*>(pointers.data()));
  std::vector<std::string> texts;
  for (char* pointer : pointers) {
    texts.push_back(printable(pointer != nullptr ? pointer : ""));
    H5free_memory(pointer);
  }
  return texts;
}

template <class Value>
std::vector<Value> read_numbers(hid_t dataset, hid_t memory_type, std::uint64_t count) {
  std::vector<Value> values(count);
  read_block(dataset, memory_type, 0, count, values.data());
  return values;
}

} // namespace

std::string printable(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
  return text;
}

bool TableReader::is_table(hid_t file, const std::string& path) {
  const Handle group = open_object(file, path);
  return H5Iget_type(group.get()) == H5I_GROUP &&
         check(H5Lexists(group.get(), "row", H5P_DEFAULT), "look for a table's rows") > 0;
}

TableReader::TableReader(hid_t file, const std::string& path)
    : group_(open_object(file, path)),
      long_name_(text_attribute(group_.get(), "long_name").value_or("")),
      key_columns_(integer_attribute(group_.get(), "key_columns").value_or(0)) {
  for (const auto& name : link_names(group_.get(), LinkOrder::as_written)) {
    const Handle dataset = open_object(group_.get(), name);
    if (H5Iget_type(dataset.get()) != H5I_DATASET) {
      throw Failure(fmt::format("{}/{} is not a column", path, name));
    }
    const std::uint64_t length = checked_length(dataset.get());
    if (name == "row") { // written first
      rows_ = length;
    } else if (length != rows_) {
      throw Failure(fmt::format("{}/{} has {} values in {} rows", path, name, length, rows_));
    } else {
      columns_.push_back(describe(dataset.get(), name));
    }
  }
}

std::string TableReader::instant_text(double seconds, const std::optional<Epoch>& epoch) const {
  if (std::isnan(seconds)) {
    return {};
  }
  if (!epoch || !(std::abs(seconds) < kMostSeconds)) {
    return fmt::format("{} s", seconds);
  }
  return epoch->utc_text(kStart + round_seconds(seconds), 3);
}

std::vector<std::string> TableReader::cells(const StoredColumn& column, std::uint64_t count) const {
  const Handle dataset = open_object(group_.get(), column.name);
  count = std::min(count, rows_);
  if (column.type == "text") {
    return read_texts(dataset.get(), count);
  }
  std::vector<std::string> cells;
  if (column.type == "integer") {
    for (const auto value : read_numbers<std::int64_t>(dataset.get(), H5T_NATIVE_INT64, count)) {
      cells.push_back(fmt::format("{}", value));
    }
    return cells;
  }
  const bool instant = column.type == "instant";
  const std::optional<Epoch> epoch = instant ? epoch_of(column) : std::nullopt;
  for (const double value : read_numbers<double>(dataset.get(), H5T_NATIVE_DOUBLE, count)) {
    cells.push_back(instant ? instant_text(value, epoch) : fmt::format("{:.9g}", value));
  }
  return cells;
}

} // namespace urker::results
