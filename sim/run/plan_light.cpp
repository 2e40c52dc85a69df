#include "run/plan_light.hpp"

#include "access/moon_eclipses.hpp"
#include "run/known_part.hpp"

#include <algorithm>

namespace urker::run {
namespace {

PlanMoonShadowRow row_of(std::uint32_t satellite, PlanShadow shadow, const access::Window& window) {
  PlanMoonShadowRow row;
  row.satellite = satellite;
  row.shadow = shadow;
  row.window = window;
  return row;
}

} // namespace

std::vector<PlanMoonShadowRow> moon_shadows_of(std::uint32_t satellite,
                                               const orbit::Trajectory& trajectory,
                                               const orbit::Earth& earth, Time known_until,
                                               const access::ShadowBodies& bodies) {
  const auto eclipses = search_known_part(kStart, known_until, [&](Time end) {
    return access::find_moon_eclipses(trajectory, earth, kStart, end, bodies);
  });
  std::vector<PlanMoonShadowRow> rows;
  std::vector<access::Window> penumbras;
  for (const auto& eclipse : eclipses) {
    if (!penumbras.empty() && penumbras.back().end == eclipse.penumbra.begin) {
      penumbras.back().end = eclipse.penumbra.end;
      penumbras.back().end_clipped = eclipse.penumbra.end_clipped;
    } else {
      penumbras.push_back(eclipse.penumbra);
    }
    if (eclipse.umbra.begin != kNotYet) {
      rows.push_back(row_of(satellite, eclipse.annular ? PlanShadow::antumbra : PlanShadow::umbra,
                            eclipse.umbra));
    }
  }
  for (const auto& penumbra : penumbras) {
    rows.push_back(row_of(satellite, PlanShadow::penumbra, penumbra));
  }
  std::sort(rows.begin(), rows.end(),
            [](const auto& a, const auto& b) { return a.key() < b.key(); });
  return rows;
}

void search_targets(const std::vector<const orbit::Trajectory*>& satellites,
                    const orbit::Earth& earth, const std::vector<PlanTarget>& targets, Time end,
                    Duration horizon, const access::ShadowBodies& bodies,
                    const std::function<void(const access::TargetPass&)>& sink,
                    const std::function<void()>& end_of_horizon) {
  access::PlanInput input{satellites, &earth, {}, false, bodies};
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
        for (auto& pass :
             access::find_target_passes(*satellites[contact.satellite], earth, target.place,
                                        target.limits, contact.window, bodies)) {
          pass.satellite = contact.satellite;
          pass.target = contact.station;
          sink(pass);
        }
      }
    });
    end_of_horizon();
  }
}

} // namespace urker::run
