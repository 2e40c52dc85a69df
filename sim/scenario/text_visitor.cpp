#include "scenario/text_visitor.hpp"

#include "scenario/text_checks.hpp"

#include <fmt/format.h>

#include <cmath>

namespace urker::scenario {
namespace {

/// A text that YAML reads as itself without quotes: letters first, then nothing of its syntax.
bool is_plain(std::string_view text) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  static constexpr std::string_view kOthers = "0123456789_-./() ";
  if (text.empty() || !is_letter(text.front()) || text.back() == ' ' || !plain_type(text).empty()) {
    return false;
  }
  for (const char c : text) {
    if (!is_letter(c) && kOthers.find(c) == std::string_view::npos) {
      return false;
    }
  }
  return text != "null" && text != "Null" && text != "NULL";
}

std::string yaml_text(std::string_view text) {
  if (is_plain(text)) {
    return std::string(text);
  }
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (c == '\n') {
      result += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    } else {
      result += c;
    }
  }
  return result + '"';
}

} // namespace

void TextVisitor::visit_number(const Field& field, double& value, const Range& range) {
  if (std::isfinite(value)) {
    single_value(field, format_quantity(value, range.unit));
  }
}
void TextVisitor::visit_integer(const Field& field, std::int64_t& value, std::int64_t,
                                std::int64_t) {
  single_value(field, std::to_string(value));
}
void TextVisitor::visit_boolean(const Field& field, bool& value) {
  single_value(field, value ? "true" : "false");
}
void TextVisitor::visit_text(const Field& field, std::string& value) {
  single_value(field, yaml_text(value));
}
void TextVisitor::visit_reference(const Field& field, std::string& value, Reference) {
  if (!value.empty()) { // only an optional one can be: it refers to nothing
    single_value(field, value);
  }
}
void TextVisitor::visit_calendar(const Field& field, CalendarTime& value) {
  single_value(field, format_calendar(value));
}
void TextVisitor::visit_choice(const Field& field, std::size_t& index,
                               std::span<const std::string_view> names) {
  single_value(field, std::string(names[index]));
}
bool TextVisitor::visit_presence(const Field&, bool present) {
  return present;
}

} // namespace urker::scenario
