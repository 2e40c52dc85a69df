#include "run/link_report.hpp"

#include "base/error.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "link/radio_rates.hpp"
#include "run/link_interference.hpp"
#include "run/link_search.hpp"
#include "run/skies.hpp"
#include "run/world.hpp"
#include "spacecraft/pass_rates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <string_view>

namespace urker::run {
namespace {

using scenario::Scenario;

template <class Things, class Others>
void check_name(std::string_view option, const std::string& name, std::string_view kind,
                const Things& things, const Others& others) {
  if (things.contains(name)) {
    return;
  }
  std::string help = ": a link goes from a satellite to a station";
  if (!others.contains(name)) {
    std::vector<std::string> names;
    for (const auto& entry : things) {
      names.push_back(entry.first);
    }
    help = did_you_mean(name, names);
  }
  throw Error(Cause::usage,
              fmt::format("{}: the scenario has no {} {}{}", option, kind, in_quotes(name), help));
}

/// The two alone, in the weather asked for: searches and the weather are theirs, not the others'.
Scenario with_both_only(const Scenario& source, const LinkRequest& request) {
  check_name("--from", request.from, "satellite", source.satellites, source.stations);
  check_name("--to", request.to, "station", source.stations, source.satellites);
  Scenario both = source;
  std::erase_if(both.satellites, [&](const auto& s) { return s.first != request.from; });
  std::erase_if(both.stations, [&](const auto& s) { return s.first != request.to; });
  both.areas.clear();
  auto& propagation = both.environment.propagation;
  if (request.exceeded) {
    if (!link::edition_of(propagation.model)) {
      throw Error(Cause::usage, "--exceeded: the scenario's air is clear, by `model: shell`; add "
                                "--set environment.propagation.model=p618_13");
    }
    propagation.weather = link::WeatherModel::steady;
    propagation.share = request.exceeded;
  }
  return both;
}

const link::RadioConfig& radio_of(const Scenario& both, const LinkRequest& request) {
  const auto& radio = both.satellites.at(request.from).radio;
  if (!radio) {
    no_link(fmt::format("satellites.{} has no radio", request.from));
  }
  const auto& antenna = both.stations.at(request.to).antennas.reception;
  if (!antenna.receives(radio->frequency_hz, radio->bandwidth_hz())) {
    no_link(
        fmt::format("satellites.{} sends at {}, but the antennas of stations.{} receive {} to {}",
                    request.from, format_quantity(radio->frequency_hz, unit::GHz), request.to,
                    format_quantity(antenna.lowest_frequency_hz, unit::GHz),
                    format_quantity(antenna.highest_frequency_hz, unit::GHz)));
  }
  return *radio;
}

std::string weather_text(const link::PropagationConfig& propagation) {
  if (!link::edition_of(propagation.model)) {
    return "clear sky, by the antennas' zenith attenuation";
  }
  const std::string_view edition =
      propagation.model == link::AirModel::p618_13 ? "ITU-R P.618-13" : "ITU-R P.618-14";
  if (propagation.weather == link::WeatherModel::in_time) {
    return fmt::format("{}, as rain comes and goes", edition);
  }
  return fmt::format("{}, exceeded for {:.4g} % of the year", edition,
                     100.0 * propagation.share.value_or(link::PropagationConfig::kShare));
}

/// What changes along a pass, and when.
class LinkOverPass {
 public:
  LinkOverPass(const World& world, const link::RadioConfig& radio,
               const access::StationContact& pass)
      : world_(world), radio_(radio), pass_(pass), place_(world.stations[0].config->site.place()),
        antenna_(world.stations[0].config->antennas.reception),
        sky_(*Skies(world).flown(0, radio.frequency_hz)) {}

  [[nodiscard]] LinkInstant at(Time t, std::string event) {
    LinkInstant instant{t, std::move(event), look(t), {}};
    const orbit::LookAngles& l = instant.look;
    instant.waterfall =
        link::waterfall(radio_, antenna_,
                        {l.elevation_rad, l.range_m, l.range_rate_m_s, range_acceleration_m_s2(t)},
                        sky_.loss(t, l.elevation_rad));
    return instant;
  }

  [[nodiscard]] std::vector<LinkInstant> all() {
    std::vector<LinkInstant> instants;
    for (const auto& [time, event] : events()) {
      instants.push_back(at(time, event));
    }
    return instants;
  }

 private:
  [[nodiscard]] orbit::LookAngles look(Time t) const { return look_at(world_, t); }

  /// From the rates 10 ms before and after, within the pass: good to 1e-3 m/s2 even at its ends.
  [[nodiscard]] double range_acceleration_m_s2(Time t) const {
    constexpr Duration kStep = std::chrono::milliseconds(10);
    const Time a = std::max(t - kStep, pass_.window.begin);
    const Time b = std::min(t + kStep, pass_.window.end);
    return a < b ? (look(b).range_rate_m_s - look(a).range_rate_m_s) / to_seconds(b - a) : 0.0;
  }

  /// In the order of time; what happens at once stands together.
  [[nodiscard]] std::map<Time, std::string> events() const {
    const auto& window = pass_.window;
    std::map<Time, std::string> events;
    const auto add = [&](Time t, std::string_view event) {
      std::string& text = events[t];
      text += text.empty() ? "" : ", ";
      text += event;
    };
    add(window.begin, window.begin_clipped ? "begin" : "AOS");
    add(pass_.culmination, "culmination");
    const spacecraft::OrbitalSurroundings surroundings(world_.satellites[0].trajectory,
                                                       world_.earth);
    Time covered = window.begin;
    const link::RateLadder ladder = link::rate_ladder(radio_);
    for (const auto& segment : spacecraft::pass_rates(
             {radio_, ladder, place_, antenna_, surroundings, window.begin, window.end}, sky_)) {
      if (segment.begin > covered && covered > window.begin) {
        add(covered, "no rate");
      }
      if (segment.begin > window.begin) {
        add(segment.begin, "rate");
      }
      covered = segment.end;
    }
    if (covered < window.end && covered > window.begin) {
      add(covered, "no rate");
    }
    add(window.end, window.end_clipped ? "end" : "LOS");
    const Duration step = step_of_rows(window.end - window.begin);
    for (Time t = window.begin + step; t < window.end; t += step) {
      events.try_emplace(t);
    }
    return events;
  }

  const World& world_;
  const link::RadioConfig& radio_;
  const access::StationContact& pass_;
  orbit::Geodetic place_;
  link::GroundAntennaConfig antenna_;
  link::StationSky sky_;
};

} // namespace

LinkReport report_link(const Scenario& source, const LinkRequest& request) {
  const Scenario both = with_both_only(source, request);
  const link::RadioConfig& radio = radio_of(both, request);
  const World world(both);
  if (world.satellites.empty() || world.stations.empty()) {
    no_link(fmt::format("{} is not in service during the scenario",
                        world.satellites.empty() ? "satellites." + request.from
                                                 : "stations." + request.to));
  }
  const Time t = instant_in(world, request.at);
  const auto pass = pass_at(world, t);
  if (!pass || (!request.pass && t < pass->window.begin)) {
    not_in_view(world, t, pass);
  }
  LinkOverPass link(world, radio, *pass);
  LinkReport report{both.title.empty() ? both.name : both.title,
                    world.epoch,
                    radio,
                    weather_text(both.environment.propagation),
                    *pass,
                    {},
                    world.notes};
  if (request.pass) {
    report.instants = link.all();
  } else {
    report.instants.push_back(link.at(t, ""));
  }
  if (request.interference) {
    const BandNeighbours neighbours(source, request.from, request.to);
    for (LinkInstant& instant : report.instants) {
      neighbours.add_terms(instant.waterfall, instant.time);
    }
  }
  return report;
}

} // namespace urker::run
