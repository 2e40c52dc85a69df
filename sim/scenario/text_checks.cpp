#include "scenario/text_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace urker::scenario {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) {
  return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
}

/// Length in bytes of the well-formed character of UTF-8 that begins at `i`, 0 if there is none
/// (Unicode 15, table 3-7).
std::size_t utf8_size(std::string_view text, std::size_t i) {
  struct Form {
    unsigned first_least, first_most, second_least, second_most;
    std::size_t size;
  };
  static constexpr std::array<Form, 9> kForms{{{0x00, 0x7F, 0, 0, 1},
                                               {0xC2, 0xDF, 0x80, 0xBF, 2},
                                               {0xE0, 0xE0, 0xA0, 0xBF, 3},
                                               {0xE1, 0xEC, 0x80, 0xBF, 3},
                                               {0xED, 0xED, 0x80, 0x9F, 3},
                                               {0xEE, 0xEF, 0x80, 0xBF, 3},
                                               {0xF0, 0xF0, 0x90, 0xBF, 4},
                                               {0xF1, 0xF3, 0x80, 0xBF, 4},
                                               {0xF4, 0xF4, 0x80, 0x8F, 4}}};
  const unsigned first = byte_at(text, i);
  for (const Form& form : kForms) {
    if (first < form.first_least || first > form.first_most) {
      continue;
    }
    bool good = form.size == 1 || (byte_at(text, i + 1) >= form.second_least &&
                                   byte_at(text, i + 1) <= form.second_most);
    for (std::size_t k = 2; k < form.size; ++k) {
      good = good && byte_at(text, i + k) >= 0x80 && byte_at(text, i + k) <= 0xBF;
    }
    return good ? form.size : 0;
  }
  return 0;
}

std::string byte_fault(unsigned byte) {
  if (byte == 0) {
    return "the file has a NUL byte; expected a text in UTF-8";
  }
  if (byte < 0x80) {
    return fmt::format("the file has the control character {:#04x}; expected a text in UTF-8",
                       byte);
  }
  return fmt::format("the byte {:#04x} begins no character of UTF-8; expected a text in UTF-8",
                     byte);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

void skip_digits(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
}

/// A number of YAML's core schema.
bool is_yaml_number(std::string_view text) {
  if (text.starts_with("0x")) {
    return text.size() > 2 &&
           text.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos;
  }
  if (text.starts_with("0o")) {
    return text.size() > 2 && text.find_first_not_of("01234567", 2) == std::string_view::npos;
  }
  if (text.starts_with('+') || text.starts_with('-')) {
    text.remove_prefix(1);
  }
  for (const std::string_view word : {".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"}) {
    if (text == word) {
      return true;
    }
  }
  const bool starts = !text.empty() && (is_digit(text[0]) ||
                                        (text[0] == '.' && text.size() > 1 && is_digit(text[1])));
  if (!starts) {
    return false;
  }
  skip_digits(text);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    skip_digits(text);
  }
  if (text.size() > 1 && (text[0] == 'e' || text[0] == 'E')) {
    text.remove_prefix(text[1] == '+' || text[1] == '-' ? 2 : 1);
    if (text.empty()) {
      return false;
    }
    skip_digits(text);
  }
  return text.empty();
}

} // namespace

std::optional<TextFault> find_encoding_fault(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return TextFault{1, 1, "the file is in UTF-16 or UTF-32; expected UTF-8"};
  }
  TextFault place;
  for (std::size_t i = 0; i < text.size();) {
    const unsigned byte = byte_at(text, i);
    const std::size_t size = utf8_size(text, i);
    const bool control = byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
    if (size == 0 || control || byte == 0x7F) {
      place.message = byte_fault(byte);
      return place;
    }
    i += size;
    place.column = byte == '\n' ? 1 : place.column + static_cast<int>(size);
    place.line += byte == '\n' ? 1 : 0;
  }
  return std::nullopt;
}

std::optional<TextFault> find_tab_in_indentation(std::string_view text, int first, int last) {
  for (int line = 1; line <= last && !text.empty(); ++line) {
    const std::string_view content = text.substr(0, text.find('\n'));
    const std::size_t indentation = content.find_first_not_of(" \t");
    const std::size_t tab = content.find('\t');
    const bool has_tab = indentation != std::string_view::npos && tab < indentation;
    if (line >= first && has_tab && content[indentation] != '#') {
      return TextFault{line, static_cast<int>(tab) + 1, ""};
    }
    text.remove_prefix(std::min(content.size() + 1, text.size()));
  }
  return std::nullopt;
}

bool is_closed_quotation(std::string_view text, int position) {
  text.remove_prefix(std::min(static_cast<std::size_t>(position), text.size()));
  while (text.starts_with('&')) {
    text.remove_prefix(std::min(text.find_first_of(" \t\r\n"), text.size()));
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  }
  if (!text.starts_with('"') && !text.starts_with('\'')) {
    return true;
  }
  const char quote = text[0];
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool escapes = quote == '"'
                             ? text[i] == '\\'
                             : text[i] == quote && byte_at(text, i + 1) == byte_at(text, 0);
    if (escapes) {
      ++i;
    } else if (text[i] == quote) {
      return true;
    }
  }
  return false;
}

std::string plain_syntax_message(std::string_view message) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kPlain{{
      {"end of map not found", "the indentation of this line fits no line above"},
      {"end of sequence not found",
       "the indentation of this line fits no element of the list above"},
      {"end of map flow not found", "a map is opened with { and not closed, or lacks a comma"},
      {"end of sequence flow not found",
       "a list is opened with [ and not closed, or lacks a comma"},
      {"illegal map value", "a `:` stands where no key can end; a text with a colon needs quotes"},
      {"illegal block entry", "a list element `-` stands where none can be"},
      {"illegal flow end", "a } or ] closes nothing"},
      {"unknown token", "a character stands here that YAML reserves; such a text needs quotes"},
      {"illegal EOF in scalar", "the file ends inside a quoted text"},
      {"the referenced anchor is not defined",
       "the alias repeats an anchor that is not defined above"},
  }};
  for (const auto& [theirs, ours] : kPlain) {
    if (message == theirs) {
      return std::string(ours);
    }
  }
  return std::string(message);
}

bool is_entity_name(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
  return !text.empty() && text.size() <= kLongest && is_lower(text[0]) &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

std::string_view plain_type(std::string_view text) {
  for (const std::string_view word : {"true", "True", "TRUE", "false", "False", "FALSE"}) {
    if (text == word) {
      return "a boolean";
    }
  }
  return is_yaml_number(text) ? "a number" : "";
}

} // namespace urker::scenario
