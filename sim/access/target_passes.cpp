#include "access/target_passes.hpp"

#include "access/nadir_model.hpp"
#include "access/peak_search.hpp"
#include "access/point_windows.hpp"
#include "orbit/angles.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace urker::access {
namespace {

using orbit::Geodetic;
using orbit::Vector3;

constexpr double kRightAngle_rad = std::numbers::pi / 2.0;

TargetPass describe(const Track& track, const GroundPlace& point, const Window& window,
                    const ShadowBodies& bodies) {
  const TrackSection section(track, window.begin, window.end);
  // Of the cosine: 1.4e-7 rad where the angle is 0, and well below a millisecond in the instant.
  constexpr double kTolerance = 1e-14;
  const auto peak = find_peak(NadirModel(section, point, kRightAngle_rad), kTolerance);
  TargetPass pass;
  pass.window = window;
  pass.closest = peak.time;
  pass.least_off_nadir_rad = 2.0 * std::asin(std::min(peak.sample.chord / 2.0, 1.0));
  pass.incidence_rad =
      kRightAngle_rad - orbit::elevation_rad(track.at(peak.time).r_m - point.position_m, point.up);
  pass.range_m = peak.sample.range_m;
  pass.sun_elevation_rad =
      orbit::elevation_rad(bodies.sun_m(track.earth(), peak.time) - point.position_m, point.up);
  return pass;
}

} // namespace

std::vector<TargetPass> find_target_passes(const Track& track, const Geodetic& place,
                                           const ImagingLimits& limits, Time begin, Time end,
                                           const ShadowBodies& bodies) {
  const TrackSection section(track, begin, end);
  const GroundPlace point(place);
  std::vector<TargetPass> passes;
  for (const Window& window : find_point_windows(section, point, limits, bodies)) {
    passes.push_back(describe(track, point, window, bodies));
  }
  return passes;
}

std::vector<TargetPass> find_target_passes(const orbit::Trajectory& trajectory,
                                           const orbit::Earth& earth, const Geodetic& place,
                                           const ImagingLimits& limits, const Window& seen,
                                           const ShadowBodies& bodies) {
  const Track track(trajectory, earth, seen.begin, seen.end);
  const GroundPlace point(place);
  std::vector<TargetPass> passes;
  for (const Window& window : find_point_windows(track, point, limits, seen, bodies)) {
    passes.push_back(describe(track, point, window, bodies));
  }
  return passes;
}

} // namespace urker::access
