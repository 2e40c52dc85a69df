#pragma once

#include "access/contact_plan.hpp"
#include "orbit/trajectory.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace urker::access {

/// Who and where. The trajectories and the Earth must outlive the search.
struct PlanInput {
  std::vector<const orbit::Trajectory*> satellites;
  const orbit::Earth* earth = nullptr;
  std::vector<Site> sites; ///< least elevations from -10 to 90 deg
  bool with_eclipses = true;
  ShadowBodies bodies;
};

/// A satellite whose trajectory ends within the span (decayed, or out of an ephemeris). Its windows
/// up to a second before `time` count, and are clipped there.
struct PlanFailure {
  std::uint32_t satellite = 0;
  Time time = kStart;
  std::string reason;
};

/// What ended in one horizon, sorted by (satellite, station, begin).
struct PlanPart {
  std::vector<StationContact> contacts;
  std::vector<Eclipse> eclipses;
};

/// All passes of many satellites over many sites, and the eclipses by the Earth, in horizons: the
/// memory is bounded by what ends in one, and by the passes under way. The parts together are the
/// same, bit for bit, for any horizons, and a satellite's do not depend on the other satellites and
/// sites.
///
/// The same windows as `find_site_windows` finds, with the same proof (window_search.hpp), by
/// another way:
///
/// 1. Each satellite has a track of its own (track.hpp): arcs of polynomials with 4 nodes each.
/// 2. Screen. Above a mask e a satellite at the radius r is seen from a site at the radius R only
///    within the angle acos(R cos e' / r) - e' at the Earth's centre, with e' = e - 0.1925 deg for
///    the greatest angle between the geodetic and the geocentric vertical. It grows with r and
///    falls with R and e. From the middle of an arc of the length h the satellite's direction turns
///    by w h / 2 at most, w = speed / least radius. A site farther from it than both together sees
///    nothing of the arc.
/// 3. What is left is proven by the values at the nodes and the bound on the curvature, else
///    halved.
/// 4. Ends are the roots of the condition on the polynomials, to 1 ns of these. They are not
///    rounded to the inner side.
/// 5. Culminations are the roots of the elevation's rate, wherever the elevation rises at one node
///    and falls at the next.
///
/// Sites with a mask by azimuth are searched as `find_site_windows` does, on the same track.
///
/// `least_range_m` is a lower bound: where the orbit is nearly circular, the range at the least
/// radius under the greatest elevation, else from the ranges at the nodes (least_range.hpp).
class PlanSearch {
 public:
  PlanSearch(PlanInput input, Time begin, Time end);
  ~PlanSearch();
  PlanSearch(PlanSearch&&) noexcept;
  PlanSearch& operator=(PlanSearch&&) noexcept;

  /// Gives each satellite's windows that end by `until` at the latest, give or take one arc of its
  /// track, satellite by satellite. With `until` at the span's end, all that are left. The part
  /// lives until the sink returns.
  void advance(Time until, const std::function<void(const PlanPart&)>& sink);

  /// As `advance`, but each satellite goes on, it alone, until every window of its that begins
  /// before `before` has ended. The sink may get several parts of one satellite, and also windows
  /// that begin later.
  void complete(Time before, const std::function<void(const PlanPart&)>& sink);

  [[nodiscard]] const std::vector<PlanFailure>& failures() const;

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

} // namespace urker::access
