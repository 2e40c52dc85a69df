#include "base/text_lines.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>

namespace urker {

std::string read_text(const std::filesystem::path& path) {
  const auto fail = [&path] {
    throw Error(Cause::missing_input,
                fmt::format("{}: cannot be read: {}", path.string(), std::strerror(errno)));
  };
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             std::fclose);
  if (!file) {
    fail();
  }
  std::string text;
  char buffer[65536];
  for (std::size_t size = 0; (size = std::fread(buffer, 1, sizeof buffer, file.get())) > 0;) {
    text.append(buffer, size);
  }
  if (std::ferror(file.get()) != 0) {
    fail();
  }
  return text;
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  return line;
}

ShippedRows::ShippedRows(std::string_view text, const char* name) : text_(text), name_(name) {
  while (text_.starts_with('#')) {
    take_line(text_);
  }
  take_line(text_); // names of the columns
  require_row(!text_.empty());
}

void ShippedRows::require_row(bool holds) const {
  if (!holds) {
    throw Error(Cause::internal, "the shipped table " + std::string(name_) + " is damaged");
  }
}

bool ShippedRows::next() {
  require_row(taken_);
  taken_ = text_.empty();
  row_ = take_line(text_);
  return !taken_;
}

std::string_view ShippedRows::cell() {
  require_row(!taken_);
  const std::size_t comma = row_.find(',');
  const std::string_view result = row_.substr(0, comma);
  taken_ = comma == std::string_view::npos;
  row_.remove_prefix(taken_ ? row_.size() : comma + 1);
  return result;
}

namespace {

/// False unless the number is all of the cell.
template <class Number>
bool parse(std::string_view cell, Number& value) {
  const char* const last = cell.data() + cell.size();
  const auto [end, error] = std::from_chars(cell.data(), last, value);
  return error == std::errc{} && end == last;
}

} // namespace

double ShippedRows::number() {
  double value = 0.0;
  require_row(parse(cell(), value));
  return value;
}

int ShippedRows::integer() {
  int value = 0;
  require_row(parse(cell(), value));
  return value;
}

} // namespace urker
