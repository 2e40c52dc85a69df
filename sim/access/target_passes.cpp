#include "access/target_passes.hpp"

#include "access/daylight.hpp"
#include "access/nadir_model.hpp"
#include "access/peak_search.hpp"
#include "access/station_model.hpp"
#include "access/strip.hpp"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace urker::access {
namespace {

using orbit::Geodetic;
using orbit::Vector3;

constexpr double kRightAngle_rad = std::numbers::pi / 2.0;

/// Parts of `whole` that a search within it found: cut by the span only where `whole` is.
std::vector<Window> parts_of(const Window& whole, std::vector<Window> parts) {
  for (Window& part : parts) {
    part.begin_clipped = part.begin_clipped && whole.begin_clipped;
    part.end_clipped = part.end_clipped && whole.end_clipped;
  }
  return parts;
}

std::vector<Window> within_off_nadir(const Track& track, const Geodetic& place, double limit_rad,
                                     const Window& whole) {
  if (limit_rad >= kRightAngle_rad) {
    return {whole};
  }
  const TrackSection section(track, whole.begin, whole.end);
  return parts_of(whole, search_windows(NadirModel(section, place, limit_rad)));
}

/// The parts of a window in which the point sees the satellite, by the other limits. Each condition
/// is searched only where those before it hold.
std::vector<Window> windows_within(const Track& track, const Geodetic& place,
                                   const ImagingLimits& limits, const Window& seen,
                                   const ShadowBodies& bodies) {
  std::vector<Window> windows;
  for (const Window& near : within_off_nadir(track, place, limits.greatest_off_nadir_rad, seen)) {
    const auto lit =
        parts_of(near, find_daylight(track.earth(), place, limits.least_sun_elevation_rad,
                                     near.begin, near.end, bodies));
    windows.insert(windows.end(), lit.begin(), lit.end());
  }
  return windows;
}

std::vector<Window> windows_of(const TrackSection& section, const Geodetic& place,
                               const ImagingLimits& limits, const ShadowBodies& bodies) {
  const Site site{place, kRightAngle_rad - limits.greatest_incidence_rad};
  std::vector<Window> windows;
  for (const Window& seen : search_windows(StationModel(section, site))) {
    const auto parts = windows_within(section.track(), place, limits, seen, bodies);
    windows.insert(windows.end(), parts.begin(), parts.end());
  }
  return windows;
}

double elevation_rad(const Vector3& line_m, const Vector3& up) {
  return std::atan2(line_m.dot(up), line_m.cross(up).norm());
}

TargetPass describe(const Track& track, const Geodetic& place, const Window& window,
                    const ShadowBodies& bodies) {
  const TrackSection section(track, window.begin, window.end);
  // Of the cosine: 1.4e-7 rad where the angle is 0, and well below a millisecond in the instant.
  constexpr double kTolerance = 1e-14;
  const auto peak = find_peak(NadirModel(section, place, kRightAngle_rad), kTolerance);
  const Vector3 place_m = orbit::to_itrf_m(place);
  const Vector3 up = orbit::geodetic_up(place);
  TargetPass pass;
  pass.window = window;
  pass.closest = peak.time;
  pass.least_off_nadir_rad = 2.0 * std::asin(std::min(peak.sample.chord / 2.0, 1.0));
  pass.incidence_rad = kRightAngle_rad - elevation_rad(track.at(peak.time).r_m - place_m, up);
  pass.range_m = peak.sample.range_m;
  pass.sun_elevation_rad = elevation_rad(bodies.sun_m(track.earth(), peak.time) - place_m, up);
  return pass;
}

/// Time of one pass that no point is known to fill yet.
class Gaps {
 public:
  Gaps(const Track& track, const Window& whole) : track_(track) { add(whole); }

  /// Takes away what a point fills of them.
  void search(const Geodetic& point, const ImagingLimits& limits, const ShadowBodies& bodies) {
    const auto gaps = std::move(gaps_);
    gaps_.clear();
    for (const auto& [gap, section] : gaps) {
      const auto filled = parts_of(gap, windows_of(section, point, limits, bodies));
      if (filled.empty()) {
        gaps_.push_back({gap, section});
        continue;
      }
      filled_.insert(filled_.end(), filled.begin(), filled.end());
      Window rest = gap;
      for (const Window& part : filled) {
        rest.end = part.begin;
        rest.end_clipped = false;
        add(rest);
        rest = {part.end, gap.end, false, gap.end_clipped};
      }
      add(rest);
    }
  }
  [[nodiscard]] bool empty() const { return gaps_.empty(); }

  /// All that was filled, joined where it touches.
  [[nodiscard]] std::vector<Window> filled() {
    std::sort(filled_.begin(), filled_.end(),
              [](const Window& a, const Window& b) { return a.begin < b.begin; });
    std::vector<Window> joined;
    for (const Window& part : filled_) {
      if (!joined.empty() && part.begin <= joined.back().end + kPrecision) {
        joined.back().end = part.end;
        joined.back().end_clipped = part.end_clipped;
      } else {
        joined.push_back(part);
      }
    }
    return joined;
  }

 private:
  /// Of the windows' ends: what is shorter is none.
  static constexpr Duration kPrecision = std::chrono::microseconds(2);

  struct Gap {
    Window window;
    TrackSection section;
  };
  void add(const Window& gap) {
    if (gap.end - gap.begin > kPrecision) {
      gaps_.push_back({gap, TrackSection(track_, gap.begin, gap.end)});
    }
  }

  const Track& track_;
  std::vector<Gap> gaps_;
  std::vector<Window> filled_;
};

/// Far apart first, so that most of a pass is filled by few points.
std::vector<std::size_t> scattered(std::size_t count) {
  std::vector<std::size_t> order;
  order.reserve(count);
  std::size_t stride = 1;
  while (stride < count) {
    stride *= 4;
  }
  std::vector<bool> taken(count, false);
  for (; stride > 0; stride /= 4) {
    for (std::size_t i = 0; i < count; i += stride) {
      if (!taken[i]) {
        taken[i] = true;
        order.push_back(i);
      }
    }
  }
  return order;
}

} // namespace

std::vector<TargetPass> find_target_passes(const Track& track, const Geodetic& place,
                                           const ImagingLimits& limits, Time begin, Time end,
                                           const ShadowBodies& bodies) {
  const TrackSection section(track, begin, end);
  std::vector<TargetPass> passes;
  for (const Window& window : windows_of(section, place, limits, bodies)) {
    passes.push_back(describe(track, place, window, bodies));
  }
  return passes;
}

std::vector<TargetPass> find_target_passes(const orbit::Trajectory& trajectory,
                                           const orbit::Earth& earth, const Geodetic& place,
                                           const ImagingLimits& limits, const Window& seen,
                                           const ShadowBodies& bodies) {
  const Track track(trajectory, earth, seen.begin, seen.end);
  std::vector<TargetPass> passes;
  for (const Window& window : windows_within(track, place, limits, seen, bodies)) {
    passes.push_back(describe(track, place, window, bodies));
  }
  return passes;
}

std::vector<Window> find_area_windows(const Track& track, const std::vector<Geodetic>& points,
                                      const Geodetic& cap_centre, double cap_radius_rad,
                                      const ImagingLimits& limits, Time begin, Time end,
                                      const ShadowBodies& bodies) {
  // Verticals part by up to 0.7 % more than directions from the geocentre do; the almanac's Sun is
  // 2e-4 rad beside the true one.
  const AreaTarget target{cap_centre, 1.01 * cap_radius_rad + 1e-3, limits.greatest_off_nadir_rad,
                          limits.least_sun_elevation_rad};
  const auto order = scattered(points.size());
  std::vector<Window> windows;
  for (const AreaPass& pass : find_area_passes(track, target, begin, end)) {
    Gaps gaps(track, pass.window);
    for (const std::size_t i : order) {
      if (gaps.empty()) {
        break;
      }
      gaps.search(points[i], limits, bodies);
    }
    const auto filled = gaps.filled();
    windows.insert(windows.end(), filled.begin(), filled.end());
  }
  return windows;
}

} // namespace urker::access
