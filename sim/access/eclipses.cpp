#include "access/contact_plan.hpp"
#include "access/join_shadows.hpp"
#include "access/window_search.hpp"
#include "base/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace urker::access {
namespace {

using orbit::State;
using orbit::Vector3;

enum class Shadow { penumbra, umbra };

/// The fastest that the Sun's direction turns (at perihelion 2.07e-7 rad/s, stretched by the
/// scaling) and changes its rate.
constexpr double kSunRate_rad_s = 2.2e-7;
constexpr double kSunRateChange_rad_s2 = 1e-12;

struct ShadowSample {
  double value = 0.0; ///< m, positive within the cone
  double rate_per_s = 0.0;
  double behind_m = 0.0; ///< beyond the circle in which the cone touches the Earth
};

/// Stretching the polar axis by 1 / (1 - flattening) makes the Earth a sphere of radius a and keeps
/// tangents tangent; the Sun becomes an ellipsoid whose half width across a tangent plane of unit
/// normal n is R sqrt(1 + k n_z^2), k = 1 / (1 - flattening)^2 - 1. A plane that touches both
/// bodies, n = p cos b + s sin b with the unit vectors s to the Sun and p across it, has
/// sin b = (a +- R sqrt(...)) / d: + for the penumbra, - for the umbra. The satellite, at the
/// distance x behind the Earth's centre and l from the axis, is in the cone if
/// l <= L = a / cos b + x tan b, so f = (L^2 - l^2) / 2a, which is smooth everywhere. n_z is taken
/// where it matters, at l = L; elsewhere it is only kept small and smooth.
///
/// Bounds (stretched radius r, speed v, acceleration g, L <= M, t = tan b, the Sun's direction
/// turning at w): p = r - (r.s) s has |p'| <= v + 2 r w and |p''| <= g + 4 v w + 2 r (w^2 + w'), so
/// a |f''| <= |p'|^2 + r |p''| + (t x')^2 + M t |x''|.
class ShadowModel {
 public:
  ShadowModel(const TrackSection& section, const ShadowBodies& bodies, Shadow shadow)
      : section_(section), bodies_(bodies), sign_(shadow == Shadow::penumbra ? 1.0 : -1.0),
        stretch_(1.0 / (1.0 - bodies.earth_flattening)) {}

  [[nodiscard]] std::size_t node_count() const { return section_.node_count(); }
  [[nodiscard]] Time node_time(std::size_t node) const { return section_.node_time(node); }
  [[nodiscard]] ShadowSample at_node(std::size_t node) const {
    return sample(section_.node(node), node_time(node));
  }
  [[nodiscard]] ShadowSample at(Time t) const { return sample(section_.track().at(t), t); }
  [[nodiscard]] double curvature_bound(std::size_t interval, const SearchPoint<ShadowSample>&,
                                       const SearchPoint<ShadowSample>&) const;

 private:
  [[nodiscard]] ShadowSample sample(const State& itrf, Time t) const;
  [[nodiscard]] Vector3 sun_m(Time t) const { return bodies_.sun_m(section_.track().earth(), t); }
  [[nodiscard]] Vector3 stretched(const Vector3& v) const {
    return {v.x(), v.y(), stretch_ * v.z()};
  }

  const TrackSection& section_;
  const ShadowBodies& bodies_;
  double sign_;
  double stretch_;
};

ShadowSample ShadowModel::sample(const State& itrf, Time t) const {
  const Vector3 sun = stretched(sun_m(t));
  const double distance = sun.norm();
  const Vector3 s = sun / distance;
  const Vector3 r = stretched(itrf.r_m);
  const Vector3 v = stretched(itrf.v_m_s);
  const double a = bodies_.earth_radius_m;
  const double x = -r.dot(s);
  const double l2 = r.squaredNorm() - x * x;

  const double rough_sin = (a + sign_ * bodies_.sun_radius_m) / distance;
  const double rough_edge = a + x * rough_sin;
  const double normal_z =
      (r.z() + x * s.z()) * std::sqrt(2.0 / (l2 + rough_edge * rough_edge)) + rough_sin * s.z();
  const double sun_radius =
      bodies_.sun_radius_m * std::sqrt(1.0 + (stretch_ * stretch_ - 1.0) * normal_z * normal_z);
  const double sin_b = (a + sign_ * sun_radius) / distance;
  const double cos_b = std::sqrt(1.0 - sin_b * sin_b);
  const double edge = a / cos_b + x * sin_b / cos_b;

  // The Sun in the Earth-fixed frame turns with the sky.
  constexpr double kRate = orbit::Earth::kRotationRate_rad_s;
  const Vector3 s_rate = Vector3(sun.y(), -sun.x(), 0.0) * (kRate / distance);
  const double x_rate = -v.dot(s) - r.dot(s_rate);
  const double rate = (edge * x_rate * sin_b / cos_b - r.dot(v) + x * x_rate) / a;
  return {(edge * edge - l2) / (2.0 * a), rate, x + a * sin_b};
}

double ShadowModel::curvature_bound(std::size_t interval, const SearchPoint<ShadowSample>&,
                                    const SearchPoint<ShadowSample>&) const {
  const auto& bounds = section_.inertial_bounds(interval);
  constexpr double w = kSunRate_rad_s, w_rate = kSunRateChange_rad_s2;
  const double r = stretch_ * bounds.greatest_radius_m;
  const double v = stretch_ * bounds.greatest_speed_m_s;
  const double g = stretch_ * bounds.greatest_acceleration_m_s2;
  const double a = bodies_.earth_radius_m;
  constexpr double kLeastSunDistance_m = 1.469e11;
  const double t = 1.01 * (a + bodies_.sun_radius_m) / kLeastSunDistance_m;
  const double across_rate = v + 2.0 * r * w;
  const double across_second = g + 4.0 * v * w + 2.0 * r * (w * w + w_rate);
  const double along_rate = v + r * w;
  const double along_second = g + 2.0 * v * w + r * w_rate;
  // The change of the Sun's half width moves the edge by less than 2e-5 x.
  constexpr double kSlack = 1.05;
  return kSlack / a *
         (across_rate * across_rate + r * across_second + t * t * along_rate * along_rate +
          (1.01 * a + r * t) * t * along_second);
}

/// The windows on the night side; the cone also has a part between Earth and Sun.
std::vector<Window> shadow_windows(const TrackSection& section, const ShadowBodies& bodies,
                                   Shadow shadow) {
  const ShadowModel model(section, bodies, shadow);
  auto windows = search_windows(model);
  std::erase_if(windows, [&](const Window& w) { return model.at(w.begin).behind_m < 0.0; });
  return windows;
}

/// Whether a satellite may enter the penumbra on an arc. In it the sine of the angle to the
/// direction from the Sun is at most l / r, with l <= a / cos b + x tan b about a sphere round the
/// Earth; from the arc's middle to its ends it turns by no more than w h / 2.
bool may_be_dark(const Track& track, std::size_t arc, const ShadowBodies& bodies) {
  const std::size_t middle = Track::kNodesAnArc * arc + Track::kNodesAnArc / 2;
  const auto& bounds = track.arc_bounds(arc);
  constexpr double kTangent = 0.0048, kSlack = 1.0001;
  const double sine = kSlack * (bodies.earth_radius_m / bounds.least_radius_m + kTangent);
  const double turn = (bounds.greatest_speed_m_s / bounds.least_radius_m + kSunRate_rad_s) *
                      to_seconds(track.arc_length(arc)) / 2.0;
  const double angle = (sine < 1.0 ? std::asin(sine) : std::numbers::pi) + kSlack * turn;
  if (angle >= std::numbers::pi) {
    return true;
  }
  const Vector3 sun = bodies.sun_m(track.earth(), track.node_time(middle));
  const Vector3 place = track.node(middle).r_m;
  return -place.dot(sun) >= std::cos(angle) * place.norm() * sun.norm();
}

} // namespace

ShadowWindows find_shadows(const Track& track, Time begin, Time end, const ShadowBodies& bodies) {
  ShadowWindows found;
  if (end <= begin) {
    return found;
  }
  const auto append_windows = [](std::vector<Window>& to, const std::vector<Window>& from) {
    to.insert(to.end(), from.begin(), from.end());
  };
  // Runs of arcs that may be dark. At a run's ends the satellite is in the light, unless they are
  // those of the span.
  const std::size_t last = track.arc_of(end) + 1;
  for (std::size_t arc = track.arc_of(begin); arc < last; ++arc) {
    const std::size_t first = arc;
    while (arc < last && may_be_dark(track, arc, bodies)) {
      require(track.arc_bounds(arc).greatest_radius_m < 1e9,
              "a satellite is too far from the Earth for its umbra");
      ++arc;
    }
    if (first < arc) {
      const TrackSection section(
          track, std::max(begin, track.arc_begin(first)),
          std::min(end, track.arc_begin(arc - 1) + track.arc_length(arc - 1)));
      append_windows(found.penumbras, shadow_windows(section, bodies, Shadow::penumbra));
      append_windows(found.umbras, shadow_windows(section, bodies, Shadow::umbra));
    }
  }
  return found;
}

std::vector<Eclipse> find_eclipses(const Track& track, Time begin, Time end,
                                   const ShadowBodies& bodies) {
  const ShadowWindows shadows = find_shadows(track, begin, end, bodies);
  return join_shadows(shadows.penumbras, shadows.umbras);
}

} // namespace urker::access
