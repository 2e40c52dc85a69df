#include "scenario/diagnostics.hpp"
#include "scenario/load_scenario.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace urker;

/// Every file of tests/data/bad_scenarios breaks a rule; the golden text of the same name has all
/// that Urker says about it. `URKER_REFRESH_GOLDEN=1 test_scenario "[golden]"` writes the texts
/// anew: read what changed before you commit it.
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(URKER_TEST_DATA) / "bad_scenarios";

std::vector<fs::path> files_with(const std::string& extension) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    if (entry.path().extension() == extension) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Overrides stand in the comments at the head of a file: `# --set path=value`.
std::vector<std::string> overrides_of(const fs::path& file) {
  constexpr std::string_view kStart = "# --set ";
  std::vector<std::string> sets;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line) && line.starts_with('#');) {
    if (line.starts_with(kStart)) {
      sets.push_back(line.substr(kStart.size()));
    }
  }
  return sets;
}

/// What Urker says, with file names as seen from the corpus.
std::string verdict(const fs::path& file) {
  try {
    (void)scenario::load_scenario(file, overrides_of(file));
    return "no error\n";
  } catch (const Error& error) {
    std::string text = fmt::format("{}\nexit {}\n", error.what(), error.exit_code());
    const std::string folder = kFolder.string() + "/";
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder)) {
      text.erase(at, folder.size());
    }
    return text;
  }
}

bool is_refreshing() {
  const char* wish = std::getenv("URKER_REFRESH_GOLDEN");
  return wish != nullptr && std::string_view(wish) == "1";
}

} // namespace

TEST_CASE("every bad scenario gets exactly its messages", "[golden]") {
  const auto files = files_with(".yaml");
  CHECK(files.size() >= 100);
  for (const fs::path& file : files) {
    INFO(file.filename().string());
    const std::string said = verdict(file);
    const fs::path golden = fs::path(file).replace_extension(".txt");
    if (is_refreshing()) {
      std::ofstream(golden, std::ios::binary) << said;
    }
    CHECK(said == read(golden));
    CHECK(said != "no error\n");
  }
}

TEST_CASE("no golden text has lost its scenario", "[golden]") {
  for (const fs::path& text : files_with(".txt")) {
    INFO(text.filename().string());
    CHECK(fs::exists(fs::path(text).replace_extension(".yaml")));
  }
}
