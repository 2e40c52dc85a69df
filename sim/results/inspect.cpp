#include "results/inspect.hpp"

#include "base/error.hpp"
#include "base/metric.hpp"
#include "results/guard.hpp"
#include "results/provenance.hpp"
#include "results/result_file.hpp"
#include "results/result_reader.hpp"
#include "results/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace urker::results {

namespace {

using hdf5::Failure;
using hdf5::Handle;

/// How many characters a terminal shows: bytes without UTF-8's continuations.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(std::string_view text, std::size_t to) {
  const std::size_t missing = to - std::min(to, width(text));
  return std::string(text) + std::string(missing, ' ');
}

/// Lines of cells in columns of equal width, indented.
std::string aligned(const std::vector<std::vector<std::string>>& lines, int indent) {
  std::vector<std::size_t> widths;
  for (const auto& line : lines) {
    widths.resize(std::max(widths.size(), line.size()));
    for (std::size_t i = 0; i < line.size(); ++i) {
      widths[i] = std::max(widths[i], width(line[i]));
    }
  }
  std::string text;
  for (const auto& line : lines) {
    std::string row(static_cast<std::size_t>(indent), ' ');
    for (std::size_t i = 0; i < line.size(); ++i) {
      row += padded(line[i], widths[i]) + "  ";
    }
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + "\n";
  }
  return text;
}

std::string attribute(hid_t object, const char* name) {
  if (const auto text = text_attribute(object, name)) {
    return printable(*text);
  }
  if (const auto number = integer_attribute(object, name)) {
    return fmt::format("{}", *number);
  }
  return "(none)";
}

std::string key_text(const TableReader& table) {
  std::string key;
  const auto count = static_cast<std::size_t>(std::max<std::int64_t>(0, table.key_columns()));
  for (std::size_t i = 0; i < std::min(count, table.columns().size()); ++i) {
    key += fmt::format("{}{}", i == 0 ? "" : ", ", printable(table.columns()[i].name));
  }
  return key;
}

/// The first rows, one column beside the other.
std::string rows_text(const TableReader& table, std::size_t count) {
  std::vector<std::vector<std::string>> lines(1);
  lines.resize(1 + std::min<std::uint64_t>(count, table.rows()));
  for (const auto& column : table.columns()) {
    lines[0].push_back(printable(column.name));
    const auto cells = table.cells(column, count);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      lines[i + 1].push_back(cells[i]);
    }
  }
  return aligned(lines, 4);
}

std::string table_text(hid_t file, const std::string& path, const InspectOptions& options) {
  const TableReader table(file, path);
  std::string text = fmt::format("  {}: {} rows; {}; key: {}\n", printable(path), table.rows(),
                                 printable(table.long_name()), key_text(table));
  std::vector<std::vector<std::string>> lines;
  for (const auto& column : table.columns()) {
    lines.push_back({printable(column.name), column.type, printable(column.units),
                     printable(column.long_name)});
  }
  text += aligned(lines, 4);
  if (options.first_rows > 0 && table.rows() > 0) {
    text += fmt::format("\n{}", rows_text(table, options.first_rows));
  }
  return text + "\n";
}

std::string tables_text(hid_t file, const InspectOptions& options) {
  std::string text("Tables\n");
  for (const auto& name : link_names(open_object(file, "/").get(), LinkOrder::as_written)) {
    if (TableReader::is_table(file, name)) {
      text += table_text(file, name, options);
    }
  }
  return text;
}

std::string metrics_text(hid_t file, std::size_t most) {
  const std::string name(MetricRow::kTable.name);
  const auto groups = link_names(open_object(file, "/").get(), LinkOrder::bytewise);
  if (!std::binary_search(groups.begin(), groups.end(), name)) {
    return {};
  }
  const TableReader table(file, name);
  std::vector<std::vector<std::string>> lines(std::min<std::uint64_t>(most, table.rows()));
  for (const auto& column : table.columns()) {
    const auto cells = table.cells(column, most);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      lines[i].push_back(cells[i]);
    }
  }
  std::string text = fmt::format("Summary figures\n{}", aligned(lines, 2));
  if (table.rows() > lines.size()) {
    text += fmt::format("  and {} more\n", table.rows() - lines.size());
  }
  return text + "\n";
}

std::vector<std::string> provenance_cells(hid_t file, std::string_view table,
                                          std::string_view column) {
  const TableReader reader(file, fmt::format("/provenance/{}", table));
  for (const auto& stored : reader.columns()) {
    if (stored.name == column) {
      return reader.cells(stored, reader.rows());
    }
  }
  throw Failure(fmt::format("/provenance/{} has no column {}", table, column));
}

std::string libraries_text(hid_t file) {
  const auto names = provenance_cells(file, LibraryRow::kTable.name, "name");
  const auto versions = provenance_cells(file, LibraryRow::kTable.name, "version");
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ", names[i], versions[i]);
  }
  return text;
}

/// How much of the input is known how well.
std::string inputs_text(hid_t file) {
  std::map<std::string, std::size_t> count_of_grade;
  std::size_t count = 0;
  for (const auto& grade : provenance_cells(file, InputRow::kTable.name, "grade")) {
    ++count_of_grade[grade.empty() ? "without grade" : fmt::format("grade {}", grade)];
    ++count;
  }
  std::string text = fmt::format("{} values", count);
  for (const auto& [grade, number] : count_of_grade) {
    text += fmt::format(", {} {}", number, grade);
  }
  return text;
}

std::string provenance_text(hid_t file) {
  const Handle group = open_object(file, "/provenance");
  const Handle run = open_object(file, "/provenance/run");
  std::vector<std::vector<std::string>> lines;
  for (const char* name : {"version", "commit", "build_flags", "instruction_set", "seed"}) {
    lines.push_back({name, attribute(group.get(), name)});
  }
  lines.push_back({"libraries", libraries_text(file)});
  for (const auto& name : provenance_cells(file, SourceFileRow::kTable.name, "name")) {
    lines.push_back({"source", name});
  }
  lines.push_back({"inputs", inputs_text(file)});
  for (const char* name : {"command_line", "host", "ranks", "started_utc"}) {
    lines.push_back({name, attribute(run.get(), name)});
  }
  return fmt::format("Provenance\n{}", aligned(lines, 2));
}

std::string describe(hid_t file, const std::filesystem::path& path, const InspectOptions& options) {
  if (options.table) {
    const std::string& name = *options.table;
    const bool there = name.find("//") == std::string::npos && H5Lexists(file, name.c_str(), 0) > 0;
    if (!there || !TableReader::is_table(file, name)) {
      throw Error(Cause::invalid_input,
                  fmt::format("{}: there is no table {}", path.string(), printable(name)));
    }
    return table_text(file, name, options);
  }
  std::vector<std::vector<std::string>> head;
  for (const char* name : {"title", "question", "start"}) {
    head.push_back({name, attribute(file, name)});
  }
  return fmt::format("{}: {}, format {}\n{}\n{}{}{}", path.string(), kFileType, kFormat,
                     aligned(head, 2), tables_text(file, options),
                     metrics_text(file, options.most_metrics), provenance_text(file));
}

std::string inspect_here(const std::filesystem::path& path, const InspectOptions& options) {
  const Handle file = open_result(path);
  try {
    return describe(file.get(), path, options);
  } catch (const Failure& failure) {
    throw Error(Cause::invalid_input,
                fmt::format("{}: is damaged: {}", path.string(), failure.what()));
  }
}

} // namespace

std::string inspect(const std::filesystem::path& path, const InspectOptions& options) {
  return in_child_process(path, [&] { return inspect_here(path, options); });
}

} // namespace urker::results
