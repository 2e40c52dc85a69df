#include "run/optical_report.hpp"

#include "access/inter_satellite.hpp"
#include "base/error.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "link/optical/optical_link.hpp"
#include "orbit/angles.hpp"
#include "run/link_events.hpp"
#include "run/link_search.hpp"
#include "run/media.hpp"
#include "run/named.hpp"
#include "run/world.hpp"
#include "spacecraft/illumination.hpp"
#include "spacecraft/optical_pass.hpp"

#include <Eigen/Geometry>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <string_view>

namespace urker::run {
namespace {

using link::Interval;
using scenario::Scenario;

const link::OpticalTerminalConfig& terminal_of(const Scenario& s, const std::string& name) {
  const auto& terminal = s.satellites.at(name).optical_terminal;
  if (!terminal) {
    no_link(fmt::format("satellites.{} has no optical_terminal", name));
  }
  return *terminal;
}

void check_names(const Scenario& s, const LinkRequest& request) {
  const auto check = [&](std::string_view option, std::string_view kind, const std::string& name,
                         bool is_there) {
    if (!is_there) {
      refuse_name(option, kind, name, did_you_mean(name, names_of(s.satellites, s.stations)));
    }
  };
  check("--from", "satellite", request.from, s.satellites.contains(request.from));
  check("--to", "station or satellite", request.to,
        s.satellites.contains(request.to) || s.stations.contains(request.to));
  if (request.from == request.to) {
    throw Error(Cause::usage, "--to: a link goes from one satellite to another");
  }
  if (request.exceeded) {
    throw Error(Cause::usage, "--exceeded: light is blocked by clouds, or is not; rain has no say");
  }
}

/// Both ends alone.
Scenario ends_of(const Scenario& source, const LinkRequest& request) {
  check_names(source, request);
  Scenario ends = source;
  std::erase_if(ends.satellites,
                [&](const auto& s) { return s.first != request.from && s.first != request.to; });
  std::erase_if(ends.stations, [&](const auto& s) { return s.first != request.to; });
  ends.areas.clear();
  return ends;
}

bool holds(const std::vector<Interval>& stretches, Time t) {
  return std::any_of(stretches.begin(), stretches.end(),
                     [t](const Interval& s) { return s.begin <= t && t <= s.end; });
}

/// From a satellite to a station's telescope.
class Downward {
 public:
  Downward(const World& world, const access::StationContact& contact)
      : world_(world), contact_(contact), terminal_(*world.satellites[0].config->optical_terminal),
        ladder_(link::optical_ladder(terminal_)), place_(world.stations[0].config->site.place()),
        telescope_(*world.stations[0].config->optical_terminal),
        receiver_(link::receiver_of(telescope_, place_.height_m, terminal_.wavelength_m)),
        around_(world.satellites[0].trajectory, world.earth),
        clouds_(std::make_shared<link::CloudField>(world.scenario.environment.clouds,
                                                   static_cast<std::uint64_t>(world.scenario.seed),
                                                   world.scenario.start),
                static_cast<std::uint64_t>(world.scenario.seed)),
        pass_{terminal_,         ladder_, place_, telescope_, around_, contact.window.begin,
              contact.window.end},
        high_(free_of(spacecraft::Obstacle::low_elevation)),
        off_sun_(free_of(spacecraft::Obstacle::sun)), gaps_(free_of(spacecraft::Obstacle::clouds)) {
  }

  [[nodiscard]] OpticalInstant at(Time t, std::string event) const {
    OpticalInstant i;
    i.time = t;
    i.event = std::move(event);
    i.look = look_at(world_, t);
    const auto view = around_.site(place_, t);
    i.range_m = view.range_m;
    i.range_rate_m_s = i.look->range_rate_m_s;
    i.waterfall = link::optical_waterfall(
        terminal_, receiver_, {view.range_m, view.elevation_rad, view.transverse_velocity_m_s},
        i.range_rate_m_s);
    const auto sun = around_.sun_angles(place_, t);
    i.sun_at_receiver_rad = sun.at_site_rad;
    i.sun_at_transmitter_rad = sun.at_satellite_rad;
    i.hindrance = !holds(high_, t)      ? "low elevation"
                  : !holds(off_sun_, t) ? "Sun"
                  : !holds(gaps_, t)    ? "clouds"
                                        : "";
    i.mean_open = clouds_.mean_open(place_, t);
    return i;
  }
  [[nodiscard]] std::map<Time, std::string> events() const {
    const auto& window = contact_.window;
    LinkEvents events(window);
    events.add(window.begin, window.begin_clipped ? "begin" : "AOS");
    events.add(contact_.culmination, "culmination");
    events.add_free(high_, "high enough", "too low");
    events.add_free(off_sun_, "off the Sun", "Sun");
    const auto is_edge = [&](Time t) { // told as that of the elevation
      return std::any_of(high_.begin(), high_.end(),
                         [t](const Interval& h) { return h.begin == t || h.end == t; });
    };
    for (const Interval& gap : gaps_) {
      if (!is_edge(gap.begin)) {
        events.add(gap.begin, "clear");
      }
      if (!is_edge(gap.end)) {
        events.add(gap.end, "clouds");
      }
    }
    events.add_rates(spacecraft::optical_pass_rates(pass_, clouds_));
    events.add(window.end, window.end_clipped ? "end" : "LOS");
    return std::move(events).with_steps();
  }
  [[nodiscard]] double acquisition_time_s() const {
    return std::max(telescope_.acquisition_time_s, terminal_.acquisition_time_s);
  }

 private:
  [[nodiscard]] std::vector<Interval> free_of(spacecraft::Obstacle obstacle) const {
    return spacecraft::free_of(pass_, obstacle, clouds_);
  }

  const World& world_;
  access::StationContact contact_;
  const link::OpticalTerminalConfig& terminal_;
  link::RateLadder ladder_;
  orbit::Geodetic place_;
  const link::OpticalStationConfig& telescope_;
  link::OpticalReceiver receiver_;
  spacecraft::OrbitalSurroundings around_;
  link::CloudGaps clouds_;
  spacecraft::OpticalPass pass_;
  std::vector<Interval> high_, off_sun_, gaps_;
};

/// From one satellite to another.
class Across {
 public:
  Across(const World& world, std::size_t from, const access::InterSatelliteContact& contact)
      : world_(world), from_(world.satellites[from]), to_(world.satellites[1 - from]),
        contact_(contact), terminal_(*from_.config->optical_terminal),
        other_(*to_.config->optical_terminal), receiver_(link::receiver_of(other_)),
        off_sun_(link::stretches_above([this](Time t) { return sun_margin_rad(t); }, 0.0,
                                       contact.window.begin, contact.window.end,
                                       std::chrono::seconds(10))) {}

  [[nodiscard]] OpticalInstant at(Time t, std::string event) const {
    const Pair p = pair(t);
    OpticalInstant i;
    i.time = t;
    i.event = std::move(event);
    i.range_m = p.path.range_m;
    i.range_rate_m_s = p.range_rate_m_s;
    i.waterfall = link::optical_waterfall(terminal_, receiver_, p.path, p.range_rate_m_s);
    i.sun_at_receiver_rad = p.sun_at_receiver_rad;
    i.sun_at_transmitter_rad = p.sun_at_transmitter_rad;
    i.hindrance = holds(off_sun_, t) ? "" : "Sun";
    return i;
  }
  [[nodiscard]] std::map<Time, std::string> events() const {
    const auto& window = contact_.window;
    LinkEvents events(window);
    events.add(window.begin, window.begin_clipped ? "begin" : "in view");
    events.add(contact_.closest, "closest");
    events.add_free(off_sun_, "off the Sun", "Sun");
    const link::RateLadder ladder = link::optical_ladder(terminal_);
    std::vector<link::RateSegment> rates;
    for (const Interval& free : off_sun_) {
      const auto parts = link::after_lock(
          link::rate_profile(
              ladder,
              [this](Time t) {
                return link::optical_levels(terminal_, receiver_, pair(t).path).received_dbw;
              },
              free.begin, free.end),
          ceil_seconds(acquisition_time_s()));
      rates.insert(rates.end(), parts.begin(), parts.end());
    }
    events.add_rates(rates);
    events.add(window.end, window.end_clipped ? "end" : "out of view");
    return std::move(events).with_steps();
  }
  [[nodiscard]] double acquisition_time_s() const {
    return std::max(other_.acquisition_time_s, terminal_.acquisition_time_s);
  }

 private:
  struct Pair {
    link::OpticalPath path;
    double range_rate_m_s;
    double sun_at_receiver_rad, sun_at_transmitter_rad;
  };
  [[nodiscard]] orbit::State gcrf(const Satellite& satellite, Time t) const {
    const auto& trajectory = *satellite.trajectory;
    return world_.earth->convert(trajectory.state(t), trajectory.frame(), orbit::Frame::gcrf, t);
  }
  [[nodiscard]] Pair pair(Time t) const {
    const orbit::State a = gcrf(from_, t), b = gcrf(to_, t);
    const orbit::Vector3 between_m = b.r_m - a.r_m;
    const orbit::Vector3 velocity_m_s = b.v_m_s - a.v_m_s;
    const double range_m = between_m.norm();
    const orbit::Vector3 sun_m = world_.earth->sun_m(orbit::Frame::gcrf, t);
    return {{range_m, 0.0, velocity_m_s.cross(between_m).norm() / range_m},
            velocity_m_s.dot(between_m) / range_m,
            spacecraft::sun_angle_rad(b.r_m, -between_m, sun_m),
            spacecraft::sun_angle_rad(a.r_m, between_m, sun_m)};
  }
  [[nodiscard]] double sun_margin_rad(Time t) const {
    const Pair p = pair(t);
    return std::min(p.sun_at_receiver_rad - other_.sun_exclusion_rad,
                    p.sun_at_transmitter_rad - terminal_.sun_exclusion_rad);
  }

  const World& world_;
  const Satellite& from_;
  const Satellite& to_;
  access::InterSatelliteContact contact_;
  const link::OpticalTerminalConfig& terminal_;
  const link::OpticalTerminalConfig& other_;
  link::OpticalReceiver receiver_;
  std::vector<Interval> off_sun_;
};

template <class Link>
void fill(OpticalReport& report, const Link& link, const LinkRequest& request, Time t) {
  report.acquisition_time_s = link.acquisition_time_s();
  if (!request.pass) {
    report.instants.push_back(link.at(t, ""));
    return;
  }
  for (const auto& [time, event] : link.events()) {
    report.instants.push_back(link.at(time, event));
  }
}

/// The contact that holds `t`, or the next one within a day.
access::InterSatelliteContact contact_at(const World& world, Time t, bool next_too) {
  const auto &a = world.satellites[0], &b = world.satellites[1];
  constexpr Duration kDay = std::chrono::hours(24);
  const Time begin = std::max({kStart, t - kDay, a.service.begin, b.service.begin});
  const Time end = std::min({world.end, t + kDay, a.service.end, b.service.end});
  if (begin < end) {
    for (const auto& contact : access::find_inter_satellite_contacts(
             *a.trajectory, *b.trajectory, *world.earth, std::numeric_limits<double>::infinity(),
             begin, end)) {
      if (contact.window.end < t) {
        continue;
      }
      if (contact.window.begin > t && !next_too) {
        no_link(fmt::format("satellites.{} and satellites.{} do not see each other at {}; the next "
                            "contact is from {} to {}",
                            a.name, b.name, world.epoch.utc_text(t),
                            world.epoch.utc_text(contact.window.begin),
                            world.epoch.utc_text(contact.window.end)));
      }
      return contact;
    }
  }
  no_link(fmt::format("satellites.{} and satellites.{} do not see each other from {} until {}",
                      a.name, b.name, world.epoch.utc_text(t), world.epoch.utc_text(end)));
}

void check_ends(const Scenario& ends, const LinkRequest& request) {
  const auto& terminal = terminal_of(ends, request.from);
  if (ends.satellites.contains(request.to)) {
    constexpr double kApart_m = 50e-9; // uplink and downlink colours of one band
    const double other_m = terminal_of(ends, request.to).wavelength_m;
    if (std::abs(other_m - terminal.wavelength_m) > kApart_m) {
      no_link(fmt::format("satellites.{} sends at {:.0f} nm, satellites.{} works at {:.0f} nm",
                          request.from, 1e9 * terminal.wavelength_m, request.to, 1e9 * other_m));
    }
    return;
  }
  const auto& telescope = ends.stations.at(request.to).optical_terminal;
  if (!telescope) {
    no_link(fmt::format("stations.{} has no optical_terminal", request.to));
  }
  if (!telescope->receives(terminal)) {
    no_link(fmt::format("satellites.{} sends at {:.0f} nm, but the telescopes of stations.{} "
                        "receive {:.0f} to {:.0f} nm",
                        request.from, 1e9 * terminal.wavelength_m, request.to,
                        1e9 * telescope->shortest_wavelength_m,
                        1e9 * telescope->longest_wavelength_m));
  }
}

} // namespace

bool is_optical(const Scenario& scenario, const LinkRequest& request) {
  const auto from = scenario.satellites.find(request.from);
  if (from == scenario.satellites.end()) {
    return false;
  }
  const bool to_satellite =
      scenario.satellites.contains(request.to) && from->second.optical_terminal;
  const auto station = scenario.stations.find(request.to);
  if (station == scenario.stations.end()) {
    return to_satellite;
  }
  const auto media = media_between(from->second, station->second);
  return media.size() == 1 ? media.front() == protocol::LinkMedium::optical
                           : !from->second.radio && from->second.optical_terminal;
}

OpticalReport report_optical_link(const Scenario& source, const LinkRequest& request) {
  const Scenario ends = ends_of(source, request);
  check_ends(ends, request);
  const bool across = ends.satellites.contains(request.to);
  const World world(ends);
  if (world.satellites.size() != (across ? 2 : 1) || world.stations.size() != (across ? 0 : 1)) {
    no_link("one of both ends is not in service during the scenario");
  }
  const Time t = instant_in(world, request.at);
  OpticalReport report{ends.title.empty() ? ends.name : ends.title,
                       world.epoch,
                       terminal_of(ends, request.from),
                       across,
                       0.0,
                       {},
                       {},
                       world.notes};
  if (across) {
    const auto contact = contact_at(world, t, request.pass);
    report.window = contact.window;
    const std::size_t from = world.satellites[0].name == request.from ? 0 : 1;
    fill(report, Across(world, from, contact), request, t);
    return report;
  }
  const auto pass = pass_at(world, t);
  if (!pass || (!request.pass && t < pass->window.begin)) {
    not_in_view(world, t, pass);
  }
  report.window = pass->window;
  fill(report, Downward(world, *pass), request, t);
  return report;
}

} // namespace urker::run
