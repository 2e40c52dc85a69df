#include "base/error.hpp"
#include "orbit/format/oem_reader.hpp"
#include "orbit/format/omm.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <random>
#include <string>

using namespace urker;
using namespace urker::orbit;

namespace {

const std::string kFolder = URKER_TEST_DATA "/orbit/format/";

std::string read(const std::string& name) {
  std::ifstream file(kFolder + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Some bytes replaced, removed, doubled or moved, or the end cut off: what happens to files.
std::string damaged(std::string text, std::mt19937& random) {
  const auto below = [&random](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  for (std::size_t change = 0; change <= below(4) && text.size() > 40; ++change) {
    const std::size_t at = below(text.size() - 20);
    const std::size_t size = 1 + below(20);
    switch (below(5)) {
    case 0:
      text[at] = static_cast<char>(below(256));
      break;
    case 1:
      text.erase(at, size);
      break;
    case 2:
      text.insert(at, text.substr(below(text.size()), size));
      break;
    case 3:
      text.insert(at, 1, "<>[]{}=\"\n\t-+eE.,:&#0"[below(21)]);
      break;
    default:
      text.resize(at + 20);
    }
  }
  return text;
}

} // namespace

TEST_CASE("damaged exchange files are read or refused, and never more than that") {
  const Epoch epoch({2026, 8, 22, 0, 0, 0.0});
  constexpr int kTimes = 1000;
  std::mt19937 random(2026);
  int refused = 0;
  for (const char* name : {"omm.kvn", "omm.xml", "omm.json", "oem.kvn", "oem.xml"}) {
    const std::string text = read(name);
    REQUIRE(text.size() > 1000);
    for (int i = 0; i < kTimes; ++i) {
      const std::string bad = damaged(text, random);
      INFO(name << "\n" << bad);
      try {
        if (std::string(name).starts_with("omm")) {
          (void)parse_omm(bad, name);
        } else {
          (void)parse_oem(bad, name, epoch);
        }
      } catch (const Error& e) {
        REQUIRE(e.cause() == Cause::invalid_input);
        REQUIRE(std::string(e.what()).starts_with(name));
        ++refused;
      }
    }
  }
  CHECK(refused > kTimes);
}
