#pragma once

#include "base/calendar.hpp"
#include "scenario/load.hpp"
#include "scenario/scenario.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace urker::run {

enum class EphemerisForm { csv, oem, oem_xml, hdf5 };

/// Which states are to be written.
struct EphemerisRequest {
  std::filesystem::path output;
  EphemerisForm form = EphemerisForm::csv;
  bool replace = false;
  std::vector<std::string> satellites; ///< empty: all
  std::optional<CalendarTime> start;   ///< empty: the scenario's
  std::optional<double> duration_s;    ///< empty: until the scenario's end
  double step_s = 60.0;
  std::string command_line;
};

struct EphemerisSummary {
  std::vector<std::filesystem::path> files;
  std::size_t states = 0;
  std::vector<std::string> notes;
};

/// Writes the states of the scenario's satellites in GCRF at start + k step, as long as each is in
/// service. HDF5 is one file with the table `states`. The other forms have one file a satellite:
/// `output` itself if one satellite is named and `output` is no folder, else output/NAME.csv, .oem
/// or .xml. Every file is complete when it appears, and they appear only after all are
/// written. Throws `Error{usage}` for satellites that are not there and times outside the
/// scenario's span, `Error{cannot_write}` as a run does.
EphemerisSummary write_ephemeris(const scenario::Loaded<scenario::Scenario>& loaded,
                                 const EphemerisRequest& request);

} // namespace urker::run
