#pragma once

#include "base/calendar.hpp"
#include "orbit/earth/earth.hpp"
#include "run/plan_input.hpp"
#include "time/time.hpp"

#include <mpi.h>

#include <chrono>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace urker::run {

/// A plan of satellites and sites of files (plan_input.hpp), without a scenario.
struct FilePlanRequest {
  std::filesystem::path element_sets, mean_elements, ephemerides; ///< at least one of them
  std::filesystem::path sites;
  std::optional<std::filesystem::path> pairs; ///< a file of them
  bool all_pairs = false;                     ///< or all that come within `range_limit_m`
  double range_limit_m = std::numeric_limits<double>::infinity();
  std::optional<std::filesystem::path> targets; ///< a file of points to be imaged
  /// Greatest angle between satellite and Sun, seen from a site, that counts as a Sun outage.
  std::optional<double> sun_outage_rad;
  CalendarTime start;
  Duration duration{0};
  Duration horizon = std::chrono::hours(6); ///< searched at a time; does not change the plan
  /// `gmst`: rotation by mean sidereal time alone, UT1 = UTC, and the shadows of a sphere with the
  /// almanac's Sun (access/almanac_shadows.hpp); the Moon is always that of DE-405. `standard`: all
  /// that is known.
  orbit::EarthOrientationModel rotation = orbit::EarthOrientationModel::standard;
  std::filesystem::path output; ///< a folder for CSV, else a file
  bool csv = false;
  bool replace = false;
  std::string command_line; ///< for the provenance
};

/// The same on all ranks.
struct FilePlanSummary {
  std::vector<std::string> notes; ///< satellites whose windows end early, and why
  std::uint64_t satellites = 0;
  std::uint64_t contacts = 0;
  std::uint64_t shadows = 0;      ///< stays in the Earth's penumbra and umbra
  std::uint64_t moon_shadows = 0; ///< likewise of the Moon's, and in the antumbra
  std::uint64_t outages = 0;
  std::uint64_t target_passes = 0;
  std::uint64_t between = 0; ///< windows between satellites
};

/// Collective: contacts of every satellite with every site, its stays in the shadows of Earth and
/// Moon, and the Sun outages, passes over targets and windows between satellites that are asked
/// for. A satellite whose orbit has no state from some instant of the span on has its windows
/// until shortly before, and is named in the notes. Each rank searches a part of the satellites,
/// horizon by horizon; what is found waits in files without a name beside the output, and goes
/// through rank 0 to the output in the end. The same bytes for any number of ranks and any horizon.
FilePlanSummary plan_files(const FilePlanRequest& request, MPI_Comm communicator);

/// The same for what was read before, whatever files the request names.
FilePlanSummary plan_input(const PlanInput& input, const FilePlanRequest& request,
                           MPI_Comm communicator);

} // namespace urker::run
