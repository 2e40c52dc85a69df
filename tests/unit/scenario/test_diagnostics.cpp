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
