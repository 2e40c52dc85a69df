#pragma once

#include <filesystem>
#include <string>

namespace urker::results {

/// SHA-256 over what a result says, however it is stored: equal for two files exactly if they hold
/// the same groups and datasets with the same types, shapes, attributes and values, apart from
/// /provenance/run. Chunking, compression, order of writing and storage of texts do not count;
/// references between objects count by the path that they lead to.
///
/// The bytes that are hashed, with n for an unsigned 64-bit number, little-endian, and t for a text
/// (n bytes, then they): for each object in bytewise order of its path
///     t path, t "group" or t "dataset" CONTENTS, n attributes, for each by name: t name CONTENTS
///     CONTENTS: t type, n dimensions, n each dimension, then all values:
///     numbers little-endian in their own size; texts and paths of references as t; lists as n and
///     their elements; compounds member by member. REFERENCE_LIST is sorted first.
///
/// Throws `Error{missing_input}` or `Error{invalid_input}` for a file that is absent, foreign or
/// damaged. Memory does not grow with the rows.
[[nodiscard]] std::string digest(const std::filesystem::path& path);

} // namespace urker::results
