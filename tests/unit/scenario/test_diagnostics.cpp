#include "scenario/diagnostics.hpp"

#include <catch2/catch.hpp>

using namespace urker;
using namespace urker::scenario;

namespace {

Mark at(const char* file, int line, int column) {
  return {std::make_shared<const std::string>(file), line, column};
}

} // namespace

TEST_CASE("diagnostics come in the order of files and places", "[diagnostics]") {
  Diagnostics diagnostics;
  diagnostics.throw_if_any();
  diagnostics.add(at("b.yaml", 1, 1), "x", "is wrong");
  diagnostics.add(at("a.yaml", 10, 2), "y", "is wrong");
  diagnostics.add(at("a.yaml", 9, 3), "", "is no YAML");
  diagnostics.add(at("a.yaml", 9, 2), "z", "is wrong");
  try {
    diagnostics.throw_if_any();
    FAIL("nothing was thrown");
  } catch (const InvalidScenario& error) {
    CHECK(error.cause() == Cause::invalid_input);
    CHECK(error.diagnostics().size() == 4);
    CHECK(std::string(error.what()) == "a.yaml:9:2: z: is wrong\n"
                                       "a.yaml:9:3: is no YAML\n"
                                       "a.yaml:10:2: y: is wrong\n"
                                       "b.yaml:1:1: x: is wrong");
  }
}

TEST_CASE("what several paths lead to is told once, by the shortest", "[diagnostics]") {
  Diagnostics diagnostics;
  diagnostics.add(at("a.yaml", 1, 1), "satellites.b.radio.rate", "is wrong");
  diagnostics.add(at("a.yaml", 1, 1), "radios.x.rate", "is wrong");
  diagnostics.add(at("a.yaml", 1, 1), "radios.w.rate", "is wrong");
  diagnostics.add(at("a.yaml", 1, 1), "radios.x.rate", "is wrong in another way");
  try {
    diagnostics.throw_if_any();
  } catch (const InvalidScenario& error) {
    CHECK(std::string(error.what()) == "a.yaml:1:1: radios.w.rate: is wrong\n"
                                       "a.yaml:1:1: radios.x.rate: is wrong in another way");
  }
}

TEST_CASE("a missing file decides the cause, and too many errors end the reading",
          "[diagnostics]") {
  Diagnostics missing;
  missing.add(at("a.yaml", 1, 1), "x", "is wrong");
  missing.add_missing_file(at("a.yaml", 2, 1), "include", "there is no such file");
  CHECK_THROWS_AS(missing.throw_if_any(), InvalidScenario);
  try {
    missing.throw_if_any();
  } catch (const Error& error) {
    CHECK(error.exit_code() == 66);
  }

  Diagnostics many;
  const auto add_all = [&many] {
    for (int i = 1; i <= 1'000'000; ++i) {
      many.add(at("a.yaml", i, 1), "x", "is wrong");
    }
  };
  CHECK_THROWS_AS(add_all(), InvalidScenario);
  CHECK(many.size() == Diagnostics::kMost);
  try {
    many.throw_if_any();
  } catch (const Error& error) {
    CHECK(std::string(error.what()).ends_with("\n... and 900 more"));
  }
}

TEST_CASE("a place is written as compilers do, an override by itself", "[diagnostics]") {
  CHECK(at("s/a.yaml", 3, 7).text() == "s/a.yaml:3:7");
  CHECK(at("--set a=1", 0, 0).text() == "--set a=1");
}

TEST_CASE("the nearest name is proposed, the first of equals, none if all are far",
          "[diagnostics]") {
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

TEST_CASE("texts in messages stay short and on one line", "[diagnostics]") {
  CHECK(in_quotes("a\nb\x01") == "\"a\\x0ab\\x01\"");
  CHECK(in_quotes(std::string(100, 'x')) == "\"" + std::string(60, 'x') + "...\"");
  // 59 bytes, then a character of two bytes across the limit.
  CHECK(in_quotes(std::string(59, 'x') + "üyyy") == "\"" + std::string(59, 'x') + "...\"");
}

TEST_CASE("names are listed while they are few", "[diagnostics]") {
  CHECK(one_of(std::vector<std::string>{"a"}) == "\"a\"");
  CHECK(one_of(std::vector<std::string>{"a", "b", "c"}) == "\"a\", \"b\" or \"c\"");
  CHECK(one_of(std::vector<std::string>(33, "a")) == "one of 33 names");
}
