#pragma once

#include "access/pass_kernels.hpp"
#include "access/site_table.hpp"
#include "access/track.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace urker::access {

/// Of one satellite over all sites, each sorted by (site, time).
struct PassEvents {
  std::vector<PassTurn> turns;
  std::vector<PassSummit> summits;
};

/// The part of a track that is searched: its arcs up to `end`. The arc after it should be there, if
/// there is one, so that the node at `end` is the same as if the search went on.
struct PassSpan {
  Time end = kStart;
  bool clips_begin = false, clips_end = false; ///< passes count as turning there
};

/// The instant of a turn or summit.
template <class Point>
[[nodiscard]] Time time_of(const Point& point, const Track& track);

/// The turns and summits of one satellite over all sites along a track; steps 2 to 5 of
/// plan_search.hpp. Keeps its memory from satellite to satellite.
class PassSearch {
 public:
  explicit PassSearch(const SiteTable& table) : table_(table) {}
  [[nodiscard]] const PassEvents& run(const Track& track, const PassSpan& span);

 private:
  /// What is the same for all sites on an arc.
  struct ArcBounds {
    orbit::MotionBounds fixed;
    double sag_m = 0.0; ///< over the distance of two nodes, at most, for any site
  };
  /// A part [from, to] of an arc (-1 to 1).
  struct Part {
    double from, to, at_from, at_to;
    double range_from_m, range_to_m;
  };

  void set_bounds();
  void screen();
  void search(std::uint32_t site);
  void search_nodes(std::uint32_t site, std::size_t first, std::size_t last, bool with_turns);
  void search_masked(std::uint32_t site, std::size_t first, std::size_t last);
  void look_closer(std::uint32_t site, std::size_t node, double at_node, double at_next);
  void resolve(std::uint32_t site, std::size_t node, const Part& part);
  void add_at(std::uint32_t site, Time t);
  template <class Point>
  void solve(std::vector<Point>& points);

  const SiteTable& table_;
  const Track* track_ = nullptr;
  PassSpan span_;
  std::size_t last_node_ = 0;
  std::size_t words_ = 0; ///< of 64 arcs
  std::vector<float> screen_[4];
  std::vector<std::uint64_t> seen_; ///< by site and word
  std::vector<ArcBounds> bounds_;
  std::vector<double> sag_m_; ///< by node, as wide as the node columns
  std::vector<std::uint32_t> order_, first_of_arc_;
  bool unsorted_ = false; ///< the summits
  PassEvents events_;
};

} // namespace urker::access
