#include "run/plan_light.hpp"

#include "access/moon_eclipses.hpp"
#include "run/known_part.hpp"

#include <algorithm>

namespace urker::run {
namespace {

PlanMoonShadowRow row_of(std::uint32_t satellite, PlanShadow shadow, const access::Window& window,
                         const access::MoonEclipse& eclipse) {
  PlanMoonShadowRow row;
  row.satellite = satellite;
  row.shadow = shadow;
  row.window = window;
  row.deepest = eclipse.deepest;
  row.obscuration = eclipse.obscuration;
  return row;
}

/// For a window in which the point's own limit of incidence is kept.
access::ImagingLimits stricter(access::ImagingLimits a, const access::ImagingLimits& b) {
  a.greatest_off_nadir_rad = std::min(a.greatest_off_nadir_rad, b.greatest_off_nadir_rad);
  a.least_sun_elevation_rad = std::max(a.least_sun_elevation_rad, b.least_sun_elevation_rad);
  return a;
}

} // namespace

std::vector<PlanMoonShadowRow> moon_shadows_of(std::uint32_t satellite,
                                               const orbit::Trajectory& trajectory,
                                               const orbit::Earth& earth, Time known_until,
                                               const access::ShadowBodies& bodies) {
  const auto eclipses = search_known_part(kStart, known_until, [&](Time end) {
    return access::find_moon_eclipses(trajectory, earth, kStart, end, bodies);
  });
  std::vector<PlanMoonShadowRow> rows, penumbras;
  for (const auto& eclipse : eclipses) {
    if (!penumbras.empty() && penumbras.back().window.end == eclipse.penumbra.begin) {
      auto& whole = penumbras.back();
      whole.window.end = eclipse.penumbra.end;
      whole.window.end_clipped = eclipse.penumbra.end_clipped;
      if (eclipse.obscuration > whole.obscuration) {
        whole.deepest = eclipse.deepest;
        whole.obscuration = eclipse.obscuration;
      }
    } else {
      penumbras.push_back(row_of(satellite, PlanShadow::penumbra, eclipse.penumbra, eclipse));
    }
    if (eclipse.umbra.begin != kNotYet) {
      rows.push_back(row_of(satellite, eclipse.annular ? PlanShadow::antumbra : PlanShadow::umbra,
                            eclipse.umbra, eclipse));
    }
  }
  rows.insert(rows.end(), penumbras.begin(), penumbras.end());
  std::sort(rows.begin(), rows.end(),
            [](const auto& a, const auto& b) { return a.key() < b.key(); });
  return rows;
}

void search_targets(const std::vector<TargetViewer>& satellites, const orbit::Earth& earth,
                    const std::vector<PlanTarget>& targets, Time end, Duration horizon,
                    const access::ShadowBodies& bodies,
                    const std::function<void(const access::TargetPass&)>& sink,
                    const std::function<void()>& end_of_horizon) {
  access::PlanInput input;
  input.earth = &earth;
  input.with_eclipses = false;
  for (const auto& satellite : satellites) {
    input.satellites.push_back(satellite.trajectory);
  }
  for (const auto& target : targets) {
    constexpr double kRightAngle_rad = 90.0 * unit::deg.scale;
    input.sites.push_back({target.place, kRightAngle_rad - target.limits.greatest_incidence_rad});
  }
  access::PlanSearch search(std::move(input), kStart, end);
  for (Time until = kStart; until < end;) {
    until = std::min(until + horizon, end);
    search.advance(until, [&](const access::PlanPart& part) {
      for (const auto& contact : part.contacts) {
        const auto& target = targets[contact.station];
        const auto& satellite = satellites[contact.satellite];
        for (const auto& seen : access::intersect({contact.window}, {satellite.service})) {
          for (auto& pass : access::find_target_passes(*satellite.trajectory, earth, target.place,
                                                       stricter(satellite.limits, target.limits),
                                                       seen, bodies)) {
            pass.satellite = contact.satellite;
            pass.target = contact.station;
            sink(pass);
          }
        }
      }
    });
    end_of_horizon();
  }
}

} // namespace urker::run
