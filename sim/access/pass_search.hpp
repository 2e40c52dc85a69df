#pragma once

#include "access/satellite_grid.hpp"
#include "access/site_table.hpp"

#include <cstdint>
#include <vector>

namespace urker::access {

/// A beginning or an end of a pass.
struct PassTurn {
  std::uint32_t site = 0;
  Time time;
  double azimuth_rad = 0.0;
};

/// A local maximum of the elevation.
struct PassSummit {
  std::uint32_t site = 0;
  Time time;
  double sine_of_elevation = 0.0;
};

/// A site that sees the satellite at the first or last node.
struct PassEdge {
  std::uint32_t site = 0;
  double azimuth_rad = 0.0;
  double sine_of_elevation = 0.0;
};

struct PassEvents {
  std::vector<PassTurn> turns;     ///< sorted by (site, time)
  std::vector<PassSummit> summits; ///< likewise
  std::vector<PassEdge> at_first, at_last;
};

/// The turns and summits of one satellite over all sites, along a part of its grid; steps 2 to 5 of
/// plan_search.hpp. If the trajectory fails between two nodes, the grid is cut there first.
class PassSearch {
 public:
  PassSearch(const orbit::Trajectory& trajectory, const Attitudes& attitudes,
             const SiteTable& table)
      : trajectory_(trajectory), attitudes_(attitudes), table_(table) {}
  [[nodiscard]] PassEvents run(SatelliteGrid& grid);

 private:
  struct Point {
    Time time;
    PassSample sample;
    [[nodiscard]] bool holds() const { return sample.value_m >= 0.0; }
  };
  /// Wants the middle of [a, b], where nothing is proven yet.
  struct Half {
    std::uint32_t site;
    std::size_t interval;
    Point a, b;
    [[nodiscard]] Time middle() const { return a.time + (b.time - a.time) / 2; }
  };
  /// A turn in [a, b], where the condition is monotone.
  struct Root {
    std::uint32_t site;
    std::size_t interval;
    Point a, b;
    double curvature;
    Time next;
    int step = 0;
    Duration width_before;
  };
  /// A summit is sought around `centre`.
  struct Peak {
    std::uint32_t site;
    std::size_t interval;
    Time centre;
    int step = 0;
  };
  /// What is the same for all sites in an interval.
  struct Interval {
    orbit::MotionBounds bounds;
    double length_s = 0.0;
    double sag_m = 0.0; ///< at most, for any site
  };

  void screen_all(const SatelliteGrid& grid);
  void sweep(const SatelliteGrid& grid);
  void sample_node(const SatelliteGrid& grid, std::size_t node);
  void judge_interval(const SatelliteGrid& grid, std::size_t interval);
  void seek_peak(const SatelliteGrid& grid, std::uint32_t site, std::size_t interval);
  void edges(const SatelliteGrid& grid, std::size_t node, std::vector<PassEdge>& out) const;
  void resolve(const Half& part);
  [[nodiscard]] double curvature(const Half& part) const;
  void start_root(const Half& part, double curvature);
  void round(const SatelliteGrid& grid);
  /// True when it is done.
  [[nodiscard]] bool improve(Root& root, const orbit::State& itrf);
  [[nodiscard]] bool improve(Peak& peak, const double (&sines)[3]);
  [[nodiscard]] const std::uint64_t* seen(std::size_t node) const {
    return seen_.data() + (node - first_) * table_.words();
  }

  const orbit::Trajectory& trajectory_;
  const Attitudes& attitudes_;
  const SiteTable& table_;
  std::size_t first_ = 0;
  std::vector<std::uint64_t> seen_; ///< by node and site
  std::vector<Interval> intervals_;
  std::vector<PassSample> samples_[2]; ///< by the node's parity and site
  std::vector<Half> halves_;
  std::vector<Root> roots_;
  std::vector<Peak> peaks_;
  std::vector<Time> times_;
  StateBuffer buffer_;
  PassEvents events_;
};

} // namespace urker::access
