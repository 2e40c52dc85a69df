#pragma once

#include "run/input_text.hpp"
#include "run/plan_input.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace urker::run {

/// The two-line element sets in `text`, in its order; a line that is not part of a set names the
/// next one (a leading `0 ` is left out). Columns as in Hoots and Roehrich, Spacetrack Report 3
/// (1980), and AIAA 2006-6753, appendix B. Checked: length, checksum, catalogue number on both
/// lines, every number and its range. Two-digit years from 57 are of the 20th century.
[[nodiscard]] std::vector<PlanSatellite>
read_two_line_sets(const std::string& file, std::string_view text, Mistakes& mistakes);

} // namespace urker::run
