#pragma once

#include "orbit/format/element_set.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace urker::orbit {

/// Reads Orbit Mean-Elements Messages, CCSDS 502.0-B-3, section 4, of one object or several: in
/// keywords (KVN), XML, or the JSON of CelesTrak and Space-Track, as the first character tells.
///
/// Accepted are elements of SGP4 about the Earth, in TEME and UTC, as in two-line elements; with
/// the same digits they give the same `MeanElements`. In JSON the keywords that say so may be
/// absent. Keywords of the Recommendation that SGP4 does not use are checked and left out, and so
/// are USER_DEFINED_*, COMMENT and, in JSON, what Space-Track adds; a covariance is noted. Throws
/// `Error{invalid_input}` with all errors, each as "file:line:column: ..."; `file` is the name in
/// these messages.
[[nodiscard]] ElementSets parse_omm(std::string_view text, const std::string& file);

/// The same for a file. Throws `Error{missing_input}` if it cannot be read.
[[nodiscard]] ElementSets read_omm(const std::filesystem::path& path);

} // namespace urker::orbit
