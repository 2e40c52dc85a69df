#pragma once

#include "access/contact_plan.hpp"
#include "access/window_search.hpp"

namespace urker::access {

enum class MoonShadow { penumbra, core }; ///< core: umbra, and antumbra beyond its tip

/// How a point moves in an inertial frame: no more than this.
struct PointMotion {
  double greatest_radius_m = 0.0; ///< from the Earth's centre
  double greatest_speed_m_s = 0.0;
  double greatest_acceleration_m_s2 = 0.0;
};

/// Where a point is in a cone of the Moon's shadow.
struct MoonConeSample {
  double value = 0.0;      ///< m, not negative within the cone
  double rate_per_s = 0.0; ///< without the Sun's own motion (1 %)
  double across_m = 0.0;   ///< from the axis
  double edge_m = 0.0;     ///< the cone's signed radius there: that of the antumbra is negative
  double behind_m = 0.0;   ///< beyond the circle in which the cone touches the Moon
};

/// A cone that touches the Sun and the Moon, both spheres; geometric, without light time.
///
/// With the line p = m - s from the Sun to the Moon, D = |p|, the axis u = p / D and a point's
/// place q = r - m: x = q.u behind the Moon, l = |q - x u| from the axis. For the radii a and R of
/// Moon and Sun, sin b = (a +- R) / D (+ for the penumbra), and the cone's radius is L = (a + x sin
/// b) / cos b. The umbra's is negative beyond its tip, where L^2 is that of the antumbra. The point
/// is in the cone if f = (L^2 - l^2) / 2a >= 0, which is smooth everywhere. A sphere about the
/// point reaches into the cone only if that holds with L grown by `margin`.
///
/// Bounds. The point's speed and acceleration against the Moon are V and A, |q| <= Q. The axis
/// turns by no more than w with a change of rate w', D changes by D' and D''. Then, as for the
/// Earth's cone, |(q - x u)'| <= V + 2 Q w and |(q - x u)''| <= A + 4 V w + 2 Q (w^2 + w');
/// |x'| <= V + Q w, |x''| <= A + 2 V w + Q (w^2 + w'); |(sin b)'| <= sin b D'/D and
/// |(sin b)''| <= sin b (D''/D + 2 D'^2/D^2); so L' and L'' are known, and
/// a |f''| <= |(q - x u)'|^2 + l |(q - x u)''| + L'^2 + |L L''|.
class MoonCone {
 public:
  /// The Earth and the bodies must outlive it.
  MoonCone(const orbit::Earth& earth, const ShadowBodies& bodies, MoonShadow shadow,
           double margin_m = 0.0);
  [[nodiscard]] MoonConeSample sample(const orbit::State& itrf, Time t) const;
  /// Of |f''| while the point is no farther than `across_m` from the axis.
  [[nodiscard]] double curvature_bound(const PointMotion& motion, double across_m) const;
  /// The farthest from the axis that a point comes between two instants.
  [[nodiscard]] double farthest_across_m(const PointMotion& motion,
                                         const SearchPoint<MoonConeSample>& a,
                                         const SearchPoint<MoonConeSample>& b) const;

 private:
  const orbit::Earth& earth_;
  const ShadowBodies& bodies_;
  double touching_m_; ///< a +- R
  double margin_m_;
};

} // namespace urker::access
