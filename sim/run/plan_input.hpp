#pragma once

#include "access/contact_plan.hpp"
#include "orbit/format/tle.hpp"
#include "results/provenance.hpp"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace urker::run {

/// Two satellites by index, and how far apart they may be to see each other.
struct PlanPair {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  double range_limit_m = std::numeric_limits<double>::infinity();
};

/// What a plan without a scenario is made from. Indices are places in these lists.
struct PlanInput {
  std::vector<orbit::ElementSet> satellites;
  std::vector<access::Site> sites;
  std::vector<PlanPair> pairs;
  std::vector<results::SourceFileRow> sources;
  std::vector<std::string> notes; ///< what is irregular and accepted
};

/// Reads the files of a plan:
///
///     two-line element sets (orbit/format/tle.hpp)
///     sites   site,lat_deg,lon_deg,h_m,mask_deg       site: 0, 1, ... in order
///     pairs   pair,sat_a,sat_b,range_max_km           pair likewise; a range of inf is no limit
///
/// Blank lines and those that begin with # are left out. Throws `Error{missing_input}` for a file
/// that cannot be read, and `Error{invalid_input}` with all mistakes of all files, one a line, as
/// file:line:column.
[[nodiscard]] PlanInput read_plan_input(const std::filesystem::path& element_sets,
                                        const std::filesystem::path& sites,
                                        const std::optional<std::filesystem::path>& pairs);

} // namespace urker::run
