#pragma once

#include "scenario/document.hpp"
#include "scenario/shape.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace urker::scenario {

/// A file that a scenario was read from.
struct SourceFile {
  std::string name; ///< as in messages: below the folder of the scenario as the user wrote it
  std::string text;
};

/// A scenario's file with all that it includes, as one tree.
struct Sources {
  Node tree;
  std::vector<SourceFile> files; ///< in the order of reading, the scenario first
};

/// Reads a scenario and the files under its key `include`: a pattern or a list of them, relative to
/// the file that includes (`*` and `?` within a name; matches in bytewise order). Files outside of
/// the scenario's folder, also by a link, are refused and not opened, as is what is no regular
/// file. Included files may include others (32 deep, 256 files), but never redefine each other's
/// keys; the scenario's own keys go over theirs: maps merge, anything else replaces. A file that is
/// included by several is read once.
///
/// Throws InvalidScenario with all that is wrong if no tree can be made (files missing, no YAML);
/// otherwise what is wrong goes to `diagnostics`.
[[nodiscard]] Sources read_sources(const std::filesystem::path& scenario, const Shape& root,
                                   Budget& budget, Diagnostics& diagnostics);

} // namespace urker::scenario
