#include "base/error.hpp"
#include "scenario/load_scenario.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

#include "toy.hpp"

using namespace urker;
using namespace urker::scenario;
namespace fs = std::filesystem;

namespace {

const std::string kKey = "environment.earth_orientation_file=";

/// The demonstration with files of Earth orientation beside it.
struct Demo {
  toy::Folder folder;
  fs::path scenario;
  Demo() {
    fs::copy(URKER_SOURCE_DIR "/scenarios", folder.path() / "demo", fs::copy_options::recursive);
    fs::create_directory(folder.path() / "demo" / "eop");
    const fs::path lines = URKER_TEST_DATA "/orbit/finals2000a_leap.txt";
    fs::copy_file(lines, folder.path() / "demo" / "eop" / "leap.txt");
    fs::copy_file(lines, folder.path() / "outside.txt");
    folder.write("demo/eop/bad.txt", "no such file");
    scenario = folder.path() / "demo" / "first_light.yaml";
  }
  [[nodiscard]] std::string error(const std::string& file, Cause cause) const {
    try {
      static_cast<void>(load_scenario(scenario, {kKey + file}));
    } catch (const Error& e) {
      CHECK(e.cause() == cause);
      return e.what();
    }
    return "";
  }
};

} // namespace

TEST_CASE("a file of Earth orientation is read and listed with the scenario's files") {
  const Demo demo;
  const auto plain = load_scenario(demo.scenario);
  CHECK(plain.value.environment.earth_orientation_table == nullptr);
  const auto loaded = load_scenario(demo.scenario, {kKey + "eop/leap.txt"});
  REQUIRE(loaded.value.environment.earth_orientation_table != nullptr);
  CHECK(loaded.value.environment.earth_orientation_table->first_day() == 57751.0);
  REQUIRE(loaded.origin.files.size() == plain.origin.files.size() + 1);
  CHECK(loaded.origin.files.back().name ==
        (demo.scenario.parent_path() / "eop" / "leap.txt").string());
  CHECK(loaded.origin.files.back().text.starts_with("161229 57751.00"));
}

TEST_CASE("what is wrong with a file of Earth orientation is said") {
  using Catch::Contains;
  const Demo demo;
  CHECK_THAT(demo.error("eop/none.txt", Cause::missing_input),
             Contains("environment.earth_orientation_file") && Contains("there is no such file"));
  CHECK_THAT(demo.error("../outside.txt", Cause::invalid_input),
             Contains("outside of the folder of the scenario"));
  CHECK_THAT(demo.error((demo.folder.path() / "outside.txt").string(), Cause::invalid_input),
             Contains("outside of the folder of the scenario"));
  CHECK_THAT(demo.error("eop/bad.txt", Cause::invalid_input),
             Contains("eop/bad.txt:1:8: 'file' is no modified Julian date"));
  CHECK_THAT(demo.error("eop", Cause::invalid_input), Contains("no regular file"));
  CHECK_THROWS_WITH(
      load_scenario(demo.scenario, {kKey + "eop/leap.txt", "environment.earth_orientation=gmst"}),
      Contains("needs `earth_orientation: standard`"));
}
