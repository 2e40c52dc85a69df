#pragma once

#include "base/calendar.hpp"
#include "orbit/earth/earth.hpp"
#include "time/time.hpp"

#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace urker::run {

/// A plan of element sets and sites, without a scenario.
struct FilePlanRequest {
  std::filesystem::path element_sets, sites;
  std::optional<std::filesystem::path> pairs; ///< a file of them
  bool all_pairs = false;                     ///< or all that come within `range_limit_m`
  double range_limit_m = std::numeric_limits<double>::infinity();
  CalendarTime start;
  Duration duration{0};
  /// `gmst`: rotation by mean sidereal time alone, UT1 = UTC, and the shadows of a sphere with the
  /// almanac's Sun (access/almanac_shadows.hpp). `standard`: all that is known.
  orbit::EarthOrientationModel rotation = orbit::EarthOrientationModel::standard;
  std::filesystem::path output; ///< a folder for CSV, else a file
  bool csv = false;
  bool replace = false;
  std::string command_line; ///< for the provenance
};

struct FilePlanSummary {
  std::vector<std::string> notes; ///< satellites that are left out, and why
  std::size_t satellites = 0;
  std::size_t contacts = 0;
  std::size_t shadows = 0; ///< stays in the penumbra and in the umbra
  std::size_t between = 0; ///< windows between satellites
};

/// Contacts of every satellite with every site, its stays in the Earth's shadow, and the windows
/// between satellites that are asked for. A satellite whose elements give no state at some instant
/// of the span is left out and named in the notes. Local, without MPI.
FilePlanSummary plan_files(const FilePlanRequest& request);

} // namespace urker::run
