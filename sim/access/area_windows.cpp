#include "access/area_windows.hpp"

#include "access/daylight.hpp"
#include "access/point_windows.hpp"
#include "access/reach.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <list>
#include <numbers>
#include <utility>

namespace urker::access {
namespace {

using orbit::Geodetic;

/// Far apart first.
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

std::vector<Geodetic> centres_of(const Area& area, const CellGrid& grid) {
  std::vector<Geodetic> centres;
  for (const auto cell : area.cells) {
    centres.push_back(grid.centre(cell));
  }
  return centres;
}

/// Time of one pass that no point is known to fill yet.
class Gaps {
 public:
  Gaps(const Track& track, const AreaPoints& area, const ImagingLimits& limits,
       const ShadowBodies& bodies, const Window& whole)
      : track_(track), area_(area), limits_(limits), lit_limits_(limits), bodies_(bodies) {
    lit_limits_.least_sun_elevation_rad = -std::numbers::pi / 2.0;
    add(gaps_.end(), whole);
  }

  /// Takes away what a point fills of them.
  void search(const GroundPlace& point) {
    for (auto gap = gaps_.begin(); gap != gaps_.end();) {
      const auto filled = windows_in(*gap, point);
      if (filled.empty()) {
        ++gap;
        continue;
      }
      filled_.insert(filled_.end(), filled.begin(), filled.end());
      Window rest = gap->window;
      for (const Window& part : filled) {
        rest.end = part.begin;
        rest.end_clipped = false;
        add(gap, rest);
        rest = {part.end, gap->window.end, false, gap->window.end_clipped};
      }
      add(gap, rest);
      gap = gaps_.erase(gap);
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
    ReachScreen reach;
    DaylightScreen daylight;
  };

  /// Most points are out of reach, and of the others most in full daylight.
  [[nodiscard]] std::vector<Window> windows_in(const Gap& gap, const GroundPlace& point) const {
    if (!gap.reach.may_reach(point) || gap.daylight.is_dark(point)) {
      return {};
    }
    const auto& limits = gap.daylight.is_lit(point) ? lit_limits_ : limits_;
    return parts_of(gap.window, find_point_windows(gap.section, point, limits, bodies_));
  }

  void add(std::list<Gap>::const_iterator before, const Window& gap) {
    if (gap.end - gap.begin <= kPrecision) {
      return;
    }
    const TrackSection section(track_, gap.begin, gap.end);
    gaps_.insert(before,
                 {gap, section,
                  ReachScreen(section, area_.least_radius_m(), limits_.greatest_off_nadir_rad),
                  DaylightScreen(track_.earth(), limits_.least_sun_elevation_rad, gap.begin,
                                 gap.end, bodies_)});
  }

  const Track& track_;
  const AreaPoints& area_;
  ImagingLimits limits_, lit_limits_;
  const ShadowBodies& bodies_;
  std::list<Gap> gaps_;
  std::vector<Window> filled_;
};

} // namespace

AreaPoints::AreaPoints(const std::vector<Geodetic>& points, const Geodetic& cap_centre,
                       double cap_radius_rad)
    : cap_centre_(cap_centre), cap_radius_rad_(cap_radius_rad),
      least_radius_m_(std::numeric_limits<double>::infinity()) {
  points_.reserve(points.size());
  for (const std::size_t i : scattered(points.size())) {
    points_.emplace_back(points[i]);
    least_radius_m_ = std::min(least_radius_m_, points_.back().position_m.norm());
  }
}

AreaPoints::AreaPoints(const Area& area, const CellGrid& grid)
    : AreaPoints(centres_of(area, grid), area.cap_centre, area.cap_radius_rad) {}

std::vector<Window> find_area_windows(const Track& track, const AreaPoints& area,
                                      const ImagingLimits& limits, Time begin, Time end,
                                      const ShadowBodies& bodies) {
  // Verticals part by up to 0.7 % more than directions from the geocentre do; the almanac's Sun is
  // 2e-4 rad beside the true one.
  const AreaTarget target{area.cap_centre(), 1.01 * area.cap_radius_rad() + 1e-3,
                          limits.greatest_off_nadir_rad, limits.least_sun_elevation_rad};
  std::vector<Window> windows;
  for (const AreaPass& pass : find_area_passes(track, target, begin, end)) {
    Gaps gaps(track, area, limits, bodies, pass.window);
    for (const auto& point : area.points()) {
      if (gaps.empty()) {
        break;
      }
      gaps.search(point);
    }
    const auto filled = gaps.filled();
    windows.insert(windows.end(), filled.begin(), filled.end());
  }
  return windows;
}

} // namespace urker::access
