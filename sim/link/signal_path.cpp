#include "link/signal_path.hpp"

#include "link/weather/rain_state.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace urker::link {

namespace {

static_assert(kSignalKnots == std::chrono::seconds(RainState::kKnot_s));
constexpr double kFlat_db = 1e-9;
constexpr double kBend_db = 4e-3;
constexpr Duration kShortest = std::chrono::milliseconds(1);

Duration whole_ns(double ns) {
  return Duration(std::llround(ns));
}

double ns_between(Time a, Time b) {
  return static_cast<double>((b - a).count());
}

/// Where the parabola through three samples has its vertex, ns from the middle one; not finite if
/// they lie on a line.
double vertex_ns(const Sample& a, const Sample& m, const Sample& b) {
  const double left_ns = ns_between(a.time, m.time);
  const double right_ns = ns_between(m.time, b.time);
  const double left = (m.cn0_db_hz - a.cn0_db_hz) / left_ns;
  const double right = (b.cn0_db_hz - m.cn0_db_hz) / right_ns;
  return 0.5 * (left * right_ns + right * left_ns) / (left - right);
}

/// Three samples of which the middle one is above both others or below both.
class Bracket {
 public:
  Bracket(const Signal& cn0_db_hz, Sample a, Sample m, Sample b)
      : cn0_db_hz_(cn0_db_hz), a_(a), m_(m), b_(b), sign_(m.cn0_db_hz > a.cn0_db_hz ? 1.0 : -1.0) {}

  /// Parabolas, and a cut of the longer side where they do not halve the bracket.
  Sample extremum() {
    double before_ns = 3.0 * ns_between(a_.time, b_.time); // a parabola first
    while (!flat()) {
      const double width_ns = ns_between(a_.time, b_.time);
      const double step_ns = vertex_ns(a_, m_, b_);
      const bool halved = width_ns < 0.5 * before_ns;
      before_ns = width_ns;
      if (!try_at(halved && std::isfinite(step_ns) ? step_ns : cut_ns())) {
        break;
      }
    }
    return m_;
  }

 private:
  [[nodiscard]] bool flat() const {
    return std::abs(m_.cn0_db_hz - a_.cn0_db_hz) < kFlat_db &&
           std::abs(m_.cn0_db_hz - b_.cn0_db_hz) < kFlat_db;
  }
  [[nodiscard]] double cut_ns() const {
    constexpr double kGolden = 0.381966;
    const double left_ns = ns_between(a_.time, m_.time);
    const double right_ns = ns_between(m_.time, b_.time);
    return left_ns > right_ns ? -kGolden * left_ns : kGolden * right_ns;
  }
  /// False if there is no room for another sample.
  bool try_at(double step_ns) {
    // Beside the middle by a little, since a vertex that is hit moves one end of the bracket only.
    const double least_ns = std::max(1.0, 1e-3 * ns_between(a_.time, b_.time));
    if (std::abs(step_ns) < least_ns) {
      const bool left = ns_between(a_.time, m_.time) > ns_between(m_.time, b_.time);
      step_ns = left ? -least_ns : least_ns;
    }
    const Time t = m_.time + whole_ns(step_ns);
    if (t <= a_.time || t >= b_.time || t == m_.time) {
      return false;
    }
    const Sample s{t, cn0_db_hz_(t)};
    const bool better = sign_ * s.cn0_db_hz > sign_ * m_.cn0_db_hz;
    Sample& moved = (t < m_.time) == better ? b_ : a_;
    moved = better ? std::exchange(m_, s) : s;
    return true;
  }

  const Signal& cn0_db_hz_;
  Sample a_, m_, b_;
  double sign_;
};

bool between(double x, double a, double b) {
  return (x - a) * (b - x) > 0.0;
}

/// Adds what lies between two samples: its extremum, if the signal turns there, and enough for the
/// signal between neighbours to be nearly straight. It bends where the air's models do: where rain
/// sets in.
void add_inside(std::vector<Sample>& samples, const Signal& cn0_db_hz, const Sample& a,
                const Sample& b) {
  const Time middle = a.time + (b.time - a.time) / 2;
  if (middle == a.time) {
    return;
  }
  const Sample m{middle, cn0_db_hz(middle)};
  if (std::abs(a.cn0_db_hz - 2.0 * m.cn0_db_hz + b.cn0_db_hz) > kBend_db &&
      b.time - a.time > kShortest) {
    add_inside(samples, cn0_db_hz, a, m);
    samples.push_back(m);
    add_inside(samples, cn0_db_hz, m, b);
    return;
  }
  if (!between(m.cn0_db_hz, a.cn0_db_hz, b.cn0_db_hz)) {
    const bool turns = (m.cn0_db_hz - a.cn0_db_hz) * (b.cn0_db_hz - m.cn0_db_hz) < 0.0;
    const Sample top = turns ? Bracket(cn0_db_hz, a, m, b).extremum() : m;
    const bool apart = top.time != m.time;
    if (apart && top.time < m.time) {
      samples.push_back(top);
    }
    samples.push_back(m);
    if (apart && top.time > m.time) {
      samples.push_back(top);
    }
    return;
  }
  const double step_ns = vertex_ns(a, m, b);
  const Time turn =
      std::abs(step_ns) < ns_between(a.time, m.time) ? m.time + whole_ns(step_ns) : m.time;
  const bool early = turn < m.time;
  if (turn <= a.time || turn == m.time || turn >= b.time) {
    samples.push_back(m);
    return;
  }
  const Sample v{turn, cn0_db_hz(turn)};
  const Sample& end = early ? a : b;
  if (between(v.cn0_db_hz, end.cn0_db_hz, m.cn0_db_hz)) {
    samples.push_back(m); // not so far: it turns at the knot
    return;
  }
  const Sample top =
      early ? Bracket(cn0_db_hz, a, v, m).extremum() : Bracket(cn0_db_hz, m, v, b).extremum();
  samples.push_back(early ? top : m);
  samples.push_back(early ? m : top);
}

} // namespace

std::vector<Sample> monotone_samples(const Signal& cn0_db_hz, Time begin, Time end, Duration knots,
                                     const std::vector<Time>& extra_knots) {
  std::vector<Sample> samples{{begin, cn0_db_hz(begin)}};
  samples.reserve(2 * static_cast<std::size_t>((end - begin) / knots) + 8);
  Time knot = begin;
  auto extra = std::upper_bound(extra_knots.begin(), extra_knots.end(), begin);
  while (knot < end) {
    const Duration into = (knot - kStart) % knots;
    knot = std::min(end, knot + knots - into);
    if (extra != extra_knots.end() && *extra <= knot) {
      knot = *extra++;
    }
    const Sample a = samples.back();
    const Sample b{knot, cn0_db_hz(knot)};
    add_inside(samples, cn0_db_hz, a, b);
    samples.push_back(b);
  }
  return samples;
}

Time crossing(const Signal& cn0_db_hz, const Sample& a, const Sample& b, double level_db_hz) {
  // T. R. Chandrupatla, "A new hybrid quadratic/bisection algorithm", Advances in Engineering
  // Software 28 (1997); from the secant on.
  struct Point {
    double ns, over_db;
  };
  Point p1{ns_between(a.time, b.time), b.cn0_db_hz - level_db_hz};
  Point p2{0.0, a.cn0_db_hz - level_db_hz};
  if (p2.over_db == 0.0) {
    return a.time;
  }
  if (p1.over_db == 0.0) {
    return b.time;
  }
  double part = p1.over_db / (p1.over_db - p2.over_db);
  while (std::abs(p1.ns - p2.ns) > 1.0) {
    // At least a nanosecond off both ends, so that the bracket closes.
    const double least = std::min(0.5, 1.0 / std::abs(p1.ns - p2.ns));
    const double ns = std::round(p1.ns + std::clamp(part, least, 1.0 - least) * (p2.ns - p1.ns));
    const Point p{ns, cn0_db_hz(a.time + whole_ns(ns)) - level_db_hz};
    if (p.over_db == 0.0) {
      return a.time + whole_ns(ns);
    }
    Point p3 = p1;
    if ((p.over_db > 0.0) != (p1.over_db > 0.0)) {
      p3 = std::exchange(p2, p1);
    }
    p1 = p;
    const double x = (p1.ns - p2.ns) / (p3.ns - p2.ns);
    const double y = (p1.over_db - p2.over_db) / (p3.over_db - p2.over_db);
    part = 0.5;
    if (y * y < x && (1.0 - y) * (1.0 - y) < 1.0 - x) {
      const double f1 = p1.over_db, f2 = p2.over_db, f3 = p3.over_db;
      part = f1 / (f2 - f1) * f3 / (f2 - f3) +
             (p3.ns - p1.ns) / (p2.ns - p1.ns) * f1 / (f3 - f1) * f2 / (f3 - f2);
    }
  }
  return a.time + whole_ns(std::max(p1.ns, p2.ns));
}

std::vector<Interval> stretches_above(const Signal& signal, double level, Time begin, Time end,
                                      Duration knots) {
  std::vector<Interval> stretches;
  if (begin >= end) {
    return stretches;
  }
  const std::vector<Sample> samples = monotone_samples(signal, begin, end, knots);
  const auto is_above = [level](const Sample& s) { return s.cn0_db_hz >= level; };
  Time since = begin;
  for (std::size_t i = 1; i < samples.size(); ++i) {
    const Sample &a = samples[i - 1], &b = samples[i];
    if (is_above(a) == is_above(b)) {
      continue;
    }
    const Time t = crossing(signal, a, b, level);
    if (is_above(b)) {
      since = t;
    } else if (since < t) {
      stretches.push_back({since, t});
    }
  }
  if (is_above(samples.back()) && since < end) {
    stretches.push_back({since, end});
  }
  return stretches;
}

} // namespace urker::link
