#pragma once

#include "access/track.hpp"
#include "access/windows.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <tuple>
#include <vector>

namespace urker::access {

/// When two satellites may talk: the straight segment between them stays at least
/// `blocking_radius_m` from the geocentre, and it is no longer than `range_limit_m`. Geometric: no
/// light time, no refraction, no antenna.
struct InterSatelliteLimits {
  /// A sphere: the equatorial radius and 100 km of atmosphere.
  double blocking_radius_m = 6478137.0;
  double range_limit_m = std::numeric_limits<double>::infinity();
};

/// A time in which two satellites see each other.
struct InterSatelliteContact {
  std::uint32_t first = 0;  ///< index of the one satellite
  std::uint32_t second = 0; ///< and of the other
  Window window;
  double least_range_m = 0.0; ///< the least at the track's nodes, refined beside it
  Time closest = kStart;      ///< when
  [[nodiscard]] auto key() const { return std::tuple(first, second, window.begin); }
  template <class Packer>
  void pack(Packer& p) {
    p(first, second, window, least_range_m, closest);
  }
};

/// All such times in [begin, end], sorted; nothing above 1 us is missed (windows.hpp). Indices are
/// left 0. Both tracks must cover the span.
///
/// Line of sight. With radii r, tangent lengths p = sqrt(r^2 - B^2) and the blocking radius B, the
/// satellites see each other if the angle between them is no more than acos(B/r1) + acos(B/r2),
/// that is f = (r1.r2 + p1 p2 - B^2) / B >= 0, which is smooth while both are above B. Bounds
/// (speed V, acceleration A, radius R at most): u = r.v = (r^2)' / 2 has |u'| <= Q = V^2 + R A, so
/// over a length h |u| <= |change of r^2| / 2h + Q h / 2; then |p'| <= P = u / p and |p''| <= (Q +
/// P^2) / p, and B |f''| <= A1 R2 + 2 V1 V2 + R1 A2 + p1'' p2 + 2 P1 P2 + p1 p2''. Where one may
/// come near or below B, the distance d of the segment from the geocentre is taken instead. Each of
/// its points moves no faster than the faster satellite, V, so d departs from the mean of its ends
/// by no more than V h / 2, which the bound 8 V / h on a curvature implies.
///
/// Range. g = (L^2 - D^2) / 2L with the limit L and the range D, so that
/// L |g''| <= (V1 + V2)^2 + D (A1 + A2).
[[nodiscard]] std::vector<InterSatelliteContact>
find_inter_satellite_contacts(const Track& a, const Track& b, const InterSatelliteLimits& limits,
                              Time begin, Time end);

/// A pair of satellites, first < second, and a part of the span outside which they are never within
/// the range limit.
struct PairSpan {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  Time begin = kStart;
  Time end = kStart;
};

/// The pairs that may come within `range_limit_m`, sorted by (first, second, begin), the spans of a
/// pair disjoint. Generous, never too narrow. Two screens: orbits whose shells of least and
/// greatest radius are farther apart than the limit never meet; of the others those whose distance
/// at the middle of a step is within the limit and what both can move in half a step, found
/// through cells of that size. All tracks cover the same span; a null stands for a satellite
/// without one. An infinite limit gives every pair.
[[nodiscard]] std::vector<PairSpan> screen_pairs(std::span<const Track* const> tracks,
                                                 double range_limit_m);

} // namespace urker::access
