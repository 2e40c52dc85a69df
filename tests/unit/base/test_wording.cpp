#include "base/error.hpp"
#include "base/mistakes.hpp"
#include "base/wording.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace urker;

TEST_CASE("the nearest name is proposed, the first of equals, none if all are far") {
  const std::vector<std::string> names{"imece", "gokturk_1", "gokturk_2", "kazsat_3"};
  CHECK(did_you_mean("imce", names) == "; did you mean \"imece\"?");
  CHECK(did_you_mean("imeec", names) == "; did you mean \"imece\"?");
  CHECK(did_you_mean("gokturk_3", names) == "; did you mean \"gokturk_1\"?");
  CHECK(did_you_mean("goktürk_2", names) == "; did you mean \"gokturk_2\"?");
  CHECK(did_you_mean("az", names).empty());
  CHECK(did_you_mean("", names).empty());
  CHECK(did_you_mean("imece", {}).empty());
  CHECK(did_you_mean("a", std::vector<std::string>{"b", "aa"}) == "; did you mean \"aa\"?");
  const std::vector<std::string> many(10'001, "imece");
  CHECK(did_you_mean("imce", many).empty());
}

TEST_CASE("texts in messages stay short and on one line") {
  CHECK(in_quotes("a\nb\x01") == "\"a\\x0ab\\x01\"");
  CHECK(in_quotes(std::string(100, 'x')) == "\"" + std::string(60, 'x') + "...\"");
  // 59 bytes, then a character of two bytes across the limit.
  CHECK(in_quotes(std::string(59, 'x') + "üyyy") == "\"" + std::string(59, 'x') + "...\"");
}

TEST_CASE("names are listed while they are few") {
  CHECK(one_of(std::vector<std::string>{"a"}) == "\"a\"");
  CHECK(one_of(std::vector<std::string>{"a", "b", "c"}) == "\"a\", \"b\" or \"c\"");
  CHECK(one_of(std::vector<std::string>(33, "a")) == "one of 33 names");
}

TEST_CASE("mistakes are told together, and of very many only the first") {
  Mistakes mistakes;
  CHECK_NOTHROW(mistakes.throw_if_any());
  mistakes.add("a.csv", 3, 7, "is wrong");
  mistakes.add_lines("b.csv:1:1: is wrong\nb.csv:2:1: is wrong");
  CHECK(mistakes.count() == 3);
  CHECK_THROWS_WITH(mistakes.throw_if_any(),
                    "a.csv:3:7: is wrong\nb.csv:1:1: is wrong\nb.csv:2:1: is wrong");
  for (std::size_t line = 1; line <= 100; ++line) {
    mistakes.add("c.csv", line, 1, "is wrong");
  }
  try {
    mistakes.throw_if_any();
  } catch (const Error& e) {
    CHECK(e.cause() == Cause::invalid_input);
    CHECK(std::string(e.what()).ends_with("\nc.csv:47:1: is wrong\nand 53 more"));
  }
}
