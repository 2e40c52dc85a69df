#pragma once

#include "results/provenance.hpp"
#include "results/table_buffer.hpp"

#include <filesystem>
#include <vector>

namespace urker::results {

class ChunkCoder;

/// Writes merged tables and their provenance to a file that must not exist yet (result_file.hpp).
/// Without a coder it encodes the chunks itself. Throws `Error{cannot_write}` with path and reason;
/// then there is no file.
void write_result(const std::filesystem::path& path, const TableSet& merged,
                  const Provenance& provenance, ChunkCoder* coder = nullptr);

/// Versions at run time of the libraries that this folder uses, for the provenance.
[[nodiscard]] std::vector<LibraryRow> library_versions();

} // namespace urker::results
