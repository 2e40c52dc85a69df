#pragma once

#include "results/provenance.hpp"
#include "results/table_buffer.hpp"

#include <filesystem>
#include <vector>

namespace urker::results {

/// Names this kind of file in its root attribute `file_type`.
inline constexpr const char* kFileType = "urker result";
/// Root attribute `urker_format`; readers refuse what they do not know.
inline constexpr int kFormat = 1;

/// Writes merged tables and their provenance to a file that must not exist yet:
///
///     /<table>/row                  dimension scale, int64 0, 1, ...
///     /<table>/<column>             1-D; attributes `units`, `long_name`; on the dimension `row`
///     /provenance                   attributes version, commit, seed, ...; dataset scenario (YAML)
///     /provenance/{sources,libraries,inputs}   tables as above
///     /provenance/run               what depends on machine and moment; table rank_statistics
///
/// Instants are float64 seconds with CF `units` ("seconds since <start>"), NaN where nothing
/// happened yet; they count TAI seconds, so a reader that applies the CF calendar is late by the
/// leap seconds in between. Equal arguments and libraries give equal bytes.
/// The file is made in memory and then written and forced to the disk: HDF5 1.10 cannot let go of a
/// file that it failed to write, and takes the process down when MPI ends. Local, without MPI.
/// Throws `Error{cannot_write}` with path and reason; then there is no file.
void write_result(const std::filesystem::path& path, const TableSet& merged,
                  const Provenance& provenance);

/// Versions at run time of the libraries that this folder uses, for the provenance.
[[nodiscard]] std::vector<LibraryRow> library_versions();

} // namespace urker::results
