#include "access/moon_eclipses.hpp"

#include "access/join_shadows.hpp"
#include "access/moon_cone.hpp"
#include "access/peak_search.hpp"
#include "base/error.hpp"
#include "orbit/force/shadow.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace urker::access {
namespace {

/// Where a satellite of at most this distance from the Earth's centre may be in the penumbra.
std::vector<Window> spans_near_the_shadow(const orbit::Earth& earth, const ShadowBodies& bodies,
                                          double radius_m, Time begin, Time end) {
  // The cone widens by less than 5e-3 on the way from the Earth's centre to the satellite.
  const MoonCone cone(earth, bodies, MoonShadow::penumbra, 1.01 * radius_m + 100e3);
  constexpr PointMotion kCentre{};
  constexpr double kGreatestAcross_m = 4.1e8; // the Moon's distance
  const double bound = cone.curvature_bound(kCentre, kGreatestAcross_m);
  const ConditionFunction condition{[&](Time t) {
                                      const auto sample = cone.sample(orbit::State{}, t);
                                      return Condition{sample.value, sample.rate_per_s};
                                    },
                                    [bound](Time, Time) { return bound; }};
  return find_windows(condition, begin, end, std::chrono::hours(6));
}

class MoonShadowModel {
 public:
  MoonShadowModel(const TrackSection& section, const ShadowBodies& bodies, MoonShadow shadow)
      : section_(section), cone_(section.track().earth(), bodies, shadow) {}

  [[nodiscard]] std::size_t node_count() const { return section_.node_count(); }
  [[nodiscard]] Time node_time(std::size_t node) const { return section_.node_time(node); }
  [[nodiscard]] MoonConeSample at_node(std::size_t node) const {
    return cone_.sample(section_.node(node), node_time(node));
  }
  [[nodiscard]] MoonConeSample at(Time t) const { return cone_.sample(section_.track().at(t), t); }
  [[nodiscard]] double curvature_bound(std::size_t interval, const SearchPoint<MoonConeSample>& a,
                                       const SearchPoint<MoonConeSample>& b) const {
    const auto& bounds = section_.inertial_bounds(interval);
    const PointMotion motion{bounds.greatest_radius_m, bounds.greatest_speed_m_s,
                             bounds.greatest_acceleration_m_s2};
    return cone_.curvature_bound(motion, cone_.farthest_across_m(motion, a, b));
  }

 private:
  const TrackSection& section_;
  MoonCone cone_;
};

/// The windows behind the Moon; the cones also have a part between Moon and Sun.
std::vector<Window> shadow_windows(const MoonShadowModel& model) {
  auto windows = search_windows(model);
  std::erase_if(windows, [&](const Window& w) { return model.at(w.begin).behind_m < 0.0; });
  return windows;
}

double obscuration(const Track& track, const ShadowBodies& bodies, Time t) {
  const orbit::Vector3 r_m = track.at(t).r_m;
  const orbit::Vector3 to_sun_m = bodies.sun_m(track.earth(), t) - r_m;
  const orbit::Vector3 to_moon_m = track.earth().moon_itrf(t).r_m - r_m;
  const double half_chord = 0.5 * (to_sun_m.normalized() - to_moon_m.normalized()).norm();
  return 1.0 - orbit::kernel::visible_fraction(
                   orbit::kernel::Discs<double>{std::asin(bodies.sun_radius_m / to_sun_m.norm()),
                                                std::asin(bodies.moon_radius_m / to_moon_m.norm()),
                                                2.0 * std::asin(half_chord)});
}

void search(const Track& track, Time begin, Time end, const ShadowBodies& bodies,
            std::vector<MoonEclipse>& eclipses) {
  const TrackSection section(track, begin, end);
  const auto penumbras = shadow_windows({section, bodies, MoonShadow::penumbra});
  if (penumbras.empty()) {
    return;
  }
  const MoonShadowModel core(section, bodies, MoonShadow::core);
  for (const Eclipse& parts : join_shadows(penumbras, shadow_windows(core))) {
    MoonEclipse eclipse{parts, kStart, 0.0};
    eclipse.body = EclipsingBody::moon;
    if (eclipse.umbra.begin != kNotYet) {
      const Time middle = eclipse.umbra.begin + (eclipse.umbra.end - eclipse.umbra.begin) / 2;
      eclipse.annular = core.at(middle).edge_m < 0.0;
    }
    // Of the depth, some 1e6 m.
    constexpr double kTolerance_m = 1e-3;
    const TrackSection part(track, eclipse.penumbra.begin, eclipse.penumbra.end);
    eclipse.deepest =
        find_peak(MoonShadowModel(part, bodies, MoonShadow::penumbra), kTolerance_m).time;
    eclipse.obscuration = obscuration(track, bodies, eclipse.deepest);
    eclipses.push_back(eclipse);
  }
}

} // namespace

std::vector<MoonEclipse> find_moon_eclipses(const orbit::Trajectory& trajectory,
                                            const orbit::Earth& earth, Time begin, Time end,
                                            const ShadowBodies& bodies) {
  std::vector<MoonEclipse> eclipses;
  if (end <= begin) {
    return eclipses;
  }
  const double radius_m = trajectory.bounds(begin, end).greatest_radius_m;
  require(radius_m < 1e9, "a satellite is too far from the Earth for the Moon's shadow");
  for (const Window& span : spans_near_the_shadow(earth, bodies, radius_m, begin, end)) {
    search(Track(trajectory, earth, span.begin, span.end), span.begin, span.end, bodies, eclipses);
  }
  return eclipses;
}

} // namespace urker::access
