#include "access/track.hpp"

#include "access/arc_kernels.hpp"
#include "base/error.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <span>

namespace urker::access {
namespace {

using orbit::MotionBounds;
using orbit::State;

constexpr std::size_t kTerms = Track::kTerms;
constexpr std::size_t kSamples = TrackTimes::kSamplesAnArc;
constexpr Duration kShortest = std::chrono::milliseconds(10);
/// How near the end of a trajectory its last arc comes.
constexpr Duration kNear = std::chrono::seconds(1);

/// Matrices of interpolation, as the kernels want them.
struct ArcMatrices {
  double fit[kTerms][kTerms];   ///< [sample][term]
  double nodes[kTerms][kTerms]; ///< [term][positions at 4 nodes, derivatives there]

  ArcMatrices() {
    constexpr double n = kSamples;
    // Chebyshev polynomials in powers, by their recurrence.
    double powers[kTerms][kTerms] = {{1.0}, {0.0, 1.0}};
    for (std::size_t k = 2; k < kTerms; ++k) {
      for (std::size_t i = 0; i < kTerms; ++i) {
        powers[k][i] = (i > 0 ? 2.0 * powers[k - 1][i - 1] : 0.0) - powers[k - 2][i];
      }
    }
    const auto halved_at_ends = [](std::size_t i) { return i % kSamples == 0 ? 0.5 : 1.0; };
    for (std::size_t j = 0; j < kTerms; ++j) {
      for (std::size_t i = 0; i < kTerms; ++i) {
        fit[j][i] = 0.0;
        for (std::size_t k = i; k < kTerms; ++k) {
          // T_k at the sample -cos(pi j / n).
          const double value = (k % 2 == 0 ? 1.0 : -1.0) *
                               std::cos(std::numbers::pi * static_cast<double>(j * k % 14) / n);
          fit[j][i] += 2.0 / n * halved_at_ends(j) * halved_at_ends(k) * value * powers[k][i];
        }
      }
    }
    for (std::size_t i = 0; i < kTerms; ++i) {
      for (std::size_t node = 0; node < 4; ++node) {
        const double x = -1.0 + 0.5 * static_cast<double>(node);
        nodes[i][node] = i == 0 ? 1.0 : nodes[i - 1][node] * x;
        nodes[i][4 + node] = i == 0 ? 0.0 : static_cast<double>(i) * nodes[i - 1][node];
      }
    }
  }
};

const ArcMatrices& matrices() {
  static const ArcMatrices all;
  return all;
}

/// State at x of -1 to 1 on an arc.
State evaluate(const double* terms, double half_length_s, double x) {
  State state;
  for (int c = 0; c < 3; ++c, terms += kTerms) {
    double value = terms[kTerms - 1], slope = 0.0;
    for (std::size_t i = kTerms - 1; i-- > 0;) {
      slope = slope * x + value;
      value = value * x + terms[i];
    }
    state.r_m[c] = value;
    state.v_m_s[c] = slope / half_length_s;
  }
  return state;
}

/// What a polynomial leaves out, m: a term is some 1/90 of the one before.
double left_out_m(const double* terms) {
  double last = 0.0, before = 0.0;
  for (std::size_t c = 0; c < 3; ++c, terms += kTerms) {
    last = std::max(last, std::abs(terms[7]) / 64.0); // in Chebyshev's polynomials
    before = std::max(before, std::abs(terms[6]) / 32.0);
  }
  return std::max(last, before / 50.0);
}

bool is_good(const double* terms) {
  constexpr double kMost_m = 1e-4;
  return left_out_m(terms) <= kMost_m;
}

/// Nothing where the trajectory has no state somewhere.
std::optional<MotionBounds> bounds_on(const orbit::Trajectory& trajectory, Time begin, Time end) {
  try {
    return trajectory.bounds(begin, end);
  } catch (const Error& error) {
    if (error.cause() == Cause::internal) {
      throw;
    }
    return {};
  }
}

/// Positions of the samples in three columns of whole packs.
class Samples {
 public:
  explicit Samples(std::size_t count) : count_(count) {
    for (auto& column : columns_) {
      column.resize((count + 7) / 8 * 8);
    }
  }
  void read(const orbit::Trajectory& trajectory, std::span<const Time> times) {
    const auto column = [this](std::size_t i) { return std::span(columns_[i]).first(count_); };
    trajectory.states(times, orbit::StateColumns{column(0), column(1), column(2), column(3),
                                                 column(4), column(5)});
  }
  [[nodiscard]] double* column(std::size_t i) { return columns_[i].data(); }
  void fit(std::size_t arcs, double* terms) const {
    URKER_SIMD_PICK(fit_arcs)
    ({{columns_[0].data(), columns_[1].data(), columns_[2].data()},
      arcs,
      matrices().fit[0],
      terms});
  }

 private:
  std::size_t count_;
  std::vector<double> columns_[6];
};

} // namespace

Track::Track(const orbit::Trajectory& trajectory, const orbit::Earth& earth, Time begin, Time end)
    : earth_(earth), begin_(begin), end_(end) {
  if (end <= begin) {
    return;
  }
  const TrackGrid grid{begin, end, shared_arc_length(trajectory.bounds(begin, end))};
  build(trajectory, TrackTimes(earth, trajectory.frame(), grid, 0, grid.arcs()));
  if (failure_) {
    static_cast<void>(trajectory.state(failure_->time)); // throws
  }
}

Track::Track(const orbit::Trajectory& trajectory, const TrackTimes& times)
    : earth_(times.earth()), begin_(times.edge(0)), end_(begin_) {
  require(trajectory.frame() == times.frame(), "a track's times are for another frame");
  build(trajectory, times);
}

void Track::build(const orbit::Trajectory& trajectory, const TrackTimes& times) {
  constexpr double kNearlyCircular = 1.1;
  edges_.push_back(begin_);
  std::vector<double> terms(3 * kTerms * times.arcs());
  bool complete = true;
  try {
    Samples samples(times.samples().size());
    samples.read(trajectory, times.samples());
    times.rotate(samples.column(0), samples.column(1), samples.column(2));
    samples.fit(times.arcs(), terms.data());
  } catch (const Error& error) {
    if (error.cause() == Cause::internal) {
      throw;
    }
    complete = false;
  }
  std::optional<MotionBounds> shared;
  Time shared_from = begin_ - Duration(1);
  for (std::size_t i = 0; i < times.arcs(); ++i) {
    const auto stretch = times.stretch_around(i);
    if (stretch.begin != shared_from) {
      shared_from = stretch.begin;
      shared = bounds_on(trajectory, stretch.begin, stretch.end);
      if (shared && shared->greatest_radius_m > kNearlyCircular * shared->least_radius_m) {
        shared.reset();
      }
    }
    const Time begin = times.edge(i), end = times.edge(i + 1);
    const double* const own = terms.data() + 3 * kTerms * i;
    const auto bounds = shared ? shared : bounds_on(trajectory, begin, end);
    if (complete && bounds && end - begin > kShortest && is_good(own)) {
      append(end, own, *bounds, shared.has_value());
    } else if (!refine(trajectory, times.frame(), begin, end, bounds, shared.has_value())) {
      break;
    }
  }
  end_ = edges_.back();
  fill_nodes();
}

/// Appends arcs from `begin` to `end`; false where the trajectory fails.
bool Track::refine(const orbit::Trajectory& trajectory, orbit::Frame frame, Time begin, Time end,
                   const std::optional<MotionBounds>& known, bool alike) {
  double terms[3 * kTerms] = {};
  try {
    const MotionBounds bounds = known ? *known : trajectory.bounds(begin, end);
    if (end - begin <= kShortest) {
      const double half_s = to_seconds(end - begin) / 2.0;
      const State state = earth_.to_itrf(trajectory.state(begin), frame, begin);
      for (int c = 0; c < 3; ++c) {
        terms[kTerms * static_cast<std::size_t>(c)] = state.r_m[c] + half_s * state.v_m_s[c];
        terms[kTerms * static_cast<std::size_t>(c) + 1] = half_s * state.v_m_s[c];
      }
      append(end, terms, bounds, alike);
      return true;
    }
    const TrackTimes times(earth_, frame, {begin, end, end - begin}, 0, 1);
    Samples samples(times.samples().size());
    samples.read(trajectory, times.samples());
    times.rotate(samples.column(0), samples.column(1), samples.column(2));
    samples.fit(1, terms);
    if (is_good(terms)) {
      append(end, terms, bounds, alike);
      return true;
    }
  } catch (const Error& error) {
    if (error.cause() == Cause::internal) {
      throw;
    }
    if (end - begin <= kNear) {
      failure_ = Failure{begin, error.what()};
      return false;
    }
  }
  const Time middle = begin + (end - begin) / 2;
  return refine(trajectory, frame, begin, middle, {}, false) &&
         refine(trajectory, frame, middle, end, {}, false);
}

void Track::append(Time end, const double* terms, const MotionBounds& bounds, bool alike) {
  edges_.push_back(end);
  terms_.insert(terms_.end(), terms, terms + 3 * kTerms);
  bounds_.push_back(bounds);
  alike_.push_back(alike);
}

void Track::fill_nodes() {
  if (arc_count() == 0) {
    return;
  }
  std::vector<double> half_lengths_s(arc_count());
  for (std::size_t i = 0; i < arc_count(); ++i) {
    half_lengths_s[i] = to_seconds(arc_length(i)) / 2.0;
  }
  for (auto& column : nodes_) {
    column.resize(node_count() + 8);
  }
  ArcNodes task{terms_.data(), half_lengths_s.data(), arc_count(), matrices().nodes[0], {}};
  for (std::size_t i = 0; i < 6; ++i) {
    task.columns[i] = nodes_[i].data();
  }
  URKER_SIMD_PICK(sample_nodes)(task);
  const State last = evaluate(arc_terms(arc_count() - 1), half_lengths_s.back(), 1.0);
  for (int c = 0; c < 3; ++c) {
    nodes_[c][node_count() - 1] = last.r_m[c];
    nodes_[c + 3][node_count() - 1] = last.v_m_s[c];
  }
}

std::size_t Track::arc_of(Time t) const {
  require(arc_count() > 0 && begin_ <= t && t <= end_, "a track does not cover an instant");
  const auto after = std::upper_bound(edges_.begin() + 1, edges_.end() - 1, t);
  return static_cast<std::size_t>(after - edges_.begin()) - 1;
}

State Track::arc_state(std::size_t arc, double x) const {
  return evaluate(arc_terms(arc), to_seconds(arc_length(arc)) / 2.0, x);
}

State Track::at(Time t) const {
  const std::size_t arc = arc_of(t);
  return arc_state(arc, 2.0 * to_seconds(t - edges_[arc]) / to_seconds(arc_length(arc)) - 1.0);
}

Time Track::node_time(std::size_t node) const {
  const std::size_t arc = node / kNodesAnArc;
  return arc == arc_count() ? end_
                            : edges_[arc] + arc_length(arc) * static_cast<int>(node % kNodesAnArc) /
                                                static_cast<int>(kNodesAnArc);
}

State Track::node(std::size_t node) const {
  return {{nodes_[0][node], nodes_[1][node], nodes_[2][node]},
          {nodes_[3][node], nodes_[4][node], nodes_[5][node]}};
}

std::size_t Track::node_after(Time t) const {
  std::size_t node = kNodesAnArc * arc_of(t) + 1;
  while (node + 1 < node_count() && node_time(node) <= t) {
    ++node;
  }
  return node;
}

TrackSection::TrackSection(const Track& track, Time begin, Time end)
    : track_(track), begin_(begin), end_(end) {
  if (end <= begin) {
    return;
  }
  require(track.begin() <= begin && end <= track.end(), "a track does not cover a search");
  first_ = track.node_after(begin);
  std::size_t behind = track.node_after(end);
  // The last node before the end.
  while (track.node_time(behind) >= end) {
    --behind;
  }
  node_count_ = 2 + behind + 1 - first_;
  // Nodes' own states, so that searches of parts find the same as one of the whole.
  const auto state_at = [&track](std::size_t node, Time t) {
    return track.node_time(node) == t ? track.node(node) : track.at(t);
  };
  begin_state_ = state_at(first_ - 1, begin);
  end_state_ = state_at(behind + 1, end);
}

Time TrackSection::node_time(std::size_t node) const {
  if (node == 0) {
    return begin_;
  }
  return node + 1 == node_count_ ? end_ : track_.node_time(first_ + node - 1);
}

State TrackSection::node(std::size_t node) const {
  if (node == 0) {
    return begin_state_;
  }
  return node + 1 == node_count_ ? end_state_ : track_.node(first_ + node - 1);
}

std::size_t TrackSection::node_after(Time t) const {
  return std::min(track_.node_after(t) - first_ + 1, node_count_ - 1);
}

const MotionBounds& TrackSection::inertial_bounds(std::size_t interval) const {
  return track_.arc_bounds((first_ - 1 + interval) / Track::kNodesAnArc);
}

MotionBounds TrackSection::fixed_bounds(std::size_t interval) const {
  return access::fixed_bounds(inertial_bounds(interval));
}

// With p = R r and the Earth's rotation rate w: p' = R (r' - w x r) and
// p'' = R (r'' - 2 w x r' + w x (w x r)).
MotionBounds fixed_bounds(const MotionBounds& inertial) {
  const MotionBounds& b = inertial;
  constexpr double kRate_rad_s = orbit::Earth::kRotationRate_rad_s;
  // The pole's motion, precession, nutation and the steps in the slope of an interpolated UT1 turn
  // the Earth by less than 1e-6 of its rotation.
  constexpr double kSlack = 1.0 + 1e-3;
  MotionBounds fixed = b;
  fixed.greatest_speed_m_s = kSlack * (b.greatest_speed_m_s + kRate_rad_s * b.greatest_radius_m);
  fixed.greatest_acceleration_m_s2 =
      kSlack * (b.greatest_acceleration_m_s2 + 2.0 * kRate_rad_s * b.greatest_speed_m_s +
                kRate_rad_s * kRate_rad_s * b.greatest_radius_m);
  return fixed;
}

} // namespace urker::access
