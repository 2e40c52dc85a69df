#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

namespace urker::results {

struct InspectOptions {
  std::size_t first_rows = 0;       ///< of each table shown
  std::size_t most_metrics = 40;    ///< the rest is counted only
  std::optional<std::string> table; ///< only this one; a path for those below provenance
};

/// What is in a result, as text for a terminal: tables with their rows, columns with type, units
/// and long name, summary figures, provenance. Instants are shown in UTC. Control characters are
/// shown as `?`. Throws `Error{missing_input}` or `Error{invalid_input}` for a file or table that
/// is absent, foreign or damaged. Opens the file for reading only.
[[nodiscard]] std::string inspect(const std::filesystem::path& path,
                                  const InspectOptions& options = {});

} // namespace urker::results
