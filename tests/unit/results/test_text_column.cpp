#include "base/error.hpp"
#include "base/pack.hpp"
#include "results/text_column.hpp"

#include <catch2/catch.hpp>

using namespace urker;
using namespace urker::results;
using namespace std::string_literals;

namespace {

TextColumn column_of(const std::vector<std::string>& texts) {
  TextColumn column;
  for (const auto& text : texts) {
    column.append(text);
  }
  return column;
}

std::vector<std::string> texts_of(const TextColumn& column) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < column.size(); ++i) {
    texts.push_back(column.at(i));
  }
  return texts;
}

} // namespace

TEST_CASE("A text column gives back what it took, row by row") {
  const std::vector<std::string> texts{"b", "a", "a", "", "b", "Türksat"};
  CHECK(texts_of(column_of(texts)) == texts);
}

TEST_CASE("Ranks order rows as their texts do, bytewise") {
  const auto ranks = column_of({"b", "a", "ab", "B", "b", "ç"}).ranks();
  CHECK(ranks == std::vector<std::uint32_t>{3, 1, 2, 0, 3, 4});
}

TEST_CASE("Appending a column recodes its texts") {
  TextColumn column = column_of({"x", "y"});
  column.append_range(column_of({"y", "z", "x"}), 0, 3);
  CHECK(texts_of(column) == std::vector<std::string>{"x", "y", "y", "z", "x"});
}

TEST_CASE("Coded texts are appended, even if a word occurs twice among them") {
  TextColumn column = column_of({"x", "y"});
  column.append_coded({"z", "y", "z"}, std::vector<std::uint32_t>{2, 1, 0, 0});
  CHECK(texts_of(column) == std::vector<std::string>{"x", "y", "z", "y", "z", "z"});
  CHECK(column.words() == std::vector<std::string>{"x", "y", "z"});
}

TEST_CASE("Reordering moves rows") {
  TextColumn column = column_of({"x", "y", "z"});
  column.reorder({2, 0, 1});
  CHECK(texts_of(column) == std::vector<std::string>{"z", "x", "y"});
}

TEST_CASE("A text column survives packing, and can grow afterwards") {
  auto column = unpack<TextColumn>(pack(column_of({"x", "y", "x"})));
  column.append("y");
  column.append("z");
  CHECK(texts_of(column) == std::vector<std::string>{"x", "y", "x", "y", "z"});
  CHECK(column.ranks() == std::vector<std::uint32_t>{0, 1, 0, 1, 2});
}

TEST_CASE("Only UTF-8 without NUL is text") {
  for (const auto& text : {""s, "plain"s, "ç"s, "\xE2\x82\xAC"s, "\xF0\x9F\x9B\xB0"s,
                           "\xED\x9F\xBF"s, "\xF4\x8F\xBF\xBF"s}) {
    CHECK(is_text(text));
  }
  for (const auto& bytes : {"a\0b"s, "\xC0\x80"s, "\xC1\xBF"s, "\xE0\x80\x80"s, "\xED\xA0\x80"s,
                            "\xF0\x80\x80\x80"s, "\xF4\x90\x80\x80"s, "\xF5\x80\x80\x80"s, "\x80"s,
                            "\xC3"s, "\xE2\x82"s, "\xE2\x28\xA1"s, "\xFF"s}) {
    CHECK_FALSE(is_text(bytes));
  }
  TextColumn column;
  CHECK_THROWS_AS(column.append("\xFF"), Error);
}
