#include "access/inter_satellite.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <tuple>

namespace urker::access {
namespace {

using orbit::MotionBounds;
using orbit::Vector3;

/// What holds of a satellite over the whole span.
MotionBounds whole_bounds(const Track& track) {
  const TrackSection section(track, track.begin(), track.end());
  MotionBounds all = section.inertial_bounds(0);
  for (std::size_t i = 1; i + 1 < section.node_count(); ++i) {
    const MotionBounds& b = section.inertial_bounds(i);
    all.least_radius_m = std::min(all.least_radius_m, b.least_radius_m);
    all.greatest_radius_m = std::max(all.greatest_radius_m, b.greatest_radius_m);
    all.greatest_speed_m_s = std::max(all.greatest_speed_m_s, b.greatest_speed_m_s);
  }
  return all;
}

struct Placed {
  std::array<std::int32_t, 3> cell;
  std::uint32_t satellite;
  Vector3 position_m;
};

class PairScreen {
 public:
  PairScreen(std::span<const Track* const> tracks, double limit_m)
      : tracks_(tracks), limit_m_(limit_m), bounds_(tracks.size()) {
    for (std::size_t i = 0; i < tracks.size(); ++i) {
      if (tracks[i] != nullptr) {
        bounds_[i] = whole_bounds(*tracks[i]);
        fastest_m_s_ = std::max(fastest_m_s_, bounds_[i].greatest_speed_m_s);
        begin_ = tracks[i]->begin();
        end_ = tracks[i]->end();
      }
    }
  }

  std::vector<PairSpan> run() {
    for (Time t = begin_; t < end_; t += kStep) {
      step(t, std::min(t + kStep, end_));
    }
    return joined();
  }

 private:
  static constexpr Duration kStep = std::chrono::seconds(20);

  void step(Time begin, Time end) {
    const Time middle = begin + (end - begin) / 2;
    const double reach_s = 0.5 * to_seconds(end - begin) + 1e-6;
    const double cell_m = limit_m_ + 2.0 * fastest_m_s_ * reach_s;
    std::vector<Placed> placed;
    for (std::uint32_t i = 0; i < tracks_.size(); ++i) {
      if (tracks_[i] != nullptr) {
        const Vector3 r = tracks_[i]->at(middle).r_m;
        const Vector3 c = (r / cell_m).array().floor();
        placed.push_back({{static_cast<std::int32_t>(c.x()), static_cast<std::int32_t>(c.y()),
                           static_cast<std::int32_t>(c.z())},
                          i,
                          r});
      }
    }
    std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
      return std::tie(a.cell, a.satellite) < std::tie(b.cell, b.satellite);
    });
    for (const Placed& p : placed) {
      look_around(p, placed, {0, 0, begin, end}, reach_s);
    }
  }

  /// The neighbours of `p` with a greater index, in the columns of cells beside its own.
  void look_around(const Placed& p, const std::vector<Placed>& placed, PairSpan span,
                   double reach_s) {
    for (std::int32_t dx = -1; dx <= 1; ++dx) {
      for (std::int32_t dy = -1; dy <= 1; ++dy) {
        const std::array<std::int32_t, 3> first{p.cell[0] + dx, p.cell[1] + dy, p.cell[2] - 1};
        auto q = std::lower_bound(placed.begin(), placed.end(), first,
                                  [](const Placed& x, const auto& cell) { return x.cell < cell; });
        for (; q != placed.end() && q->cell[0] == first[0] && q->cell[1] == first[1] &&
               q->cell[2] <= p.cell[2] + 1;
             ++q) {
          if (q->satellite > p.satellite && may_meet(p, *q, reach_s)) {
            span.first = p.satellite;
            span.second = q->satellite;
            spans_.push_back(span);
          }
        }
      }
    }
  }

  [[nodiscard]] bool may_meet(const Placed& p, const Placed& q, double reach_s) const {
    const MotionBounds &a = bounds_[p.satellite], &b = bounds_[q.satellite];
    if (a.least_radius_m - b.greatest_radius_m > limit_m_ ||
        b.least_radius_m - a.greatest_radius_m > limit_m_) {
      return false;
    }
    const double reach_m = limit_m_ + (a.greatest_speed_m_s + b.greatest_speed_m_s) * reach_s;
    return (p.position_m - q.position_m).squaredNorm() <= reach_m * reach_m;
  }

  std::vector<PairSpan> joined() {
    std::sort(spans_.begin(), spans_.end(), [](const PairSpan& a, const PairSpan& b) {
      return std::tie(a.first, a.second, a.begin) < std::tie(b.first, b.second, b.begin);
    });
    std::vector<PairSpan> result;
    for (const PairSpan& s : spans_) {
      if (!result.empty() && result.back().first == s.first && result.back().second == s.second &&
          result.back().end == s.begin) {
        result.back().end = s.end;
      } else {
        result.push_back(s);
      }
    }
    return result;
  }

  std::span<const Track* const> tracks_;
  double limit_m_;
  double fastest_m_s_ = 0.0;
  std::vector<MotionBounds> bounds_;
  Time begin_ = kStart, end_ = kStart;
  std::vector<PairSpan> spans_;
};

} // namespace

std::vector<PairSpan> screen_pairs(std::span<const Track* const> tracks, double range_limit_m) {
  if (std::isfinite(range_limit_m)) {
    return PairScreen(tracks, range_limit_m).run();
  }
  std::vector<PairSpan> all;
  for (std::uint32_t i = 0; i < tracks.size(); ++i) {
    for (std::uint32_t k = i + 1; tracks[i] != nullptr && k < tracks.size(); ++k) {
      if (tracks[k] != nullptr) {
        all.push_back({i, k, tracks[i]->begin(), tracks[i]->end()});
      }
    }
  }
  return all;
}

} // namespace urker::access
