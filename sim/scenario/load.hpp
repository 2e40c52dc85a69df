#pragma once

#include "scenario/document.hpp"
#include "scenario/include.hpp"
#include "scenario/shape.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace urker::scenario {

/// What a scenario was read from.
struct Origin {
  Node resolved;                 ///< the tree that was read, with places and pedigrees
  std::vector<SourceFile> files; ///< the scenario first
};

/// Reads a scenario with its includes and `--set` overrides into the struct behind `describe_root`,
/// a fresh one. Throws InvalidScenario with all that is wrong, or Error if there is no such file.
[[nodiscard]] Origin load(const std::filesystem::path& path, const std::vector<std::string>& sets,
                          const Language& language, const GroupVisit& describe_root);

/// A struct that was read, and from what.
template <class Root>
struct Loaded {
  Root value;
  Origin origin;
};

/// The language of a struct with `describe(FieldVisitor&, Root&)`, and with `patterns_of(Root)` if
/// it has a section of patterns.
template <class Root>
[[nodiscard]] Language language_of() {
  Root prototype{};
  Language language = learn_language([&](FieldVisitor& v) { describe(v, prototype); });
  if constexpr (requires { patterns_of(prototype); }) {
    language.patterns = patterns_of(prototype);
  }
  return language;
}

/// The same for any struct with `describe(FieldVisitor&, Root&)`.
template <class Root>
[[nodiscard]] Loaded<Root> load(const std::filesystem::path& path,
                                const std::vector<std::string>& sets = {}) {
  const Language language = language_of<Root>();
  Loaded<Root> loaded;
  loaded.origin = load(path, sets, language, [&](FieldVisitor& v) { describe(v, loaded.value); });
  return loaded;
}

} // namespace urker::scenario
