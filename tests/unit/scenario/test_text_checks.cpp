#include "scenario/text_checks.hpp"

#include <catch2/catch.hpp>

using namespace urker::scenario;
using namespace std::string_literals;

namespace {

std::string fault(const std::string& text) {
  const auto found = find_encoding_fault(text);
  return found ? std::to_string(found->line) + ":" + std::to_string(found->column) + ": " +
                     found->message
               : "";
}

} // namespace

TEST_CASE("only UTF-8 without control characters is a text", "[text]") {
  CHECK(fault("a\r\n\tçöğü \xF0\x9F\x9B\xB0\n").empty());
  CHECK(fault("") == "");
  CHECK(fault("ab\nc\0d"s) == "2:2: the file has a NUL byte; expected a text in UTF-8");
  CHECK(fault("a\x1b[0m") == "1:2: the file has the control character 0x1b; expected a text in "
                             "UTF-8");
  CHECK(fault("\x7f") == "1:1: the file has the control character 0x7f; expected a text in UTF-8");
  CHECK(fault("\xFF\xFEu\0"s) == "1:1: the file is in UTF-16 or UTF-32; expected UTF-8");
  CHECK(fault("\xFE\xFF\0u"s) == "1:1: the file is in UTF-16 or UTF-32; expected UTF-8");
  for (const char* bad : {"\x80", "\xC0\xAF", "\xC3", "\xE0\x80\x80", "\xED\xA0\x80", "\xE2\x82",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC3("}) {
    CHECK(fault("ok\n" + std::string(bad)).starts_with("2:1: the byte 0x"));
  }
}

TEST_CASE("the first tab in an indentation is found", "[text]") {
  CHECK_FALSE(find_tab_in_indentation("a:\n  b: x\ty\n\t# comment\n", 1, 3));
  CHECK_FALSE(find_tab_in_indentation("a:\n  b: 1\n\tc: 1\n", 1, 2));
  CHECK_FALSE(find_tab_in_indentation("\ta: 1\n  b: 1\n", 2, 3));
  const auto tab = find_tab_in_indentation("a:\n  b: 1\n  \tc: 1\n\td: 1\n", 2, 4);
  REQUIRE(tab);
  CHECK(tab->line == 3);
  CHECK(tab->column == 3);
}

TEST_CASE("a quoted text ends with its quote", "[text]") {
  CHECK(is_closed_quotation("x: 'a'", 3));
  CHECK(is_closed_quotation("'it''s'", 0));
  CHECK(is_closed_quotation("\"a\\\"b\"", 0));
  CHECK(is_closed_quotation("''", 0));
  CHECK(is_closed_quotation("plain", 0));
  CHECK(is_closed_quotation("", 0));
  CHECK_FALSE(is_closed_quotation("'a\n", 0));
  CHECK_FALSE(is_closed_quotation("'it''s", 0));
  CHECK_FALSE(is_closed_quotation("'", 0));
  CHECK_FALSE(is_closed_quotation("\"a\\\"", 0));
  CHECK_FALSE(is_closed_quotation("&x  \"a", 0));
}

TEST_CASE("names of entities are plain", "[text]") {
  CHECK(is_entity_name("imece"));
  CHECK(is_entity_name("turksat_5b"));
  CHECK(is_entity_name(std::string(64, 'a')));
  for (const char* bad : {"", "Imece", "5b", "_a", "a-b", "a b", "a.b", "imeçe", "*"}) {
    CHECK_FALSE(is_entity_name(bad));
  }
  CHECK_FALSE(is_entity_name(std::string(65, 'a')));
}

TEST_CASE("plain scalars have the types of YAML 1.2", "[text]") {
  for (const char* number : {"0", "-5", "+5", "010", "1.5", ".5", "5.", "1e3", "1E-3", "0x1F",
                             "0o17", ".inf", "-.Inf", ".nan"}) {
    INFO(number);
    CHECK(plain_type(number) == "a number");
  }
  CHECK(plain_type("true") == "a boolean");
  CHECK(plain_type("FALSE") == "a boolean");
  for (const char* text : {"", "yes", "no", "on", "1e", "1e+", "0x", "0o8", "-", "+", ".", "e3",
                           "1_000", "2026-08-22", "694 km", "inf", "5a"}) {
    INFO(text);
    CHECK(plain_type(text).empty());
  }
}

TEST_CASE("syntax errors are told in plain words where we have some", "[text]") {
  CHECK(plain_syntax_message("end of map not found") ==
        "the indentation of this line fits no line above");
  CHECK(plain_syntax_message("something else") == "something else");
}
