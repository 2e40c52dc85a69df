#include "base/random.hpp"
#include "scenario/scenario.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <cmath>
#include <ctime>
#include <fstream>
#include <iterator>

#include "toy.hpp"

using namespace urker;
using toy::Folder;
using toy::messages;
using toy::messages_of_file;
using toy::minimal;
using namespace std::string_literals;

namespace {

// What a sanitizer or an unoptimised build may cost.
#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__)
constexpr double kPatience = 1.0;
#else
constexpr double kPatience = 10.0;
#endif

std::string repeated(const std::string& text, std::size_t count) {
  std::string result;
  result.reserve(text.size() * count);
  for (std::size_t i = 0; i < count; ++i) {
    result += text;
  }
  return result;
}

/// The messages about a text, which must come within two seconds of the processor's time.
std::string quickly(const std::string& text) {
  const std::clock_t begin = std::clock();
  const std::string told = messages(text);
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  CHECK(seconds < 2.0 * kPatience);
  return told;
}

/// `text` with `size` bytes at `at` replaced by `piece`.
std::string replaced(const std::string& text, std::size_t at, std::size_t size,
                     const std::string& piece) {
  std::string result = text.substr(0, at);
  result += piece;
  result += text.substr(std::min(at + size, text.size()));
  return result;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("depth costs nothing", "[hostile]") {
  const std::string deep = "values are nested too deep; expected at most 64 levels";
  constexpr std::size_t kDeep = 100'000;
  CHECK(has(quickly("a: "s + repeated("[", kDeep) + repeated("]", kDeep)), deep));
  CHECK(has(quickly("a: "s + repeated("{b: ", kDeep)), deep));
  CHECK(has(quickly("a:\n  "s + repeated("- ", kDeep) + "x\n"), deep));
  CHECK(quickly("a: "s + repeated("[", kDeep)) != "");
  CHECK(quickly(repeated("? ", kDeep)) != "");
  CHECK(quickly(repeated("- ? ", kDeep)) != "");
  CHECK(quickly(repeated("}", kDeep)) != "");
  CHECK(quickly("a"s + repeated(": a", kDeep)) != "");
  CHECK(quickly("["s + repeated("a: ", kDeep)) != "");
  std::string stairs;
  for (std::size_t i = 0; i < 3000; ++i) {
    stairs += std::string(i, ' ') + "a:\n";
  }
  CHECK(has(quickly(stairs), deep));
}

TEST_CASE("aliases cost no more than they say", "[hostile]") {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  std::string chain = "b0: &b0 [x]\n";
  for (int i = 1; i < 60; ++i) {
    bomb += fmt::format("a{0}: &a{0} [*a{1}, *a{1}, *a{1}, *a{1}, *a{1}]\n", i, i - 1);
    chain += fmt::format("b{0}: &b{0} {{c: *b{1}}}\n", i, i - 1);
  }
  CHECK(has(quickly(bomb), "too many values, aliases expanded; expected at most 1000000"));
  CHECK(has(quickly("a: &a {b: *a}\n"), "an alias stands inside of what it repeats"));
  CHECK(quickly(chain) != "");
  std::string many = "a: &a x\nb: [";
  CHECK(quickly(many + repeated("*a, ", 300'000) + "]\n") != "");
}

TEST_CASE("size is limited before it is read", "[hostile]") {
  const Folder folder;
  const auto huge = folder.write("huge.yaml", "name: ");
  std::filesystem::resize_file(huge, 100'000'000);
  const std::clock_t begin = std::clock();
  CHECK(messages_of_file(huge) == "huge.yaml: the file is too large; expected at most 16 MB");
  CHECK(messages_of_file(folder.write("s.yaml", minimal() + "include: huge.yaml\n")) ==
        "s.yaml:5:10: include: \"huge.yaml\": the file is too large; expected at most 16 MB");
  CHECK(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC < 0.5 * kPatience);
}

TEST_CASE("what is large but allowed is read in time", "[hostile]") {
  CHECK(quickly(minimal() + "watched: [" + repeated("a, ", 400'000) + "]\n") != "");
  CHECK(quickly(minimal() + "areas: {" + repeated("a: {}, ", 200'000) + "}\n") != "");
  CHECK(quickly(minimal() + "areas:\n" + repeated("  a: {polygon: []}\n", 100'000)) != "");
  CHECK(quickly(repeated("---\n", 1'000'000)) != "");
  CHECK(quickly(repeated("\n", 10'000'000)) != "");
  CHECK(quickly("#"s + repeated("x", 10'000'000) + "\n" + minimal()) == "");
  const std::string long_name = "name: "s + repeated("x", 10'000'000) + "\n";
  CHECK(quickly("urker: 1\nstart: 2026-08-22T00:00:00Z\nduration: 24 h\n" + long_name) == "");
  std::string names = minimal() + "organisations:\n";
  for (int i = 0; i < 150'000; ++i) {
    names += fmt::format("  n{}: {{}}\n", i);
  }
  CHECK(quickly(names) == "");
  names += "satellites:\n";
  for (int i = 0; i < 2'000; ++i) {
    names += fmt::format("  s{}: {{owner: m{}}}\n", i, i);
  }
  CHECK(has(quickly(names), "... and 900 more"));
}

TEST_CASE("a polygon of any size is judged in time", "[hostile]") {
  const Folder folder;
  const auto judged = [&](int corners) {
    std::string text = minimal() + "organisations: {az: {name: Azerbaijan}}\nsatellites: {}\n"
                                   "areas:\n  a:\n    polygon:\n";
    for (int i = 0; i < corners; ++i) {
      const double angle = 6.28 * i / corners;
      text += fmt::format("      - {{latitude: {:.9f} deg, longitude: {:.9f} deg}}\n",
                          40.0 + std::sin(angle), 50.0 + std::cos(angle));
    }
    const std::clock_t begin = std::clock();
    std::string told;
    try {
      (void)scenario::load<scenario::Scenario>(folder.write("s.yaml", text));
    } catch (const Error& error) {
      told = error.what();
    }
    // Pair by pair it would take minutes.
    CHECK(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC < 5.0 * kPatience);
    return told;
  };
  CHECK(judged(2'000) == "");
  CHECK(judged(100'000).ends_with("areas.a.polygon: a polygon has at most 2000 corners"));
}

TEST_CASE("only text in UTF-8 is read, with or without its mark, however lines end", "[hostile]") {
  CHECK(has(quickly("urker: 1\nname: a\0b\n"s), "s.yaml:2:8: the file has a NUL byte"));
  CHECK(has(quickly("\xFF\xFE"
                    "u\0r\0k\0e\0r\0:\0 \0001\0"s),
            "s.yaml:1:1: the file is in UTF-16 or UTF-32"));
  CHECK(has(quickly("u\0r\0k\0e\0r\0"s), "s.yaml:1:2: the file has a NUL byte"));
  CHECK(has(quickly(minimal() + "title: caf\xE9\n"), "s.yaml:5:11: the byte 0xe9"));
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : minimal()) {
    windows += c == '\n' ? "\r\n" : std::string(1, c);
  }
  CHECK(quickly(windows) == "");
  CHECK(quickly(windows + "sed: 1\r\n") ==
        "s.yaml:5:1: sed: is no key here; did you mean \"seed\"?");
}

TEST_CASE("no damaged scenario ends in anything but a message", "[hostile]") {
  std::ifstream stream(URKER_TEST_DATA "/scenario/seed_of_damage.yaml");
  const std::string seed{std::istreambuf_iterator<char>(stream), {}};
  REQUIRE(quickly(seed) == "");
  const RandomKey key{1, key_of("damage"), key_of("scenario")};
  const std::string_view spice = "{}[]:,-?&*!|>'\"%@`#~ \n\t\\.0aZ\xC3\xFF\x01";
  std::uint64_t draw = 0;
  const auto below = [&](std::size_t size) {
    return static_cast<std::size_t>(random_uniform(key, draw++) * static_cast<double>(size));
  };
  int refused = 0;
  for (int round = 0; round < 1500; ++round) {
    std::string text = seed;
    for (std::size_t hits = 1 + below(4); hits > 0; --hits) {
      const std::size_t at = below(text.size());
      const std::string piece = below(2) == 0 ? std::string(1, spice[below(spice.size())])
                                              : text.substr(below(text.size()), below(60));
      text = replaced(text, at, below(2) * below(20), piece);
    }
    try {
      (void)toy::load_text(text);
    } catch (const Error& error) {
      REQUIRE(error.cause() != Cause::internal);
      ++refused;
    }
  }
  CHECK(refused > 1000);
}
