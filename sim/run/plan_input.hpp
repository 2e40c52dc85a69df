#pragma once

#include "access/contact_plan.hpp"
#include "access/inter_satellite.hpp"
#include "access/target_passes.hpp"
#include "orbit/format/element_set.hpp"
#include "orbit/format/oem_reader.hpp"
#include "results/provenance.hpp"
#include "time/epoch.hpp"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
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

/// A satellite whose orbit is a table of states.
struct PlanEphemeris {
  std::string name;
  int catalogue_number = 0; ///< 0: none
  std::shared_ptr<const orbit::Oem> file;
};

/// What a plan without a scenario is made from. Indices are places in these lists; those of
/// ephemerides go on behind those of element sets.
struct PlanInput {
  std::vector<orbit::ElementSet> satellites;
  std::vector<PlanEphemeris> ephemerides;
  std::vector<access::Site> sites;
  std::vector<access::SatellitePair> pairs;
  std::vector<PlanTarget> targets;
  std::vector<results::SourceFileRow> sources;
  std::vector<std::string> notes; ///< what is irregular and accepted

  [[nodiscard]] std::size_t satellite_count() const {
    return satellites.size() + ephemerides.size();
  }
  /// Name and catalogue number of a satellite.
  [[nodiscard]] std::pair<std::string, int> satellite(std::size_t index) const;
  /// Its orbit from the start to `end`. Throws `Error{invalid_input}` where there is none; an
  /// ephemeris may leave some of the span out. `earth` covers `needed_span`.
  [[nodiscard]] std::unique_ptr<orbit::Trajectory>
  trajectory(std::size_t index, const Epoch& epoch, const orbit::Earth& earth, Time end) const;
  /// From the start to `end`, and the states of ephemerides that are needed for it.
  [[nodiscard]] std::pair<Time, Time> needed_span(Time end) const;
};

/// The files of a plan; some may be left out.
struct PlanFiles {
  std::filesystem::path element_sets, mean_elements, ephemerides, sites; ///< empty: none
  std::optional<std::filesystem::path> pairs, targets;
};

/// Reads them:
///
///     satellites, in this order: two-line element sets (orbit/format/tle.hpp), mean elements and
///             ephemerides of CCSDS messages (omm.hpp, oem_reader.hpp)
///     sites   site,lat_deg,lon_deg,h_m,mask_deg       site: 0, 1, ... in order
///     pairs   pair,sat_a,sat_b,range_max_km           pair likewise; a range of inf is no limit
///     targets name,lat_deg,lon_deg,h_m,max_incidence_deg,max_off_nadir_deg,min_sun_el_deg
///
/// Blank lines and those that begin with # are left out. Throws `Error{missing_input}` for a file
/// that cannot be read, and `Error{invalid_input}` with all mistakes of all files, one a line, as
/// file:line:column.
/// `epoch`: the start of the plan.
[[nodiscard]] PlanInput read_plan_input(const PlanFiles& files, const Epoch& epoch);

} // namespace urker::run
