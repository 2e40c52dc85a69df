#pragma once

#include "orbit/tabulated/tabulated_trajectory.hpp"
#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace urker::orbit {

/// Some of the ephemeris of one object, within which alone one may interpolate.
struct OemSegment {
  std::string object_name;
  std::string object_id;
  Frame frame = Frame::gcrf; ///< of the table
  StateTable table;
};

struct Oem {
  std::vector<OemSegment> segments; ///< in the file's order
  std::vector<std::string> notes;   ///< "file:line: ..." for what is left out
};

/// Reads an Orbit Ephemeris Message, CCSDS 502.0-B-3, section 5, in keywords (KVN) or XML, as the
/// first character tells: any number of segments and objects about the Earth.
///
/// REF_FRAME: GCRF and ICRF (one frame here), EME2000 (or J2000), TEME, TOD, MOD, CIRS, and ITRF of
/// any year (one frame here; they differ by centimetres). TIME_SYSTEM: UTC, TAI, TT, TDB, GPS.
/// INTERPOLATION: HERMITE and LAGRANGE up to degree 15; without one Hermite of degree 7.
/// Accelerations and covariances are checked, noted and left out. Throws `Error{invalid_input}`
/// with all errors, each as "file:line:column: ..."; `file` is the name in these messages.
[[nodiscard]] Oem parse_oem(std::string_view text, const std::string& file, const Epoch& epoch);

/// The same for a file. Throws `Error{missing_input}` if it cannot be read.
[[nodiscard]] Oem read_oem(const std::filesystem::path& path, const Epoch& epoch);

} // namespace urker::orbit
