#include "base/error.hpp"
#include "orbit/format/oem_reader.hpp"
#include "orbit/format/omm.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace urker;

/// What is said about each bad file of tests/data/orbit/format stands in the golden text beside it.
/// `URKER_REFRESH_GOLDEN=1 test_orbit "[golden]"` writes the texts anew: read what changed before
/// you commit it.
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(URKER_TEST_DATA) / "orbit/format";

std::string read(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string verdict(const fs::path& file) {
  const std::string name = file.filename();
  try {
    if (name.starts_with("omm")) {
      (void)orbit::parse_omm(read(file), name);
    } else {
      (void)orbit::parse_oem(read(file), name, Epoch({2026, 8, 22, 0, 0, 0.0}));
    }
    return "no error\n";
  } catch (const Error& e) {
    CHECK(e.cause() == Cause::invalid_input);
    return std::string(e.what()) + "\n";
  }
}

std::vector<fs::path> bad_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    const std::string name = entry.path().filename();
    if (name.find("_bad.") != std::string::npos && !name.ends_with(".txt")) {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

} // namespace

TEST_CASE("every bad exchange file gets exactly its messages", "[golden]") {
  const char* wish = std::getenv("URKER_REFRESH_GOLDEN");
  const auto files = bad_files();
  CHECK(files.size() >= 5);
  for (const fs::path& file : files) {
    INFO(file.filename().string());
    const std::string said = verdict(file);
    const fs::path golden = file.string() + ".txt";
    if (wish != nullptr && std::string_view(wish) == "1") {
      std::ofstream(golden, std::ios::binary) << said;
    }
    CHECK(said == read(golden));
    CHECK(said != "no error\n");
  }
}
