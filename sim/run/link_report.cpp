#include "run/link_report.hpp"

#include "base/error.hpp"
#include "base/units.hpp"
#include "link/radio_rates.hpp"
#include "link/tracking/sight_windows.hpp"
#include "run/link_events.hpp"
#include "run/link_interference.hpp"
#include "run/link_search.hpp"
#include "run/named.hpp"
#include "run/skies.hpp"
#include "run/world.hpp"
#include "spacecraft/pass_rates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <string_view>

namespace urker::run {
namespace {

using link::Interval;
using scenario::Scenario;

template <class Things, class Others>
void check_end(std::string_view option, std::string_view kind, const std::string& name,
               const Things& things, const Others& others) {
  if (others.contains(name) && !things.contains(name)) {
    refuse_name(option, kind, name, ": a link goes from a satellite to a station");
  }
  check_name(option, kind, name, things);
}

/// The two alone, in the weather asked for: searches and the weather are theirs, not the others'.
Scenario with_both_only(const Scenario& source, const LinkRequest& request) {
  check_end("--from", "satellite", request.from, source.satellites, source.stations);
  check_end("--to", "station", request.to, source.stations, source.satellites);
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
  /// `neighbours`: null if nobody asks for them.
  LinkOverPass(const World& world, const link::RadioConfig& radio,
               const access::StationContact& pass, const spacecraft::Neighbours* neighbours)
      : world_(world), pass_(pass), place_(world.stations[0].config->site.place()),
        transmitter_(radio), ladder_(link::rate_ladder(radio)),
        surroundings_(world.satellites[0].trajectory, world.earth) {
    Skies skies(world);
    receiver_ = skies.receiver(0, radio.frequency_hz);
    sky_ = skies.flown(0, radio.frequency_hz);
    const auto& window = pass.window;
    spacecraft::PassLink link{transmitter_,  ladder_,      place_,     *receiver_,
                              surroundings_, window.begin, window.end, neighbours};
    if (neighbours != nullptr) {
      heard_.emplace(link);
    }
    if (!counts_interference()) {
      link.neighbours = nullptr;
    }
    rates_ = spacecraft::pass_rates(link, *sky_);
  }

  [[nodiscard]] LinkInstant at(Time t, std::string event) const {
    LinkInstant instant{t, std::move(event), look(t), {}, gap_at(t)};
    const link::LineOfSight line = surroundings_.site(place_, t);
    link::StationSky sky = *sky_;
    const link::AtmosphericLoss air = sky.loss(t, line.elevation_rad);
    const auto heard =
        heard_ ? std::optional(heard_->at(t, line, air.total_db, sky)) : std::nullopt;
    instant.waterfall = link::waterfall(
        transmitter_, *receiver_, {line, instant.look.range_rate_m_s, range_acceleration_m_s2(t)},
        air, surroundings_.bodies(place_, t),
        heard && counts_interference() ? heard->i_over_c : 0.0);
    const double discrimination_db = sky.cross_polarisation_db(t, line.elevation_rad);
    if (std::isfinite(discrimination_db)) {
      instant.waterfall.terms.push_back({"rain_cross_polarisation_db",
                                         "polarisations apart in rain", "dB", link::TermRole::shown,
                                         discrimination_db});
    }
    if (heard) {
      add_terms(instant.waterfall, transmitter_.radio(), *heard);
    }
    return instant;
  }

  [[nodiscard]] const std::vector<link::Gap>& gaps() const { return rates_.gaps; }
  [[nodiscard]] std::vector<LinkInstant> all() const {
    std::vector<LinkInstant> instants;
    for (const auto& [time, event] : events()) {
      instants.push_back(at(time, event));
    }
    return instants;
  }

 private:
  [[nodiscard]] std::optional<link::GapCause> gap_at(Time t) const {
    const auto gap = std::find_if(rates_.gaps.begin(), rates_.gaps.end(),
                                  [t](const link::Gap& g) { return g.begin <= t && t < g.end; });
    return gap == rates_.gaps.end() ? std::nullopt : std::optional(gap->cause);
  }
  [[nodiscard]] orbit::LookAngles look(Time t) const { return look_at(world_, t); }

  /// From the rates 10 ms before and after, within the pass: good to 1e-3 m/s2 even at its ends.
  [[nodiscard]] double range_acceleration_m_s2(Time t) const {
    constexpr Duration kStep = std::chrono::milliseconds(10);
    const Time a = std::max(t - kStep, pass_.window.begin);
    const Time b = std::min(t + kStep, pass_.window.end);
    return a < b ? (look(b).range_rate_m_s - look(a).range_rate_m_s) / to_seconds(b - a) : 0.0;
  }

  [[nodiscard]] std::map<Time, std::string> events() const {
    const auto& window = pass_.window;
    LinkEvents events(window);
    events.add(window.begin, window.begin_clipped ? "begin" : "AOS");
    events.add(pass_.culmination, "culmination");
    for (const link::Gap& gap : rates_.gaps) {
      const auto name = link::gap_cause_name(gap.cause);
      if (gap.cause != link::GapCause::lock) {
        events.add(gap.begin, name);
      }
      events.add(gap.end,
                 gap.cause == link::GapCause::lock ? "lock" : fmt::format("end of {}", name));
    }
    // A rate begins with its signal, to which the demodulator then locks.
    Time covered = window.begin;
    for (const Interval& signal : signals()) {
      if (signal.begin > covered && covered > window.begin && !begins_a_gap(covered)) {
        events.add(covered, "no rate");
      }
      if (signal.begin > window.begin) {
        events.add(signal.begin, "rate");
      }
      covered = signal.end;
    }
    if (covered < window.end && covered > window.begin && !begins_a_gap(covered)) {
      events.add(covered, "no rate");
    }
    events.add(window.end, window.end_clipped ? "end" : "LOS");
    return std::move(events).with_steps();
  }

  /// At one rate each, with the lock before the first.
  [[nodiscard]] std::vector<Interval> signals() const {
    std::vector<Interval> result;
    for (const auto& segment : rates_.segments) {
      const auto lock =
          std::find_if(rates_.gaps.begin(), rates_.gaps.end(), [&](const link::Gap& gap) {
            return gap.cause == link::GapCause::lock && gap.end == segment.begin;
          });
      result.push_back({lock == rates_.gaps.end() ? segment.begin : lock->begin, segment.end});
    }
    return result;
  }
  [[nodiscard]] bool begins_a_gap(Time t) const {
    return std::any_of(rates_.gaps.begin(), rates_.gaps.end(),
                       [t](const link::Gap& gap) { return gap.begin == t; });
  }
  [[nodiscard]] bool counts_interference() const {
    return world_.scenario.environment.propagation.interference ==
           link::InterferenceModel::all_in_view;
  }

  const World& world_;
  const access::StationContact& pass_;
  orbit::Geodetic place_;
  link::Transmitter transmitter_;
  link::RateLadder ladder_;
  spacecraft::OrbitalSurroundings surroundings_;
  std::shared_ptr<const link::Receiver> receiver_;
  std::shared_ptr<const link::StationSky> sky_;
  std::optional<spacecraft::NeighboursInPass> heard_;
  spacecraft::PassRates rates_;
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
  std::optional<BandNeighbours> neighbours;
  if (request.interference) {
    neighbours.emplace(source, request.from, request.to);
  }
  const LinkOverPass link(world, radio, *pass, neighbours ? &neighbours->neighbours() : nullptr);
  LinkReport report{both.title.empty() ? both.name : both.title,
                    world.epoch,
                    radio,
                    weather_text(both.environment.propagation),
                    *pass,
                    link.gaps(),
                    {},
                    world.notes};
  if (request.pass) {
    report.instants = link.all();
  } else {
    report.instants.push_back(link.at(t, ""));
  }
  return report;
}

} // namespace urker::run
