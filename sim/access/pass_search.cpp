#include "access/pass_search.hpp"

#include "access/cap_screen.hpp"
#include "base/error.hpp"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cmath>
#include <numbers>
#include <tuple>
#include <utility>

namespace urker::access {
namespace {

using orbit::State;
using orbit::Vector3;

constexpr Duration kPrecision = std::chrono::microseconds(1);
constexpr double kPrecision_s = 1e-6;
/// Half the reach of the parabola through a summit.
constexpr Duration kReach = std::chrono::milliseconds(200);
/// Covers the difference between SGP4's velocity and the derivative of its position.
constexpr double kRateSlack_m_s = 5.0;
/// Keeps a bound that is met exactly from being beaten by rounding.
constexpr double kRoundingSlack = 1.0 + 1e-9;

/// `visit(site)` for each bit that is set in the union of up to three rows of bits.
template <class Visit>
void for_each_site(std::size_t words, const std::uint64_t* a, const std::uint64_t* b,
                   const std::uint64_t* c, const Visit& visit) {
  for (std::size_t word = 0; word < words; ++word) {
    for (auto bits = a[word] | b[word] | c[word]; bits != 0; bits &= bits - 1) {
      visit(
          static_cast<std::uint32_t>(64 * word + static_cast<std::size_t>(std::countr_zero(bits))));
    }
  }
}

double azimuth(const SearchSite& site, const Vector3& itrf_m) {
  const Vector3 line_m = itrf_m - site.position_m;
  const double angle = std::atan2(line_m.dot(site.east), line_m.dot(site.north));
  return angle < 0.0 ? angle + 2.0 * std::numbers::pi : angle;
}

double sine_of_elevation(const SearchSite& site, const Vector3& itrf_m) {
  const Vector3 line_m = itrf_m - site.position_m;
  return line_m.dot(site.up) / line_m.norm();
}

/// Largest angle at the Earth's centre between a site and a satellite that it sees.
double greatest_central_angle(const SiteTable& table, double greatest_radius_m) {
  constexpr double kVertical_rad = 0.1925 * std::numbers::pi / 180.0;
  const double e = table.least_elevation_rad - kVertical_rad;
  const double ratio = table.least_radius_m * std::cos(e) / greatest_radius_m;
  return std::acos(std::min(ratio, 1.0)) - e;
}

/// The cubic with the states of both ends.
State between(const State& a, const State& b, double length_s, double s) {
  const double x = s / length_s, y = 1.0 - x;
  const Vector3 rise_m = b.r_m - a.r_m;
  const Vector3 ka = length_s * a.v_m_s - rise_m, kb = rise_m - length_s * b.v_m_s;
  State state;
  state.r_m = y * a.r_m + x * b.r_m + x * y * (y * ka + x * kb);
  state.v_m_s = (rise_m + (y - x) * (y * ka + x * kb) + x * y * (kb - ka)) / length_s;
  return state;
}

} // namespace

PassEvents PassSearch::run(SatelliteGrid& grid) {
  for (;;) {
    events_ = {};
    halves_.clear();
    roots_.clear();
    peaks_.clear();
    if (grid.states.empty() || table_.sites.empty()) {
      return {};
    }
    first_ = grid.first;
    try {
      screen_all(grid);
      sweep(grid);
      while (!halves_.empty() || !roots_.empty() || !peaks_.empty()) {
        round(grid);
      }
      break;
    } catch (const Error& error) {
      if (error.cause() == Cause::internal) {
        throw;
      }
      // The first of the instants wanted that has no state.
      std::sort(times_.begin(), times_.end());
      const auto bad = std::find_if(times_.begin(), times_.end(), [this](Time t) {
        try {
          static_cast<void>(trajectory_.state(t));
          return false;
        } catch (const Error&) {
          return true;
        }
      });
      require(bad != times_.end(), "a trajectory failed for no instant");
      grid.end_before(*bad, error.what());
    }
  }
  const auto by_site = [](const auto& a, const auto& b) {
    return std::tie(a.site, a.time) < std::tie(b.site, b.time);
  };
  std::sort(events_.turns.begin(), events_.turns.end(), by_site);
  std::sort(events_.summits.begin(), events_.summits.end(), by_site);
  return std::move(events_);
}

void PassSearch::screen_all(const SatelliteGrid& grid) {
  intervals_.clear();
  for (std::size_t i = 0; i < grid.bounds.size(); ++i) {
    Interval interval;
    interval.bounds = grid.fixed_bounds(grid.first + i);
    interval.length_s = to_seconds(grid.grid.at(grid.first + i + 1) - grid.grid.at(grid.first + i));
    const auto& b = interval.bounds;
    const double range_m = std::max(b.least_radius_m - table_.greatest_radius_m, 1e3);
    const double bound =
        (1.0 + table_.greatest_sine) * b.greatest_acceleration_m_s2 +
        table_.greatest_sine * b.greatest_speed_m_s * b.greatest_speed_m_s / range_m;
    interval.sag_m = kRoundingSlack * bound * interval.length_s * interval.length_s / 8.0;
    intervals_.push_back(interval);
  }
  const std::size_t words = table_.words();
  seen_.assign(grid.states.size() * words, 0);
  const std::uint64_t unused = table_.sites.size() % 64;
  for (std::size_t i = 0; i < grid.states.size(); ++i) {
    double angle = 0.0;
    for (const std::size_t k : {i, i + 1}) { // the intervals before and after
      if (k > 0 && k <= intervals_.size()) {
        const auto& [b, length_s, sag] = intervals_[k - 1];
        angle = std::max(angle, greatest_central_angle(table_, b.greatest_radius_m) +
                                    b.greatest_speed_m_s / b.least_radius_m * length_s / 2.0);
      }
    }
    // A cosine that is off by 4e-7 is that of an angle off by no more than 9e-4, near 0; the
    // padding covers both.
    constexpr double kPadding_rad = 1e-3;
    const double least = std::cos(std::min(angle + kPadding_rad, std::numbers::pi)) - 1e-6;
    const Vector3 direction = grid.states[i].r_m.normalized();
    URKER_SIMD_PICK(screen_cap)
    ({table_.x.data(), table_.y.data(), table_.z.data(), words, static_cast<float>(direction.x()),
      static_cast<float>(direction.y()), static_cast<float>(direction.z()),
      static_cast<float>(least), seen_.data() + i * words});
    if (unused != 0) {
      seen_[(i + 1) * words - 1] &= (std::uint64_t{1} << unused) - 1;
    }
  }
}

void PassSearch::sweep(const SatelliteGrid& grid) {
  samples_[0].resize(table_.sites.size());
  samples_[1].resize(table_.sites.size());
  for (std::size_t node = grid.first; node <= grid.last(); ++node) {
    sample_node(grid, node);
    if (node == grid.first) {
      edges(grid, node, events_.at_first);
    } else {
      judge_interval(grid, node - 1);
    }
  }
  edges(grid, grid.last(), events_.at_last);
}

void PassSearch::sample_node(const SatelliteGrid& grid, std::size_t node) {
  const State& state = grid.states[node - grid.first];
  const auto* before = seen(node == grid.first ? node : node - 1);
  const auto* after = seen(node == grid.last() ? node : node + 1);
  auto& samples = samples_[node % 2];
  for_each_site(table_.words(), before, seen(node), after,
                [&](std::uint32_t s) { samples[s] = look_from(table_.sites[s], state); });
}

void PassSearch::edges(const SatelliteGrid& grid, std::size_t node,
                       std::vector<PassEdge>& out) const {
  const Vector3& r_m = grid.states[node - grid.first].r_m;
  for_each_site(table_.words(), seen(node), seen(node), seen(node), [&](std::uint32_t s) {
    if (samples_[node % 2][s].value_m >= 0.0) {
      out.push_back({s, azimuth(table_.sites[s], r_m), sine_of_elevation(table_.sites[s], r_m)});
    }
  });
}

void PassSearch::judge_interval(const SatelliteGrid& grid, std::size_t interval) {
  const double sag_m = intervals_[interval - first_].sag_m;
  const Time begin = grid.grid.at(interval), end = grid.grid.at(interval + 1);
  const auto& left = samples_[interval % 2];
  const auto& right = samples_[(interval + 1) % 2];
  const auto* last = seen(interval + 1);
  for_each_site(table_.words(), seen(interval), last, last, [&](std::uint32_t s) {
    const PassSample& a = left[s];
    const PassSample& b = right[s];
    if (std::max(a.value_m, b.value_m) < -sag_m) {
      return;
    }
    if (a.rise > 0.0 && b.rise <= 0.0) {
      seek_peak(grid, s, interval);
    }
    if (!(std::min(a.value_m, b.value_m) > sag_m)) {
      resolve({s, interval, {begin, a}, {end, b}});
    }
  });
}

double PassSearch::curvature(const Half& part) const {
  const auto& bounds = intervals_[part.interval - first_].bounds;
  const auto& site = table_.sites[part.site];
  const double speed_m_s = bounds.greatest_speed_m_s;
  const double approach_m = speed_m_s * to_seconds(part.b.time - part.a.time);
  const double least_range_m =
      std::max({bounds.least_radius_m - site.radius_m,
                (part.a.sample.range_m + part.b.sample.range_m - approach_m) / 2.0, 1e3});
  const double sine = std::abs(site.sine);
  return (1.0 + sine) * bounds.greatest_acceleration_m_s2 +
         sine * speed_m_s * speed_m_s / least_range_m;
}

// As WindowSearch::resolve.
void PassSearch::resolve(const Half& part) {
  const auto& [a, b] = std::tie(part.a, part.b);
  const double length_s = to_seconds(b.time - a.time);
  const double bound = curvature(part);
  const double sag_m = kRoundingSlack * bound * length_s * length_s / 8.0;
  const double difference_m = b.sample.value_m - a.sample.value_m;
  require(std::isfinite(sag_m) && std::isfinite(difference_m), "a pass's condition is not finite");
  const bool changes = a.holds() != b.holds();
  if (std::abs(difference_m) >= 4.0 * sag_m || b.time - a.time <= kPrecision) {
    if (changes) {
      start_root(part, bound);
    }
    return;
  }
  const double distance_m = std::abs(a.sample.value_m + b.sample.value_m) / 2.0;
  if (!changes && distance_m > sag_m + difference_m * difference_m / (16.0 * sag_m)) {
    return;
  }
  halves_.push_back(part);
}

/// From a root of the cubic through both ends.
void PassSearch::start_root(const Half& part, double bound) {
  const PassSample& a = part.a.sample;
  const PassSample& b = part.b.sample;
  const double length_s = to_seconds(part.b.time - part.a.time);
  const double rise = b.value_m - a.value_m;
  const double ka = length_s * a.rate_m_s - rise, kb = rise - length_s * b.rate_m_s;
  double x = a.value_m / (a.value_m - b.value_m);
  for (int i = 0; i < 4; ++i) {
    const double y = 1.0 - x, k = y * ka + x * kb;
    const double value = a.value_m + x * rise + x * y * k;
    const double slope = rise + (y - x) * k + x * y * (kb - ka);
    x = std::clamp(slope == 0.0 ? 0.5 : x - value / slope, 0.0, 1.0);
  }
  roots_.push_back({part.site, part.interval, part.a, part.b, bound,
                    part.a.time + round_seconds(x * length_s), 0, part.b.time - part.a.time});
}

bool PassSearch::improve(Root& root, const State& itrf) {
  const auto& site = table_.sites[root.site];
  const Point p{root.next, look_from(site, itrf)};
  (p.holds() == root.b.holds() ? root.b : root.a) = p;
  const Duration width = root.b.time - root.a.time;
  const double rate = p.sample.rate_m_s;
  const double step_s = -p.sample.value_m / rate;
  const double size_s = std::abs(step_s);
  const bool sure = std::abs(rate) > 2.0 * kRateSlack_m_s &&
                    size_s * (0.5 * root.curvature * size_s + kRateSlack_m_s) <=
                        kPrecision_s * (std::abs(rate) - kRateSlack_m_s);
  if (sure || width <= kPrecision) {
    Time end = root.a.holds() ? root.a.time : root.b.time;
    if (sure) {
      end = std::clamp(p.time + round_seconds(step_s), root.a.time, root.b.time);
    }
    const Vector3 r_m = itrf.r_m + itrf.v_m_s * to_seconds(end - p.time);
    events_.turns.push_back({root.site, end, azimuth(site, r_m)});
    return true;
  }
  const bool stalled = ++root.step % 3 == 0 && width > std::exchange(root.width_before, width) / 4;
  root.next = stalled || !(size_s <= to_seconds(width)) ? root.a.time + width / 2
                                                        : p.time + round_seconds(step_s);
  root.next = std::clamp(root.next, root.a.time + kPrecision / 4, root.b.time - kPrecision / 4);
  return false;
}

void PassSearch::seek_peak(const SatelliteGrid& grid, std::uint32_t s, std::size_t interval) {
  const Time begin = grid.grid.at(interval), end = grid.grid.at(interval + 1);
  if (end - begin < 4 * kReach) {
    return; // the nodes and the pass's ends are near enough
  }
  const State& a = grid.states[interval - first_];
  const State& b = grid.states[interval + 1 - first_];
  const double length_s = intervals_[interval - first_].length_s;
  double left_s = 0.0, right_s = length_s;
  double left = samples_[interval % 2][s].rise, right = samples_[(interval + 1) % 2][s].rise;
  double t = 0.0;
  // Illinois rule, to the accuracy of the cubic.
  for (int i = 0, stayed = 0; i < 20; ++i) {
    const double before = t;
    t = left_s + (right_s - left_s) * left / (left - right);
    const double rise = look_from(table_.sites[s], between(a, b, length_s, t)).rise;
    if (std::abs(t - before) < 0.01) {
      break;
    }
    if (rise > 0.0) {
      left_s = t;
      left = rise;
      stayed = std::min(stayed, 0) - 1;
      right *= stayed < -1 ? 0.5 : 1.0;
    } else {
      right_s = t;
      right = rise;
      stayed = std::max(stayed, 0) + 1;
      left *= stayed > 1 ? 0.5 : 1.0;
    }
  }
  peaks_.push_back(
      {s, interval, std::clamp(begin + round_seconds(t), begin + kReach, end - kReach), 0});
}

bool PassSearch::improve(Peak& peak, const double (&sines)[3]) {
  const double bend = sines[0] - 2.0 * sines[1] + sines[2];
  const double lean = 0.5 * (sines[2] - sines[0]);
  const double vertex = bend < 0.0 ? std::clamp(-lean / bend, -1e4, 1e4) : 0.0;
  const auto& times = intervals_[peak.interval - first_];
  // A crude start (slow satellites) is followed, within the interval.
  constexpr int kMostSteps = 4;
  if (std::abs(vertex) > 2.0 && peak.step < kMostSteps &&
      std::abs(vertex) * to_seconds(kReach) < times.length_s) {
    peak.centre += round_seconds(vertex * to_seconds(kReach));
    ++peak.step;
    return false;
  }
  const double near = std::clamp(vertex, -2.0, 2.0);
  events_.summits.push_back({peak.site, peak.centre + round_seconds(near * to_seconds(kReach)),
                             sines[1] + near * (lean + 0.5 * near * bend)});
  return true;
}

void PassSearch::round(const SatelliteGrid& grid) {
  auto halves = std::move(halves_);
  auto roots = std::move(roots_);
  auto peaks = std::move(peaks_);
  halves_.clear();
  roots_.clear();
  peaks_.clear();
  times_.clear();
  for (const auto& half : halves) {
    times_.push_back(half.middle());
  }
  for (const auto& root : roots) {
    times_.push_back(root.next);
  }
  for (auto& peak : peaks) {
    const Time begin = grid.grid.at(peak.interval), end = grid.grid.at(peak.interval + 1);
    peak.centre = std::clamp(peak.centre, begin + kReach, end - kReach);
    for (const int k : {-1, 0, 1}) {
      times_.push_back(peak.centre + k * kReach);
    }
  }
  buffer_.resize(times_.size());
  trajectory_.states(times_, buffer_.columns());
  std::size_t next = 0;
  const auto state = [&](std::size_t interval) {
    const std::size_t i = next++;
    return attitudes_.to_itrf(buffer_[i], interval, times_[i]);
  };
  for (const auto& half : halves) {
    const Point m{half.middle(), look_from(table_.sites[half.site], state(half.interval))};
    resolve({half.site, half.interval, half.a, m});
    resolve({half.site, half.interval, m, half.b});
  }
  for (auto& root : roots) {
    if (!improve(root, state(root.interval))) {
      roots_.push_back(root);
    }
  }
  for (auto& peak : peaks) {
    double sines[3];
    for (double& sine : sines) {
      sine = sine_of_elevation(table_.sites[peak.site], state(peak.interval).r_m);
    }
    if (!improve(peak, sines)) {
      peaks_.push_back(peak);
    }
  }
}

} // namespace urker::access
