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
  std::vector<Site> sites; ///< least elevations from -10 to 90 deg; no masks by azimuth
  bool with_eclipses = true;
  ShadowBodies bodies;
};

/// A satellite whose trajectory ends within the span (decayed, or out of an ephemeris). Its windows
/// up to the last node of its grid before `time` count, and are clipped there.
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
/// The same windows as `find_station_contacts` finds, with the same proof (window_search.hpp), by
/// another way:
///
/// 1. Each satellite has a grid of its own from `begin`, in steps of about 4 deg of its motion.
/// 2. Screen. Above a mask e a satellite at the radius r is seen from a site at the radius R only
///    within the angle acos(R cos e' / r) - e' at the Earth's centre, with e' = e - 0.1925 deg for
///    the greatest angle between the geodetic and the geocentric vertical. It grows with r and
///    falls with R and e. The satellite's direction turns by w h / 2 at most from the nearer node
///    to any instant between two nodes, w = speed / least radius. A site farther from the
///    directions at both nodes than both together therefore sees nothing between them.
/// 3. What is left is proven by its values at the nodes and the bound on the curvature, else
///    halved. The instants wanted by all the sites of a satellite go through one call.
/// 4. Ends are Newton's, started from the cubic through both nodes. With an error of the rate below
///    u, the step d from an exact value leaves |d| (M |d| / 2 + u) / (|f'| - u), which must be
///    below 1 us. They are not rounded to the inner side.
/// 5. Culminations: the vertex of the parabola through three exact elevations 0.2 s apart, wherever
///    the elevation rises at one node and falls at the next.
///
/// `least_range_m` is that at the least radius in the window under the greatest elevation: a bound.
class PlanSearch {
 public:
  PlanSearch(PlanInput input, Time begin, Time end);
  ~PlanSearch();
  PlanSearch(PlanSearch&&) noexcept;
  PlanSearch& operator=(PlanSearch&&) noexcept;

  /// Gives each satellite's windows that end by `until` at the latest, give or take one step of its
  /// grid, satellite by satellite. With `until` at the span's end, all that are left.
  void advance(Time until, const std::function<void(const PlanPart&)>& sink);

  [[nodiscard]] const std::vector<PlanFailure>& failures() const;

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

} // namespace urker::access
