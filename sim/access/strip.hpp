#pragma once

#include "access/ground_place.hpp"
#include "access/reach.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/earth/geodesy.hpp"

#include <array>
#include <optional>
#include <vector>

namespace urker::access {

// The geometry of a push-broom imager. Nadir is along the ellipsoid's normal through the satellite;
// forward is the part of the Earth-fixed velocity across it, right is nadir x forward. The detector
// line lies in the crossing plane of nadir and right, and roll turns the view from nadir to the
// right. Refraction, light time and the yaw error of a real attitude are left out.

/// When and how far aside a push-broom imager passes a point: the instant at which the point lies
/// in the crossing plane, and the roll that points at it.
struct Crossing {
  Time time = kStart;
  double roll_rad = 0.0;          ///< signed off-nadir angle, positive to the right of the velocity
  double sun_elevation_rad = 0.0; ///< at the point
  double range_m = 0.0;
  double incidence_rad = 0.0; ///< at the point, from the local vertical
};

/// How far aside an imager looks, and the least geocentric radius of the points that it looks at.
struct SideLimit {
  double greatest_off_nadir_rad;
  double ground_radius_m;
};

/// A satellite's flight over the ground in a span of minutes, sampled once for many points. Between
/// the samples it is interpolated to better than 1 mm, and directions to 1e-9 rad.
class Flyover {
 public:
  Flyover(const orbit::Trajectory& trajectory, const orbit::Earth& earth, Time begin, Time end,
          const std::optional<SideLimit>& limit = {});
  /// The first crossing within the span, to 1 us, of a point that then sees the satellite above
  /// its horizon; nothing if there is none. Crossings less than about 15 s apart (a point at the
  /// turning point of the ground track) may be missed. Nothing, and much sooner, if that crossing
  /// is beyond the limit.
  [[nodiscard]] std::optional<Crossing> crossing(const GroundPlace& point) const;

 private:
  /// ITRF.
  struct Node {
    orbit::Vector3 r_m;
    orbit::Vector3 nadir, forward; ///< unit vectors
    orbit::Vector3 sun_m;
  };
  [[nodiscard]] Time node_time(std::size_t node) const;
  /// The first of the nodes between which it is interpolated in an interval.
  [[nodiscard]] std::size_t stencil_of(std::size_t interval) const;
  /// In steps from that node.
  [[nodiscard]] double steps_from(std::size_t node, Time t) const;
  [[nodiscard]] std::optional<Crossing> crossing_in(std::size_t interval,
                                                    const GroundPlace& point) const;
  /// Whether a point that two nodes see is seen throughout, and always beyond the limit.
  [[nodiscard]] bool is_beyond(std::size_t node, const GroundPlace& point) const;

  Time begin_;
  Duration step_{1};
  std::vector<Node> nodes_; ///< none if the span is empty
  std::optional<SideLimit> limit_;
  std::vector<ReachChord> reach_; ///< from node to node, if there is a limit
  double sag_m_ = 0.0;            ///< greatest departure from their chord, likewise
};

/// `Flyover(trajectory, earth, begin, end).crossing(point)`.
[[nodiscard]] std::optional<Crossing> find_crossing(const orbit::Trajectory& trajectory,
                                                    const orbit::Earth& earth,
                                                    const orbit::Geodetic& point, Time begin,
                                                    Time end);

/// Where the ray at `roll_rad` in the crossing plane at time t meets the ellipsoid; nothing if it
/// misses the Earth.
[[nodiscard]] std::optional<orbit::Geodetic> ground_point(const orbit::Trajectory& trajectory,
                                                          const orbit::Earth& earth, Time t,
                                                          double roll_rad);

/// Footprint of a push-broom scene between two instants at a fixed roll: corners in the order
/// begin-left, begin-right, end-right, end-left. Throws an internal error if the swath misses the
/// Earth.
[[nodiscard]] std::array<orbit::Geodetic, 4> footprint(const orbit::Trajectory& trajectory,
                                                       const orbit::Earth& earth, Time begin,
                                                       Time end, double roll_rad,
                                                       double half_width_rad);

/// Sun elevation at a place, rad, geometric.
[[nodiscard]] double sun_elevation_rad(const orbit::Earth& earth, const orbit::Geodetic& place,
                                       Time t);

} // namespace urker::access
