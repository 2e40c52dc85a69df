#pragma once

#include "access/contact_plan.hpp"
#include "access/ground_place.hpp"

#include <vector>

namespace urker::access {

/// The parts of [begin, end] in which the Sun's centre stands at or above an elevation as seen from
/// a place, to 1 us; geometric.
///
/// Proof. f = s.n - sin(limit) with the Sun's direction s and the vertical n, where s turns with
/// the sky: |f''| <= W^2, 1.02 times for the Sun's own motion and the place's distance from the
/// Earth's centre.
[[nodiscard]] std::vector<Window> find_daylight(const orbit::Earth& earth, const GroundPlace& point,
                                                double least_elevation_rad, Time begin, Time end,
                                                const ShadowBodies& bodies = {});

/// What is certain of all of a span by the Sun at its middle, for many places.
///
/// Proof. With the f above |f'| <= 1.02 W; and the Sun's direction from a place is within 5e-5 of
/// that from the Earth's centre.
class DaylightScreen {
 public:
  DaylightScreen(const orbit::Earth& earth, double least_elevation_rad, Time begin, Time end,
                 const ShadowBodies& bodies);
  [[nodiscard]] bool is_dark(const GroundPlace& point) const {
    return sun_.dot(point.up) < dark_below_;
  }
  [[nodiscard]] bool is_lit(const GroundPlace& point) const {
    return sun_.dot(point.up) > lit_above_;
  }

 private:
  orbit::Vector3 sun_ = orbit::Vector3::Zero(); ///< direction
  double dark_below_, lit_above_;               ///< cosines with the vertical
};

} // namespace urker::access
