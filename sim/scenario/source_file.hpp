#pragma once

#include "scenario/diagnostics.hpp"
#include "scenario/document.hpp"
#include "scenario/include.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace urker::scenario {

/// Why a file could not be read.
struct ReadFault {
  std::string message;
  bool is_missing = false;
};

/// Reads a regular file; never waits (a FIFO) and never follows a last link.
[[nodiscard]] std::optional<ReadFault> read_file(const std::filesystem::path& path,
                                                 std::string& text);

/// Whether a path lies in a folder, both without links and `..`.
[[nodiscard]] bool is_inside(const std::filesystem::path& folder,
                             const std::filesystem::path& canonical);

/// A file of data that a scenario names, relative to the scenario's folder: as with included files,
/// one outside of it is refused, also by a link. Nothing if it cannot be had; why goes to
/// `diagnostics` with the place of `name` and the key's path.
[[nodiscard]] std::optional<SourceFile> read_data_file(const std::filesystem::path& scenario,
                                                       const Node& name,
                                                       const std::string& key_path,
                                                       Diagnostics& diagnostics);

} // namespace urker::scenario
