#include "access/pass_search.hpp"

#include "access/station_model.hpp"
#include "base/error.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <tuple>
#include <type_traits>

namespace urker::access {
namespace {

using orbit::Vector3;

constexpr std::size_t kNodesAnArc = Track::kNodesAnArc;
/// Between two nodes.
constexpr double kNodeStep = 2.0 / kNodesAnArc;
constexpr double kPrecision_s = 1e-6;
/// Keeps a bound that is met exactly from being beaten by rounding.
constexpr double kRoundingSlack = 1.0 + 1e-9;

/// Largest angle at the Earth's centre between a site and a satellite that it sees.
double greatest_central_angle(const SiteTable& table, double greatest_radius_m) {
  const double e = table.least_elevation_rad - kGreatestVerticalAngle_rad;
  const double ratio = table.least_radius_m * std::cos(e) / greatest_radius_m;
  return std::acos(std::min(ratio, 1.0)) - e;
}

/// Where a node lies on its arc.
double on_arc(std::size_t node) {
  return -1.0 + kNodeStep * static_cast<double>(node % kNodesAnArc);
}

/// The condition of a pass, and the range.
struct Look {
  double value_m, range_m;
};
Look look_from(const SearchSite& site, const Vector3& itrf_m) {
  double square = 0.0, height_m = 0.0;
  for (int i = 0; i < 3; ++i) {
    const double line_m = itrf_m[i] - site.position_m[i];
    square += line_m * line_m;
    height_m += line_m * site.up[i];
  }
  const double range_m = std::sqrt(square);
  return {height_m - site.sine * range_m, range_m};
}

/// Departure from the chord over a length.
double sag(double curvature_m_s2, double length_s) {
  return kRoundingSlack * curvature_m_s2 * length_s * length_s / 8.0;
}

/// `visit(first, last)` for each run of set bits, across words.
template <class Visit>
void for_each_run(const std::uint64_t* words, std::size_t count, const Visit& visit) {
  std::size_t first = 0;
  bool within = false;
  for (std::size_t word = 0; word < count; ++word) {
    std::uint64_t bits = words[word];
    if (!within && bits == 0) {
      continue;
    }
    for (std::size_t at = 0; at < 64;) {
      const std::uint64_t rest = (within ? ~bits : bits) >> at;
      if (rest == 0) {
        break;
      }
      at += static_cast<std::size_t>(std::countr_zero(rest));
      if (within) {
        visit(first, 64 * word + at);
      } else {
        first = 64 * word + at;
      }
      within = !within;
    }
  }
  if (within) {
    visit(first, 64 * count);
  }
}

} // namespace

template <class Point>
Time time_of(const Point& point, const Track& track) {
  const std::size_t arc = point.node / kNodesAnArc;
  const double half_ns = static_cast<double>(track.arc_length(arc).count()) / 2.0;
  return track.arc_begin(arc) + Duration(std::llrint((point.x + 1.0) * half_ns));
}
template Time time_of(const PassTurn& point, const Track& track);
template Time time_of(const PassSummit& point, const Track& track);

const PassEvents& PassSearch::run(const Track& track, const PassSpan& span) {
  track_ = &track;
  span_ = span;
  events_.turns.clear();
  events_.summits.clear();
  unsorted_ = false;
  if (track.arc_count() == 0 || table_.sites.empty()) {
    return events_;
  }
  const bool whole = span.end == track.end();
  last_node_ = kNodesAnArc * (whole ? track.arc_count() : track.arc_of(span.end));
  set_bounds();
  screen();
  for (std::uint32_t site = 0; site < table_.sites.size(); ++site) {
    search(site);
  }
  solve(events_.turns);
  solve(events_.summits);
  if (unsorted_) {
    std::sort(events_.summits.begin(), events_.summits.end(), [this](const auto& a, const auto& b) {
      return std::tuple(a.site, time_of(a, *track_)) < std::tuple(b.site, time_of(b, *track_));
    });
  }
  return events_;
}

void PassSearch::set_bounds() {
  bounds_.clear();
  sag_m_.assign(track_->node_count() + 8, 0.0);
  for (std::size_t i = 0; i < track_->arc_count(); ++i) {
    ArcBounds arc{fixed_bounds(track_->arc_bounds(i)), 0.0};
    arc.sag_m = sag(pass_curvature(table_.greatest_sine, table_.greatest_radius_m, arc.fixed, 0.0),
                    to_seconds(track_->arc_length(i)) / kNodesAnArc);
    for (std::size_t node = kNodesAnArc * i; node <= kNodesAnArc * (i + 1); ++node) {
      sag_m_[node] = std::max(sag_m_[node], arc.sag_m);
    }
    bounds_.push_back(arc);
  }
}

void PassSearch::screen() {
  const std::size_t arcs = last_node_ / kNodesAnArc;
  words_ = (arcs + 63) / 64;
  constexpr float kNever = 2.0F;
  for (std::size_t c = 0; c < 4; ++c) {
    screen_[c].assign(64 * words_, c < 3 ? 0.0F : kNever);
  }
  for (std::size_t i = 0; i < arcs; ++i) {
    const auto& b = bounds_[i].fixed;
    const double half_s = to_seconds(track_->arc_length(i)) / 2.0;
    // A cosine that is off by 4e-7 is that of an angle off by no more than 9e-4, near 0; the
    // padding covers both.
    constexpr double kPadding_rad = 1e-3;
    const double angle = greatest_central_angle(table_, b.greatest_radius_m) +
                         b.greatest_speed_m_s / b.least_radius_m * half_s + kPadding_rad;
    const Vector3 direction = track_->arc_state(i, 0.0).r_m.normalized();
    for (std::size_t c = 0; c < 3; ++c) {
      screen_[c][i] = static_cast<float>(direction[static_cast<int>(c)]);
    }
    screen_[3][i] = static_cast<float>(std::cos(std::min(angle, std::numbers::pi)) - 1e-6);
  }
  seen_.resize(words_ * table_.sites.size());
  URKER_SIMD_PICK(screen_arcs)
  ({screen_[0].data(), screen_[1].data(), screen_[2].data(), screen_[3].data(), words_,
    table_.x.data(), table_.y.data(), table_.z.data(), table_.sites.size(), seen_.data()});
}

void PassSearch::search(std::uint32_t site) {
  const bool masked = has_mask(table_.places[site]);
  for_each_run(seen_.data() + site * words_, words_, [&](std::size_t first, std::size_t last) {
    if (masked) {
      search_masked(site, kNodesAnArc * first, kNodesAnArc * last);
    }
    // As many nodes as bits.
    constexpr std::size_t kMostArcs = 15;
    for (; first < last; first += kMostArcs) {
      search_nodes(site, kNodesAnArc * first, kNodesAnArc * std::min(first + kMostArcs, last),
                   !masked);
    }
  });
}

void PassSearch::search_nodes(std::uint32_t site, std::size_t first, std::size_t last,
                              bool with_turns) {
  double value_m[64], rise[64];
  SightNodes nodes{{}, sag_m_.data()};
  for (std::size_t i = 0; i < 6; ++i) {
    nodes.columns[i] = track_->node_column(i);
  }
  const Sight sight = URKER_SIMD_PICK(look_at_nodes)(nodes, first, last - first + 1,
                                                     table_.sites[site], value_m, rise);
  const std::uint64_t intervals = (std::uint64_t{1} << (last - first)) - 1;
  const std::uint64_t none = sight.outside & sight.outside >> 1;
  const std::uint64_t all = sight.inside & sight.inside >> 1;
  const std::uint64_t peaks = sight.rising & ~(sight.rising >> 1) & ~none & intervals;
  const std::uint64_t unsure = with_turns ? ~(none | all) & intervals : 0;
  if (with_turns && first == 0 && span_.clips_begin && value_m[0] >= 0.0) {
    add_at(site, track_->begin());
  }
  for (auto rest = peaks | unsure; rest != 0; rest &= rest - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(rest));
    const std::size_t node = first + i;
    if ((unsure >> i & 1) != 0) {
      look_closer(site, node, value_m[i], value_m[i + 1]);
    }
    if ((peaks >> i & 1) != 0) {
      const double from = on_arc(node);
      events_.summits.push_back(
          {site, static_cast<std::uint32_t>(node), from, from + kNodeStep, rise[i], rise[i + 1]});
    }
  }
  if (with_turns && last == last_node_ && span_.clips_end && value_m[last - first] >= 0.0) {
    add_at(site, span_.end);
  }
}

void PassSearch::search_masked(std::uint32_t site, std::size_t first, std::size_t last) {
  const Time begin = track_->node_time(first), end = track_->node_time(last);
  for (const Window& window : find_site_windows(*track_, table_.places[site], begin, end)) {
    if (!window.begin_clipped || (first == 0 && span_.clips_begin)) {
      add_at(site, window.begin);
    }
    if (!window.end_clipped || (last == last_node_ && span_.clips_end)) {
      add_at(site, window.end);
    }
    unsorted_ = true;
  }
}

/// Between two nodes that prove nothing by the bounds for all sites.
void PassSearch::look_closer(std::uint32_t site, std::size_t node, double at_node, double at_next) {
  const double from = on_arc(node);
  const bool changes = (at_node >= 0.0) != (at_next >= 0.0);
  if (changes && std::abs(at_next - at_node) >= 4.0 * bounds_[node / kNodesAnArc].sag_m) {
    events_.turns.push_back(
        {site, static_cast<std::uint32_t>(node), from, from + kNodeStep, at_node, at_next});
    return;
  }
  const auto& place = table_.sites[site];
  resolve(site, node,
          {from, from + kNodeStep, at_node, at_next,
           look_from(place, track_->node(node).r_m).range_m,
           look_from(place, track_->node(node + 1).r_m).range_m});
}

// As WindowSearch::resolve.
void PassSearch::resolve(std::uint32_t site, std::size_t node, const Part& part) {
  const std::size_t arc = node / kNodesAnArc;
  const auto& bounds = bounds_[arc].fixed;
  const double length_s = to_seconds(track_->arc_length(arc)) / 2.0 * (part.to - part.from);
  const double approach_m = bounds.greatest_speed_m_s * length_s;
  const SearchSite& place = table_.sites[site];
  const double sag_m = sag(pass_curvature(place.sine, place.radius_m, bounds,
                                          (part.range_from_m + part.range_to_m - approach_m) / 2.0),
                           length_s);
  const double difference_m = part.at_to - part.at_from;
  require(std::isfinite(sag_m) && std::isfinite(difference_m), "a pass's condition is not finite");
  const bool changes = (part.at_from >= 0.0) != (part.at_to >= 0.0);
  if (std::abs(difference_m) >= 4.0 * sag_m || length_s <= kPrecision_s) {
    if (changes) {
      events_.turns.push_back(
          {site, static_cast<std::uint32_t>(node), part.from, part.to, part.at_from, part.at_to});
    }
    return;
  }
  const double distance_m = std::abs(part.at_from + part.at_to) / 2.0;
  if (!changes && distance_m > sag_m + difference_m * difference_m / (16.0 * sag_m)) {
    return;
  }
  const double middle = (part.from + part.to) / 2.0;
  const Look look = look_from(place, track_->arc_state(arc, middle).r_m);
  resolve(site, node,
          {part.from, middle, part.at_from, look.value_m, part.range_from_m, look.range_m});
  resolve(site, node, {middle, part.to, look.value_m, part.at_to, look.range_m, part.range_to_m});
}

/// A turn that is known, and the elevation there, which may be a pass's greatest.
void PassSearch::add_at(std::uint32_t site, Time t) {
  const std::size_t arc = track_->arc_of(t);
  const double x =
      2.0 * to_seconds(t - track_->arc_begin(arc)) / to_seconds(track_->arc_length(arc)) - 1.0;
  const auto node = static_cast<std::uint32_t>(kNodesAnArc * arc);
  events_.turns.push_back({site, node, x, x, 0.0, 0.0});
  events_.summits.push_back({site, node, x, x, 0.0, 0.0});
}

/// Solves for all points, arc by arc.
template <class Point>
void PassSearch::solve(std::vector<Point>& points) {
  first_of_arc_.assign(track_->arc_count() + 1, 0);
  for (const Point& point : points) {
    ++first_of_arc_[point.node / kNodesAnArc + 1];
  }
  for (std::size_t i = 1; i < first_of_arc_.size(); ++i) {
    first_of_arc_[i] += first_of_arc_[i - 1];
  }
  order_.resize(points.size());
  for (std::uint32_t i = 0; i < points.size(); ++i) {
    order_[first_of_arc_[points[i].node / kNodesAnArc]++] = i;
  }
  // Now each arc's entry is the first of the next one's.
  std::uint32_t first = 0;
  for (std::size_t arc = 0; arc < track_->arc_count(); ++arc) {
    const std::uint32_t last = first_of_arc_[arc];
    if (first < last) {
      const PassRoots<Point> roots{
          track_->arc_terms(arc), to_seconds(track_->arc_length(arc)) / 2.0,
          table_.sites.data(),    order_.data() + first,
          last - first,           points.data()};
      if constexpr (std::is_same_v<Point, PassTurn>) {
        URKER_SIMD_PICK(solve_turns)(roots);
      } else {
        URKER_SIMD_PICK(solve_summits)(roots);
      }
    }
    first = last;
  }
}

} // namespace urker::access
