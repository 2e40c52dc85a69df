#pragma once

#include "access/windows.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/trajectory.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <tuple>
#include <variant>
#include <vector>

namespace urker::access {

/// A time in which two satellites see each other.
struct InterSatelliteContact {
  std::uint32_t first = 0;  ///< index of the one satellite
  std::uint32_t second = 0; ///< and of the other
  Window window;
  double least_range_m = 0.0; ///< the least at whole minutes of the span, refined beside it
  Time closest = kStart;      ///< when
  [[nodiscard]] auto key() const { return std::tuple(first, second, window.begin); }
};

/// Two satellites, and how far apart they may be to see each other.
struct SatellitePair {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  double range_limit_m = std::numeric_limits<double>::infinity();
};

/// Every pair that comes within the limit and whose lower index is from `begin` to before `end`.
struct AllPairs {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  double range_limit_m = std::numeric_limits<double>::infinity();
};

/// Whose windows are sought. What is pointed to must outlive the search.
struct PairInput {
  std::vector<const orbit::Trajectory*> satellites; ///< null: it sees nobody
  const orbit::Earth* earth = nullptr;
  std::variant<std::vector<SatellitePair>, AllPairs> pairs;
  /// A sphere: the equatorial radius and 100 km of atmosphere.
  double blocking_radius_m = 6478137.0;
};

/// When satellites may talk: the straight segment between two of them stays at least
/// `blocking_radius_m` from the geocentre, and it is no longer than the range limit. Geometric: no
/// light time, no refraction, no antenna. In horizons: memory holds the states of an hour and the
/// windows under way. The windows are the same, bit for bit, for any horizons, and a pair's do not
/// depend on other satellites. A satellite whose trajectory ends within the span has its windows
/// until the last whole minute of the span that is known, clipped there.
///
/// Nothing above 1 us is missed: each minute is proved, or halved (window_search.hpp). With an
/// infinite limit all pairs are followed at all times, else those that at a whole minute are within
/// the limit and what both can move in half a minute, found through cells of that size.
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
class PairSearch {
 public:
  /// `pair`: its place in the list of pairs; 0 where all are asked for.
  using Sink = std::function<void(std::size_t pair, const InterSatelliteContact&)>;

  PairSearch(PairInput input, Time begin, Time end);
  ~PairSearch();
  PairSearch(PairSearch&&) noexcept;
  PairSearch& operator=(PairSearch&&) noexcept;

  /// Gives the windows that end within the hours of the span that are over by `until`, hour by
  /// hour. With `until` at the span's end, all that are left. Within an hour they are sorted by
  /// (pair, first, second, begin); `hour_ends`, if any, is told when that is.
  void advance(Time until, const Sink& sink, const std::function<void()>& hour_ends = {});

 private:
  struct Work;
  std::unique_ptr<Work> work_;
};

/// All windows of one pair, sorted; indices are 0 and 1.
[[nodiscard]] std::vector<InterSatelliteContact>
find_inter_satellite_contacts(const orbit::Trajectory& a, const orbit::Trajectory& b,
                              const orbit::Earth& earth, double range_limit_m, Time begin,
                              Time end);

} // namespace urker::access
