#include "base/build_info.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

using urker::build_info;

TEST_CASE("the build tells its version, compiler and options", "[build_info]") {
  CHECK(std::count(build_info().version.begin(), build_info().version.end(), '.') == 2);
  CHECK(build_info().compiler.find(__VERSION__) != std::string_view::npos);
  CHECK(build_info().flags.find("-ffp-contract=off") != std::string_view::npos);
  CHECK(build_info().flags.find("fast-math") == std::string_view::npos);
}

TEST_CASE("the build names no folder of the machine that made it", "[build_info]") {
  CHECK(build_info().flags.find('/') == std::string_view::npos);
}

TEST_CASE("the commit is a hash of git or unknown", "[build_info]") {
  std::string commit{build_info().commit};
  if (commit.ends_with("-dirty")) {
    commit.resize(commit.size() - 6);
  }
  const bool is_hash =
      commit.size() == 40 && commit.find_first_not_of("0123456789abcdef") == std::string::npos;
  CHECK((is_hash || commit == "unknown"));
}
