#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace urker::scenario {

/// A fault in the bytes of a file; line and column count from 1.
struct TextFault {
  int line = 1;
  int column = 1;
  std::string message;
};

/// The first byte that no YAML file in UTF-8 may have: UTF-16 or -32, a NUL or another control
/// character, a malformed character.
[[nodiscard]] std::optional<TextFault> find_encoding_fault(std::string_view text);

/// The first tab in the indentation of the lines `first` to `last`.
[[nodiscard]] std::optional<TextFault> find_tab_in_indentation(std::string_view text, int first,
                                                               int last);

/// Whether the quoted text that begins at `position`, after its anchor if it has one, has a closing
/// quote. True if nothing quoted begins there.
[[nodiscard]] bool is_closed_quotation(std::string_view text, int position);

/// yaml-cpp's message of a syntax error in words that say what to do, where we know better.
[[nodiscard]] std::string plain_syntax_message(std::string_view message);

/// The name of a thing in a scenario: a lower-case letter, then letters, digits and `_`, at
/// most 64.
[[nodiscard]] bool is_entity_name(std::string_view text);

/// Whether YAML 1.2 reads the plain scalar as a number or a boolean, "a number" or "a boolean";
/// empty if it is a text.
[[nodiscard]] std::string_view plain_type(std::string_view text);

} // namespace urker::scenario
