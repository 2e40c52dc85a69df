#include "spacecraft/band_neighbours.hpp"

#include "access/contact_plan.hpp"
#include "base/decibel.hpp"
#include "link/signal_path.hpp"
#include "orbit/angles.hpp"
#include "orbit/itrf_state.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace urker::spacecraft {

namespace {

/// What is searched at once, and how long a track is kept: passes of low orbits, and far beyond.
constexpr Duration kStretch = std::chrono::hours(6);

/// Proves by one state that a satellite stays below the horizon: the Earth-central angle to the
/// site against what its height lets it see, and what it and the Earth turn in the meantime.
bool stays_below(const orbit::Trajectory& trajectory, const orbit::Earth& earth,
                 const orbit::Vector3& site_m, Time begin, Time end) {
  constexpr double kVertical_rad = 4e-3; // geodetic against geocentric, 3.4e-3 at most
  const auto bounds = trajectory.bounds(begin, end);
  const double half_s = 0.5 * to_seconds(end - begin);
  const double turn_rad = half_s * (bounds.greatest_speed_m_s / bounds.least_radius_m +
                                    orbit::Earth::kRotationRate_rad_s);
  const double seen_rad =
      std::acos(std::min(site_m.norm() / bounds.greatest_radius_m, 1.0)) + kVertical_rad;
  const auto middle = orbit::itrf_state(trajectory, earth, begin + (end - begin) / 2);
  return orbit::angle_between_rad(middle.r_m, site_m) - turn_rad > seen_rad;
}

bool is_in_view(const std::vector<access::Window>& windows, Time t) {
  return std::any_of(windows.begin(), windows.end(), [t](const access::Window& window) {
    return window.begin <= t && t <= window.end;
  });
}

} // namespace

NeighboursInPass::NeighboursInPass(const PassLink& link)
    : link_(link), site_(link.station), earth_(*link.neighbours->earth) {
  for (const Emitter& emitter : *link.neighbours->all) {
    if (emitter.name != link.neighbours->own &&
        link::shared_spectrum(link.transmitter.radio(), emitter.transmitter.radio()) > 0.0) {
      add(emitter);
    }
  }
  std::sort(knots_.begin(), knots_.end());
  knots_.erase(std::unique(knots_.begin(), knots_.end()), knots_.end());
}

void NeighboursInPass::add(const Emitter& emitter) {
  const Time begin = std::max(link_.begin, emitter.service.begin);
  const Time end = std::min(link_.end, emitter.service.end);
  Neighbour neighbour{
      &emitter, {link_.transmitter, emitter.transmitter, link_.receiver}, {}, std::nullopt};
  for (Time from = begin; from < end; from += kStretch) {
    const Time to = std::min(from + kStretch, end);
    if (stays_below(*emitter.trajectory, earth_, site_.origin_m, from, to)) {
      continue;
    }
    access::Track track(*emitter.trajectory, earth_, from, to);
    const auto windows = access::find_site_windows(track, {link_.station}, from, to);
    neighbour.in_view.insert(neighbour.in_view.end(), windows.begin(), windows.end());
    if (from == begin && to == end && !windows.empty()) {
      neighbour.track.emplace(std::move(track));
    }
  }
  if (!neighbour.in_view.empty()) {
    add_knots(neighbour);
    neighbours_.push_back(std::move(neighbour));
  }
}

/// A rise or set is a step of the interference, right before or after its instant.
void NeighboursInPass::add_knots(const Neighbour& neighbour) {
  constexpr Duration kBeside{1};
  // A turn of a tenth of the beam's width, as told by monotone_samples, is too short to matter. Far
  // from the beam none does.
  constexpr double kTurn_db = 4e-3, kTurn_widths = 0.1, kNear_widths = 30.0, kNear_rad = 0.35;
  const double width_rad = link_.receiver.half_power_beamwidth_rad();
  const double near_rad = std::max(kNear_widths * width_rad, kNear_rad);
  const link::Signal separation = [&](Time t) {
    const double off_rad =
        link::separation_rad(link_.surroundings.site(link_.station, t), line(neighbour, t));
    return kTurn_db / kTurn_widths * std::min(off_rad, near_rad) / width_rad;
  };
  for (const access::Window& window : neighbour.in_view) {
    knots_.insert(knots_.end(),
                  {window.begin - kBeside, window.begin, window.end, window.end + kBeside});
    const auto samples = link::monotone_samples(separation, window.begin, window.end);
    for (std::size_t i = 1; i + 1 < samples.size(); ++i) {
      if (samples[i].cn0_db_hz < samples[i - 1].cn0_db_hz &&
          samples[i].cn0_db_hz <= samples[i + 1].cn0_db_hz) {
        knots_.push_back(samples[i].time);
      }
    }
  }
}

link::LineOfSight NeighboursInPass::line(const Neighbour& neighbour, Time t) const {
  return link::line_of_sight(
      site_, neighbour.track ? neighbour.track->at(t)
                             : orbit::itrf_state(*neighbour.emitter->trajectory, earth_, t));
}

NeighboursInPass::Heard NeighboursInPass::at(Time t, const link::LineOfSight& victim,
                                             double victim_air_db, link::StationSky& sky) const {
  Heard heard;
  for (const Neighbour& neighbour : neighbours_) {
    if (!is_in_view(neighbour.in_view, t)) {
      continue;
    }
    const link::LineOfSight other = line(neighbour, t);
    const double c_over_i_db = neighbour.channel.c_over_i_db(victim, other) - victim_air_db +
                               sky.loss(t, other.elevation_rad).total_db;
    const double i_over_c = from_db(-c_over_i_db);
    heard.i_over_c += i_over_c;
    ++heard.number;
    if (heard.loudest == nullptr || i_over_c > heard.loudest_i_over_c) {
      heard.loudest = neighbour.emitter;
      heard.loudest_i_over_c = i_over_c;
      heard.separation_rad = link::separation_rad(victim, other);
    }
  }
  return heard;
}

} // namespace urker::spacecraft
