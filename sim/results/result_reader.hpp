#pragma once

#include "results/hdf5_handle.hpp"
#include "results/output_file.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

// Private to this folder: reading a file that may be damaged, or no result at all. Beside what is
// said, everything here throws hdf5::Failure for contents that do not hold together.
namespace urker::results {

/// Opens a result read-only. Throws `Error{missing_input}` if there is no such file or it may not
/// be read, `Error{invalid_input}` if it is no HDF5 file, no result, of an unknown format, or
/// damaged where that shows on opening.
[[nodiscard]] hdf5::Handle open_result(const std::filesystem::path& path);

/// The same for any kind of file of tables.
[[nodiscard]] hdf5::Handle open_tables(const std::filesystem::path& path, const FileKind& kind);

/// Names in a group, bytewise or as written. Only hard links: no result has others, and an external
/// link would lead out of the file.
enum class LinkOrder { bytewise, as_written };
[[nodiscard]] std::vector<std::string> link_names(hid_t group, LinkOrder order);

/// A group or dataset; H5Iget_type tells which.
[[nodiscard]] hdf5::Handle open_object(hid_t location, const std::string& path);

/// Length of a 1-D dataset, 1 for a scalar, after a check that the file can hold so many. A dataset
/// that keeps its values in another file is refused.
[[nodiscard]] std::uint64_t checked_length(hid_t dataset);

/// Reads rows [first, first + count) as HDF5 converts them to the memory type.
void read_block(hid_t dataset, hid_t memory_type, std::uint64_t first, std::uint64_t count,
                void* values);

/// Nothing if there is no such attribute or it is no scalar text.
[[nodiscard]] std::optional<std::string> text_attribute(hid_t object, const char* name);
/// Nothing if there is no such attribute or it is no scalar integer.
[[nodiscard]] std::optional<std::int64_t> integer_attribute(hid_t object, const char* name);

} // namespace urker::results
