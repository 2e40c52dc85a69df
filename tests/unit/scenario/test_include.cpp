#include "scenario/include.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <sys/stat.h>
#include <unistd.h>

#include "toy.hpp"

using namespace urker;
using toy::Folder;
using toy::messages_of_file;
using toy::minimal;

namespace {

std::string area(const std::string& name, const std::string& title = "t") {
  return fmt::format("areas:\n  {}:\n    title: {}\n"
                     "    polygon: [{{latitude: 1 deg, longitude: 2 deg}}]\n",
                     name, title);
}

} // namespace

TEST_CASE("included files grow together, below the scenario", "[include]") {
  const Folder folder;
  folder.write("catalog/a.yaml", area("north", "one"));
  folder.write("catalog/b.yaml",
               "urker: 1\n" + area("south", "two") + "environment: {rain: false}\n");
  folder.write("catalog/.hidden.yaml", "not: read\n");
  folder.write("catalog/notes.txt", "not: read\n");
  folder.write("catalog/sub/c.yaml", "not: read\n");
  folder.write("more/c.yaml", "include: deep/*\nwatched: [north]\n");
  folder.write("more/deep/d.yaml", area("west", "three"));
  const auto file =
      folder.write("s.yaml", minimal() + "include: [catalog/*.yaml, more/c.yaml]\n" +
                                 "areas: {south: {title: mine}}\n" +
                                 "environment: {cloud_cover: 20 %}\n" + "watched: [south, west]\n");
  const auto loaded = scenario::load<toy::Scenario>(file);
  const toy::Scenario& s = loaded.value;
  CHECK(s.areas.size() == 3);
  CHECK(s.areas.at("north").title == "one");
  CHECK(s.areas.at("south").title == "mine");
  CHECK(s.areas.at("south").polygon.size() == 1);
  CHECK(s.areas.at("west").title == "three");
  CHECK_FALSE(s.environment.rain);
  CHECK(s.environment.cloud_cover == 0.2);
  CHECK(s.watched == std::vector<std::string>{"south", "west"});
  std::vector<std::string> names;
  for (const auto& source : loaded.origin.files) {
    names.push_back(std::filesystem::path(source.name).lexically_relative(folder.path()));
  }
  CHECK(names == std::vector<std::string>{"s.yaml", "catalog/a.yaml", "catalog/b.yaml",
                                          "more/c.yaml", "more/deep/d.yaml"});
  CHECK(loaded.origin.files[3].text == "include: deep/*\nwatched: [north]\n");
}

TEST_CASE("a file that several include is read once", "[include]") {
  const Folder folder;
  folder.write("a.yaml", "include: common.yaml\n");
  folder.write("b.yaml", "include: [common.yaml, 'c?mmon.yaml']\n");
  folder.write("common.yaml", area("north"));
  CHECK(messages_of_file(
            folder.write("s.yaml", minimal() + "include: [a.yaml, b.yaml, common.yaml]\n")) == "");
}

TEST_CASE("included files do not redefine each other's keys", "[include]") {
  const Folder folder;
  folder.write("c/a.yaml",
               std::string("\n") + area("north") + "environment: {rain: true}\nwatched: [north]\n");
  folder.write("c/b.yaml", area("north") + "environment: {rain: true}\nwatched: []\nurker: 2\n");
  folder.write("c/c.yaml", "urker: 1\n");
  CHECK(
      messages_of_file(folder.write("s.yaml", minimal() + "include: 'c/?.yaml'\n")) ==
      "c/b.yaml:2:3: areas.north: is defined a second time, first at c/a.yaml:3:3; only the "
      "scenario "
      "itself may override\n"
      "c/b.yaml:5:15: environment.rain: is defined a second time, first at c/a.yaml:6:15; only the "
      "scenario itself may override\n"
      "c/b.yaml:6:1: watched: is defined a second time, first at c/a.yaml:7:1; only the scenario "
      "itself may override\n"
      "c/c.yaml:1:1: urker: is defined a second time, first at c/b.yaml:7:1; only the scenario "
      "itself "
      "may override");
}

TEST_CASE("missing files and broken files are told together, with the code of a missing file",
          "[include]") {
  const Folder folder;
  folder.write("broken.yaml", "a: b: c\n");
  folder.write("list.yaml", "- a\n");
  const auto file = folder.write(
      "s.yaml", minimal() + "duration: 5\ninclude:\n  - gone.yaml\n  - 'x*.yaml'\n  - broken.yaml\n"
                            "  - list.yaml\n  - {a: 1}\n  - ''\n");
  CHECK(messages_of_file(file) ==
        "broken.yaml:1:5: this is no YAML: a `:` stands where no key can end; a text with a colon "
        "needs quotes\n"
        "list.yaml:1:1: this is no map; expected sections such as `satellites:`\n"
        "s.yaml:5:1: duration: is given twice, first at s.yaml:4:1; expected it once\n"
        "s.yaml:7:5: include: \"gone.yaml\": there is no such file\n"
        "s.yaml:8:5: include: \"x*.yaml\" fits no file\n"
        "s.yaml:11:5: include: is no file name; expected one such as catalog/*.yaml\n"
        "s.yaml:12:5: include: is no file name; expected one such as catalog/*.yaml");
  try {
    (void)scenario::load<toy::Scenario>(file);
  } catch (const Error& error) {
    CHECK(error.exit_code() == 66);
  }
  CHECK(messages_of_file(folder.write("t.yaml", minimal() + "include: {a: b}\n")) ==
        "t.yaml:5:10: include: is no list; expected file names such as [catalog/*.yaml]");
}

TEST_CASE("the scenario itself must be a regular file that is there", "[include]") {
  const Folder folder;
  const auto cause = [](const std::filesystem::path& path) {
    try {
      (void)scenario::load<toy::Scenario>(path);
    } catch (const Error& error) {
      return error.cause();
    }
    return Cause::internal;
  };
  CHECK(cause(folder.path() / "gone.yaml") == Cause::missing_input);
  CHECK(cause(folder.path()) == Cause::invalid_input);
  const auto fifo = folder.path() / "fifo";
  REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  CHECK(cause(fifo) == Cause::invalid_input);
  const auto huge = folder.write("huge.yaml", "name: x");
  std::filesystem::resize_file(huge, 100'000'000);
  CHECK(messages_of_file(huge) == "huge.yaml: the file is too large; expected at most 16 MB");
  // A link is followed where the user himself names it; includes stay with the folder of the link.
  folder.write("elsewhere/real.yaml", minimal() + "include: a.yaml\n");
  folder.write("a.yaml", area("north"));
  std::filesystem::create_symlink("elsewhere/real.yaml", folder.path() / "link.yaml");
  CHECK(messages_of_file(folder.path() / "link.yaml") == "");
}

TEST_CASE("nothing outside of the scenario's folder is read", "[include]") {
  const Folder folder;
  folder.write("outside.yaml", area("north"));
  folder.write("secret/a.yaml", area("south"));
  folder.write("in/sub/a.yaml", "include: ../../outside.yaml\n");
  folder.write("in/sub/b.yaml", "include: ../c.yaml\n");
  folder.write("in/c.yaml", area("west"));
  namespace fs = std::filesystem;
  fs::create_symlink("../outside.yaml", folder.path() / "in/link.yaml");
  fs::create_symlink("../gone.yaml", folder.path() / "in/dangling.yaml");
  fs::create_symlink("c.yaml", folder.path() / "in/inner.yaml");
  fs::create_symlink("../secret", folder.path() / "in/folder");
  fs::create_symlink("loop.yaml", folder.path() / "in/loop.yaml");
  const auto told = [&](const std::string& pattern) {
    return messages_of_file(folder.write("in/s.yaml", minimal() + "include: " + pattern + "\n"));
  };
  const auto refused = [](const std::string& text) {
    return fmt::format("s.yaml:5:10: include: \"{}\" is outside of the folder of the scenario; "
                       "expected a file below it",
                       text);
  };
  CHECK(told("../outside.yaml") == refused("../outside.yaml"));
  CHECK(told("sub/../../outside.yaml") == refused("sub/../../outside.yaml"));
  CHECK(told("sub/a.yaml") ==
        "sub/a.yaml:1:10: include: \"../../outside.yaml\" is outside of the folder of the "
        "scenario; expected a file below it");
  CHECK(told("sub/b.yaml") == "");
  CHECK(told("inner.yaml") == "");
  CHECK(told("link.yaml") == refused("link.yaml"));
  CHECK(told("dangling.yaml") != "");
  CHECK(told("loop.yaml") != "");
  CHECK(told("folder/a.yaml") == refused("folder/a.yaml"));
  CHECK(told("'folder/*.yaml'") == "s.yaml:5:10: include: \"folder/*.yaml\" fits no file");
  CHECK(told("'../*.yaml'") == "s.yaml:5:10: include: \"../*.yaml\" fits no file");
  CHECK(told("/etc/passwd") == "s.yaml:5:10: include: \"/etc/passwd\" is absolute; expected a file "
                               "below the folder of the scenario");
}

TEST_CASE("only regular files are read", "[include]") {
  const Folder folder;
  std::filesystem::create_directory(folder.path() / "folder.yaml");
  REQUIRE(::mkfifo((folder.path() / "fifo").c_str(), 0600) == 0);
  const auto told = [&](const std::string& name) {
    return messages_of_file(folder.write("s.yaml", minimal() + "include: " + name + "\n"));
  };
  CHECK(told("fifo") == "s.yaml:5:10: include: \"fifo\": this is no regular file; expected one");
  CHECK(told("folder.yaml") ==
        "s.yaml:5:10: include: \"folder.yaml\": this is no regular file; expected one");
  CHECK(told("'fold*'") == "s.yaml:5:10: include: \"fold*\" fits no file");
}

TEST_CASE("includes end", "[include]") {
  const Folder folder;
  folder.write("a.yaml", "include: b.yaml\n");
  folder.write("b.yaml", "include: a.yaml\n");
  CHECK(messages_of_file(folder.write("self.yaml", minimal() + "include: self.yaml\n")) ==
        "self.yaml:5:10: include: \"self.yaml\" includes itself");
  CHECK(messages_of_file(folder.write("s.yaml", minimal() + "include: a.yaml\n")) ==
        "b.yaml:1:10: include: \"a.yaml\" includes itself");

  const auto chain = [&](int length) {
    for (int i = 0; i < length; ++i) {
      const bool is_last = i + 1 == length;
      folder.write(fmt::format("chain/{}.yaml", i),
                   is_last ? "watched: []\n" : fmt::format("include: {}.yaml\n", i + 1));
    }
    return messages_of_file(folder.write("s.yaml", minimal() + "include: chain/0.yaml\n"));
  };
  CHECK(chain(32) == "");
  CHECK(chain(33).find("too many files are included; expected at most 256, 32 deep") !=
        std::string::npos);

  const auto many = [&](int count) {
    for (int i = 0; i < count; ++i) {
      folder.write(fmt::format("many/{}.yaml", i), area(fmt::format("a{}", i)));
    }
    return messages_of_file(folder.write("s.yaml", minimal() + "include: many/*\n"));
  };
  CHECK(many(256) == "");
  CHECK(many(300).find("too many files are included") != std::string::npos);
}
