#pragma once

#include "orbit/earth/earth_orientation.hpp"

#include <filesystem>
#include <string_view>

namespace urker::orbit {

/// Reads Earth orientation from a file finals2000A (`.all`, `.data` or `.daily`) of the IERS Rapid
/// Service/Prediction Centre: one line a day, fixed columns as its readme.finals2000A has them.
///
/// Pole and UT1 are those of Bulletin B (final) where the line has them, else of Bulletin A (rapid
/// or predicted); the celestial pole's offsets likewise, and where there are none the last ones
/// known hold. Lines without figures may only come last. Days before 1972 are refused, since UTC
/// had no leap seconds then.
///
/// Throws Error{invalid_input} as `name:line:column: what is wrong`.
[[nodiscard]] EarthOrientationTable read_finals2000a(std::string_view text, std::string_view name);

/// The same from a file. Throws Error{missing_input} if it cannot be read.
[[nodiscard]] EarthOrientationTable read_finals2000a(const std::filesystem::path& file);

} // namespace urker::orbit
