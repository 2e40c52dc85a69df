#include "access/point_windows.hpp"

#include "access/daylight.hpp"
#include "access/nadir_model.hpp"
#include "access/station_model.hpp"

#include <numbers>
#include <utility>

namespace urker::access {
namespace {

constexpr double kRightAngle_rad = std::numbers::pi / 2.0;

std::vector<Window> within_off_nadir(const Track& track, const GroundPlace& point, double limit_rad,
                                     const Window& whole) {
  if (limit_rad >= kRightAngle_rad) {
    return {whole};
  }
  const TrackSection section(track, whole.begin, whole.end);
  return parts_of(whole, search_windows(NadirModel(section, point, limit_rad)));
}

} // namespace

std::vector<Window> parts_of(const Window& whole, std::vector<Window> parts) {
  for (Window& part : parts) {
    part.begin_clipped = part.begin_clipped && whole.begin_clipped;
    part.end_clipped = part.end_clipped && whole.end_clipped;
  }
  return parts;
}

/// Each condition is searched only where those before it hold.
std::vector<Window> find_point_windows(const Track& track, const GroundPlace& point,
                                       const ImagingLimits& limits, const Window& seen,
                                       const ShadowBodies& bodies) {
  std::vector<Window> windows;
  for (const Window& near : within_off_nadir(track, point, limits.greatest_off_nadir_rad, seen)) {
    const auto lit =
        parts_of(near, find_daylight(track.earth(), point, limits.least_sun_elevation_rad,
                                     near.begin, near.end, bodies));
    windows.insert(windows.end(), lit.begin(), lit.end());
  }
  return windows;
}

std::vector<Window> find_point_windows(const TrackSection& section, const GroundPlace& point,
                                       const ImagingLimits& limits, const ShadowBodies& bodies) {
  const StationModel model(section, point, kRightAngle_rad - limits.greatest_incidence_rad);
  std::vector<Window> windows;
  for (const Window& seen : search_windows(model)) {
    const auto parts = find_point_windows(section.track(), point, limits, seen, bodies);
    windows.insert(windows.end(), parts.begin(), parts.end());
  }
  return windows;
}

} // namespace urker::access
