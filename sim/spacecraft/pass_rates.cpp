#include "spacecraft/pass_rates.hpp"

#include "link/budget.hpp"
#include "link/tracking/geo_arc.hpp"
#include "link/tracking/keyhole.hpp"
#include "link/tracking/sight_windows.hpp"
#include "spacecraft/band_neighbours.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <tuple>
#include <utility>

namespace urker::spacecraft {

namespace {

using link::Interval;

/// Where Sun or Moon are heard. Nothing is asked of them where a station does not hear them.
std::vector<Interval> heard_bodies(const PassLink& link) {
  const double limit_rad = link.receiver.hearing_rad();
  if (limit_rad == 0.0) {
    return {};
  }
  return link::inside_intervals(
      [&](Time t) {
        const SiteView view = link.surroundings.site(link.station, t);
        const link::BodiesInSky sky = link.surroundings.bodies(link.station, t);
        return link::Clearance{std::min(sky.sun_angle_rad, sky.moon_angle_rad) - limit_rad,
                               view.range_m, view.speed_m_s};
      },
      link.begin, link.end);
}

/// The C/N0 or C/(N0 + I0) of a pass under a sky, with bodies where they are heard.
class PassSignal {
 public:
  explicit PassSignal(const PassLink& link) : link_(link), heard_(heard_bodies(link)) {
    if (link.neighbours != nullptr) {
      neighbours_.emplace(link);
      knots_ = neighbours_->knots();
    }
    // A body goes through the beam in seconds, between the weather's knots.
    for (const Interval& part : heard_) {
      constexpr Duration kStep = std::chrono::milliseconds(250);
      constexpr int kMost = 2000;
      const Duration step = std::max<Duration>(kStep, (part.end - part.begin) / kMost);
      for (Time t = part.begin; t < part.end; t += step) {
        knots_.push_back(t);
      }
      knots_.push_back(part.end);
    }
    std::sort(knots_.begin(), knots_.end());
  }

  /// The sky must outlive it.
  [[nodiscard]] link::Signal under(link::StationSky& sky) const {
    return [this, &sky](Time t) {
      const SiteView view = link_.surroundings.site(link_.station, t);
      const link::AtmosphericLoss air = sky.loss(t, view.elevation_rad);
      const double cn0_db_hz =
          link::link_budget(link_.transmitter, link_.receiver, view, air, bodies(t)).cn0_db_hz;
      if (!neighbours_) {
        return cn0_db_hz;
      }
      return link::disturbed_db_hz(link_.transmitter.radio(), cn0_db_hz,
                                   neighbours_->at(t, view, air.total_db, sky).i_over_c);
    };
  }
  [[nodiscard]] const std::vector<Time>& knots() const { return knots_; }

 private:
  [[nodiscard]] link::BodiesInSky bodies(Time t) const {
    const bool heard = std::any_of(heard_.begin(), heard_.end(), [t](const Interval& part) {
      return part.begin <= t && t <= part.end;
    });
    return heard ? link_.surroundings.bodies(link_.station, t) : link::BodiesInSky();
  }

  const PassLink& link_;
  std::vector<Interval> heard_;
  std::optional<NeighboursInPass> neighbours_;
  std::vector<Time> knots_;
};

/// Where the line is too near the geostationary arc for either end.
std::vector<Interval> near_the_arc(const PassLink& link) {
  const double limit_rad = std::max(link.receiver.antenna().geo_arc_separation_rad.value_or(0.0),
                                    link.transmitter.radio().geo_arc_separation_rad.value_or(0.0));
  if (limit_rad == 0.0) {
    return {};
  }
  const link::GeoArc arc(link.station);
  return link::inside_intervals(
      [&](Time t) {
        const SiteView view = link.surroundings.site(link.station, t);
        return link::Clearance{arc.separation_rad({view.azimuth_rad, view.elevation_rad}) -
                                   limit_rad,
                               view.range_m, view.speed_m_s};
      },
      link.begin, link.end);
}

std::vector<Interval> in_the_keyhole(const PassLink& link) {
  const auto& mount = link.receiver.antenna().mount;
  return mount ? link::keyholes(
                     *mount, [&](Time t) { return link.surroundings.site(link.station, t); },
                     link.begin, link.end)
               : std::vector<Interval>();
}

/// By begin and disjoint: of two that overlap the later one is cut.
std::vector<link::Gap> blocked_parts(const PassLink& link) {
  std::vector<link::Gap> all;
  for (const Interval& part : in_the_keyhole(link)) {
    all.push_back({part.begin, part.end, link::GapCause::keyhole});
  }
  for (const Interval& part : near_the_arc(link)) {
    all.push_back({part.begin, part.end, link::GapCause::geo_arc});
  }
  std::sort(all.begin(), all.end(), [](const link::Gap& a, const link::Gap& b) {
    return std::tie(a.begin, a.cause) < std::tie(b.begin, b.cause);
  });
  std::vector<link::Gap> parts;
  for (link::Gap gap : all) {
    if (!parts.empty()) {
      gap.begin = std::max(gap.begin, parts.back().end);
    }
    if (gap.begin < gap.end) {
      parts.push_back(gap);
    }
  }
  return parts;
}

/// The rates between the blocked parts, by `profile(begin, end)`, after each lock.
template <class Profile>
PassRates rates_between(const PassLink& link, const Profile& profile) {
  PassRates result;
  result.gaps = blocked_parts(link);
  Time clear = link.begin;
  const auto add_until = [&](Time end) {
    const auto part = profile(clear, end);
    result.segments.insert(result.segments.end(), part.begin(), part.end());
  };
  for (const link::Gap& gap : result.gaps) {
    add_until(gap.begin);
    clear = gap.end;
  }
  add_until(link.end);
  const Duration lock = ceil_seconds(link.receiver.antenna().lock_time_s);
  const auto locks = link::lock_gaps(result.segments, lock);
  result.gaps.insert(result.gaps.end(), locks.begin(), locks.end());
  std::sort(result.gaps.begin(), result.gaps.end(),
            [](const link::Gap& a, const link::Gap& b) { return a.begin < b.begin; });
  result.segments = link::after_lock(std::move(result.segments), lock);
  return result;
}

} // namespace

PassRates pass_rates(const PassLink& whole, link::StationSky sky) {
  const auto along = whole.surroundings.along(whole.begin, whole.end, whole.station);
  const PassLink link = whole.with(*along);
  const PassSignal pass(link);
  const link::Signal signal = pass.under(sky);
  return rates_between(link, [&](Time begin, Time end) {
    return link::rate_profile(link.ladder, signal, begin, end, pass.knots());
  });
}

PassRates flown_rates(const PassLink& whole, link::StationSky sky, link::StationSky planned_sky) {
  const auto along = whole.surroundings.along(whole.begin, whole.end, whole.station);
  const PassLink link = whole.with(*along);
  const PassSignal pass(link);
  const link::Signal planned = pass.under(planned_sky);
  const link::Signal flown = pass.under(sky);
  return rates_between(link, [&](Time begin, Time end) {
    const auto chosen = link::rate_profile(link.ladder, planned, begin, end, pass.knots());
    return link::held_parts(chosen, link.ladder, flown, pass.knots());
  });
}

} // namespace urker::spacecraft
