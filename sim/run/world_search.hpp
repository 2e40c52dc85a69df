#pragma once

#include "access/area_windows.hpp"
#include "access/plan_search.hpp"
#include "run/share.hpp"
#include "run/world.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace urker::run {

/// Passes and eclipses of a share of the world's satellites, horizon by horizon (PlanSearch):
/// passes while both satellite and station are in service, eclipses by the Earth over the whole
/// run, since the battery lives before and after the service too. Indices are those of the world.
class WorldSearch {
 public:
  WorldSearch(const World& world, const Share& satellites);
  /// As in PlanSearch.
  void advance(Time until, const std::function<void(const access::PlanPart&)>& sink);
  void complete(Time before, const std::function<void(const access::PlanPart&)>& sink);
  /// Throws Error{invalid_input} naming the first satellite whose orbit ends within the run.
  void check_orbits() const;
  /// In the order of the satellites.
  [[nodiscard]] std::vector<access::PlanFailure> failures() const;

 private:
  /// As the world has it: with its numbers, while in service.
  [[nodiscard]] access::PlanPart in_world(access::PlanPart part) const;
  void cut_to_service(const access::StationContact& contact,
                      std::vector<access::StationContact>& kept) const;

  const World& world_;
  std::uint32_t first_, last_; ///< the share
  std::vector<access::Site> sites_;
  access::PlanSearch search_;
};

/// How far a satellite's orbit is known: to the end of the run, or, where it fails within it, until
/// shortly before.
[[nodiscard]] Time known_until(const World& world, std::uint32_t satellite,
                               const std::vector<access::PlanFailure>& failures);

/// The cells of the world's areas.
[[nodiscard]] std::vector<access::AreaPoints> area_points_of(const World& world);

/// When at least one cell of each area is within the limits of the satellite's own imager, of
/// off-nadir angle and Sun elevation, until an instant. Sorted by (area, begin).
[[nodiscard]] std::vector<access::AreaPass>
area_passes_of(const World& world, const std::vector<access::AreaPoints>& areas,
               std::uint32_t satellite, Time until);

} // namespace urker::run
