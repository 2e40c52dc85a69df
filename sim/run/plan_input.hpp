#pragma once

#include "access/contact_plan.hpp"
#include "access/inter_satellite.hpp"
#include "access/target_passes.hpp"
#include "orbit/format/tle.hpp"
#include "results/provenance.hpp"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace urker::run {

/// A point on the ground to be imaged.
struct PlanTarget {
  std::string name;
  orbit::Geodetic place;
  access::ImagingLimits limits;
};

/// What a plan without a scenario is made from. Indices are places in these lists.
struct PlanInput {
  std::vector<orbit::ElementSet> satellites;
  std::vector<access::Site> sites;
  std::vector<access::SatellitePair> pairs;
  std::vector<PlanTarget> targets;
  std::vector<results::SourceFileRow> sources;
  std::vector<std::string> notes; ///< what is irregular and accepted
};

/// The files of a plan; some may be left out.
struct PlanFiles {
  std::filesystem::path element_sets, sites;
  std::optional<std::filesystem::path> pairs, targets;
};

/// Reads them:
///
///     two-line element sets (orbit/format/tle.hpp)
///     sites   site,lat_deg,lon_deg,h_m,mask_deg       site: 0, 1, ... in order
///     pairs   pair,sat_a,sat_b,range_max_km           pair likewise; a range of inf is no limit
///     targets name,lat_deg,lon_deg,h_m,max_incidence_deg,max_off_nadir_deg,min_sun_el_deg
///
/// Blank lines and those that begin with # are left out. Throws `Error{missing_input}` for a file
/// that cannot be read, and `Error{invalid_input}` with all mistakes of all files, one a line, as
/// file:line:column.
[[nodiscard]] PlanInput read_plan_input(const PlanFiles& files);

} // namespace urker::run
