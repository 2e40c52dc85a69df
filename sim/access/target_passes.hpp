#pragma once

#include "access/contact_plan.hpp"

#include <cstdint>
#include <numbers>
#include <tuple>
#include <vector>

namespace urker::access {

/// How a point on the ground may be imaged.
struct ImagingLimits {
  /// At the point, between its vertical and the line to the satellite; 90 deg: down to its horizon.
  double greatest_incidence_rad = std::numbers::pi / 2.0;
  /// At the satellite, between its nadir (the ellipsoid's normal through it) and the line to the
  /// point; 90 deg: no limit.
  double greatest_off_nadir_rad = std::numbers::pi / 2.0;
  /// At the point; -90 deg: day and night.
  double least_sun_elevation_rad = -std::numbers::pi / 2.0;
};

/// Time in which a satellite may image a point.
struct TargetPass {
  std::uint32_t satellite = 0;
  std::uint32_t target = 0;
  Window window;
  Time closest = kStart; ///< instant of the least off-nadir angle within the window
  double least_off_nadir_rad = 0.0;
  double incidence_rad = 0.0; ///< at that instant, as the rest
  double range_m = 0.0;
  double sun_elevation_rad = 0.0;
  [[nodiscard]] auto key() const { return std::tuple(satellite, target, window.begin); }
};

/// The searches over a part of a satellite's track: sorted by begin, indices left 0. Proved as the
/// windows of contact_plan.hpp are, ends to 1 us; the least off-nadir angle is within 2e-7 rad of
/// the least of all. Geometric, without refraction; whatever attitude the limits allow is taken at
/// once (strip.hpp has the instants of a push-broom line).
///
/// Proof, for the off-nadir angle: f = e.d - cos(limit) with the directions d of the nadir and e
/// from the satellite to the point. With the speed V, acceleration A, range D and w = V / D:
/// |e'| <= w, |e''| <= A / D + 3 w^2. The normal through the satellite turns over the ellipsoid's
/// parallel surfaces, whose radii of curvature are not below the distance from the geocentre less
/// a - b^2 / a = 43 km, say P: |d'| <= V / P, |d''| <= A / P + 1.2 (V / P)^2 (on a sphere
/// 2 / sqrt(3), for motion of which two thirds of the square are across). So
/// |f''| <= A / D + 3 w^2 + 2 w V / P + A / P + 1.2 (V / P)^2.
[[nodiscard]] std::vector<TargetPass> find_target_passes(const Track& track,
                                                         const orbit::Geodetic& place,
                                                         const ImagingLimits& limits, Time begin,
                                                         Time end, const ShadowBodies& bodies = {});

/// The same where it is known when the point sees the satellite within the limit of incidence: in
/// `seen`, such a window.
[[nodiscard]] std::vector<TargetPass>
find_target_passes(const orbit::Trajectory& trajectory, const orbit::Earth& earth,
                   const orbit::Geodetic& place, const ImagingLimits& limits, const Window& seen,
                   const ShadowBodies& bodies = {});

} // namespace urker::access
