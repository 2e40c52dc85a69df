#include "access/pass_book.hpp"

#include "access/least_range.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <utility>

namespace urker::access {
namespace {

/// A satellite at the radius r under the elevation e is at least as far away as one at that radius
/// under a greater elevation.
double least_range(const SearchSite& site, const OpenPass& pass) {
  if (pass.least_radius_m == std::numeric_limits<double>::infinity()) {
    return pass.least_range_m;
  }
  static const double kSine = std::sin(kGreatestVerticalAngle_rad);
  static const double kCosine = std::cos(kGreatestVerticalAngle_rad);
  // Of the elevation with that angle on top, at most the zenith.
  const double cosine = std::max(pass.cosine * kCosine - pass.sine * kSine, 0.0);
  const double sine = cosine > 0.0 ? pass.sine * kCosine + pass.cosine * kSine : 1.0;
  const double foot_m = site.radius_m * cosine;
  const double square = pass.least_radius_m * pass.least_radius_m - foot_m * foot_m;
  const double alike_m = std::sqrt(std::max(square, 0.0)) - site.radius_m * sine;
  return std::max(0.0, std::min(alike_m, pass.least_range_m));
}

double compass(double azimuth_rad) {
  return azimuth_rad < 0.0 ? azimuth_rad + 2.0 * std::numbers::pi : azimuth_rad;
}

/// Below every elevation.
constexpr double kNone_rad = -std::numbers::pi;

class PassBook {
 public:
  PassBook(const SiteTable& table, const Track& track, const PassSpan& span,
           std::uint32_t satellite, std::vector<StationContact>& contacts)
      : table_(table), track_(track), span_(span), satellite_(satellite), contacts_(contacts) {}

  /// `t` is the turn's instant, `first_arc` that of the AOS or of the track's begin.
  void turn(std::optional<OpenPass>& pass, const PassTurn& turn, Time t,
            std::size_t& first_arc) const {
    if (!pass) {
      begin(pass, turn, t);
      first_arc = turn.node / Track::kNodesAnArc;
      return;
    }
    pass->contact.window.end = t;
    pass->contact.window.end_clipped = span_.clips_end && t == span_.end;
    if (pass->contact.greatest_elevation_rad == kNone_rad) {
      pass->contact.greatest_elevation_rad = std::asin(pass->sine);
    }
    pass->contact.los_azimuth_rad = compass(turn.azimuth_rad);
    approach(*pass, first_arc, turn.node / Track::kNodesAnArc);
    pass->contact.least_range_m = least_range(table_.sites[turn.site], *pass);
    if (pass->contact.window.begin < t) {
      contacts_.push_back(pass->contact);
    }
    pass.reset();
  }

  void rise(OpenPass& pass, const PassSummit& summit) const {
    if (summit.elevation_rad > pass.contact.greatest_elevation_rad) {
      pass.contact.greatest_elevation_rad = summit.elevation_rad;
      pass.contact.culmination = time_of(summit, track_);
      pass.sine = summit.sine;
      pass.cosine = summit.cosine;
    }
  }

  /// Takes the arcs `first` to `last` into account.
  void approach(OpenPass& pass, std::size_t first, std::size_t last) const {
    for (std::size_t arc = first; arc <= last; ++arc) {
      if (track_.arc_is_alike(arc)) {
        pass.least_radius_m = std::min(pass.least_radius_m, track_.arc_bounds(arc).least_radius_m);
      } else {
        const auto& site = table_.sites[pass.contact.station];
        pass.least_range_m = std::min(pass.least_range_m, least_range_on_arc(track_, arc, site));
      }
    }
  }

 private:
  void begin(std::optional<OpenPass>& pass, const PassTurn& turn, Time t) const {
    const double sine = table_.sites[turn.site].sine;
    pass.emplace();
    pass->contact.satellite = satellite_;
    pass->contact.station = turn.site;
    pass->contact.window = {t, t, span_.clips_begin && t == track_.begin(), false};
    pass->contact.aos_azimuth_rad = compass(turn.azimuth_rad);
    pass->contact.culmination = t;
    pass->contact.greatest_elevation_rad = kNone_rad;
    pass->sine = sine;
    pass->cosine = std::sqrt(1.0 - sine * sine);
  }

  const SiteTable& table_;
  const Track& track_;
  const PassSpan& span_;
  std::uint32_t satellite_;
  std::vector<StationContact>& contacts_;
};

} // namespace

void join_passes(const SiteTable& table, const Track& track, const PassEvents& events,
                 const PassSpan& span, std::uint32_t satellite, std::vector<OpenPass>& open,
                 std::vector<StationContact>& contacts) {
  const PassBook book(table, track, span, satellite, contacts);
  const std::vector<OpenPass> before = std::exchange(open, {});
  auto carried = before.begin();
  auto turn = events.turns.begin();
  auto summit = events.summits.begin();
  while (carried != before.end() || turn != events.turns.end()) {
    const bool from_before = carried != before.end() &&
                             (turn == events.turns.end() || carried->contact.station <= turn->site);
    const std::uint32_t site = from_before ? carried->contact.station : turn->site;
    std::optional<OpenPass> pass;
    std::size_t first_arc = 0;
    if (from_before) {
      pass = *carried++;
    }
    const auto pass_summits = [&](Time limit, bool including) {
      for (; summit != events.summits.end() && summit->site <= site; ++summit) {
        if (summit->site == site) {
          const Time t = time_of(*summit, track);
          if (t > limit || (t == limit && !including)) {
            return;
          }
          if (pass) {
            book.rise(*pass, *summit);
          }
        }
      }
    };
    for (; turn != events.turns.end() && turn->site == site; ++turn) {
      const Time t = time_of(*turn, track);
      pass_summits(t, pass.has_value());
      book.turn(pass, *turn, t, first_arc);
    }
    pass_summits(span.end, true);
    if (pass && !span.clips_end) {
      book.approach(*pass, first_arc, track.arc_of(span.end) - 1);
      open.push_back(*pass);
    }
  }
}

} // namespace urker::access
