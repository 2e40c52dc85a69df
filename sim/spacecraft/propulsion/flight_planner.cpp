#include "spacecraft/propulsion/flight_planner.hpp"

#include "base/error.hpp"
#include "spacecraft/power/planning_figures.hpp"
#include "spacecraft/propulsion/rocket.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace urker::spacecraft {

namespace {

using namespace std::chrono_literals;

/// From a decision to the first warm-up.
constexpr Duration kLead = 1min;
/// After which longer burns are tried again than the battery could feed: another season.
constexpr Duration kSeason = std::chrono::hours(24 * 20);
constexpr Duration kShortest = 10s;

std::string failed_thruster(const Outage& outage) {
  return fmt::format("thruster: {} after {:.2f} d", outage.end == kNever ? "lost" : "failed",
                     seconds_since_start(outage.begin) / 86400.0);
}

} // namespace

FlightPlanner::FlightPlanner(FlightSetup setup, const orbit::NumericalOrbit& orbit,
                             const Epoch& epoch, const orbit::SunMoon& bodies)
    : setup_(std::move(setup)), bodies_(bodies), decay_(orbit, epoch, bodies),
      energy_(setup_.power, setup_.load_w), task_{0, nullptr},
      charge_(planning_figures(setup_.power).initial) {
  record_.mass_kg = orbit.mass_kg;
  record_.propellant_kg = setup_.propulsion.thruster.propellant_kg;
  const auto& strategies = setup_.propulsion.strategies;
  for (std::size_t i = 0; i < strategies.size(); ++i) {
    StrategyRow row;
    row.satellite = setup_.name;
    row.strategy = static_cast<std::int64_t>(i);
    row.kind = strategies[i].kind();
    row.outcome = "not_begun";
    record_.strategies.push_back(row);
    if (const auto& avoid = strategies[i].avoid) {
      avoidances_.emplace_back(*avoid, epoch.at(avoid->at), i);
    }
  }
  begin_next(kStart);
}

/// From the place of `task_` on.
void FlightPlanner::begin_next(Time now) {
  const auto& strategies = setup_.propulsion.strategies;
  while (task_.place < strategies.size() && strategies[task_.place].avoid) {
    ++task_.place;
  }
  task_.strategy = nullptr;
  if (task_.place < strategies.size()) {
    task_.strategy = make_strategy(strategies[task_.place], now);
    row(task_.place).begin = now;
    row(task_.place).outcome = "unfinished";
  }
}

void FlightPlanner::end_strategy(std::string outcome, std::string text, Time now) {
  StrategyRow& over = row(task_.place);
  over.outcome = std::move(outcome);
  over.result = std::move(text);
  over.end = now;
  if (!task_.strategy->imaging()) {
    record_.quiet.push_back({over.begin, now});
  }
  fed_ = Duration::max();
  ++task_.place;
  begin_next(now);
}

double FlightPlanner::propellant_kg(double mass_kg) const {
  return record_.propellant_kg - (record_.mass_kg - mass_kg);
}

orbit::MeanOrbit FlightPlanner::measure(const Situation& now) const {
  const double a_m = orbit::to_keplerian(now.state).semi_major_axis_m;
  const double speed_m_s = std::sqrt(orbit::kMu_m3_s2 / a_m);
  const auto later = [&](Time t) { // what thrust has added from then on
    double sum_m = 0.0;
    for (const orbit::Burn& burn : burns_) {
      const double left_s = to_seconds(burn.end - std::clamp(t, burn.begin, burn.end));
      sum_m += 2.0 * a_m / speed_m_s * burn.direction.x() * burn.thrust_n / now.mass_kg * left_s;
    }
    return sum_m;
  };
  if (now.before->begin() + orbit::revolution_before(now.state) > now.mark) {
    throw Error(
        Cause::invalid_input,
        fmt::format("satellites.{}: strategies of propulsion need a revolution shorter "
                    "than {} h",
                    setup_.name,
                    std::chrono::duration_cast<std::chrono::hours>(now.mark - now.before->begin())
                        .count()));
  }
  return orbit::mean_orbit(*now.before, now.mark, later);
}

void FlightPlanner::look_back(const Look& look) {
  OrbitHistoryRow history;
  history.satellite = setup_.name;
  history.time = look.mark;
  const double a_m = look.orbit.semi_major_axis_m, e = look.orbit.eccentricity();
  history.altitude_m = a_m - kAltitudeZero_m;
  history.perigee_m = a_m * (1.0 - e) - kAltitudeZero_m;
  history.apogee_m = a_m * (1.0 + e) - kAltitudeZero_m;
  history.eccentricity = e;
  history.inclination_rad = look.orbit.inclination_rad;
  history.raan_rad = look.orbit.raan_rad;
  history.latitude_argument_rad = look.orbit.latitude_argument_rad;
  history.mass_kg = look.mass_kg;
  history.propellant_kg = propellant_kg(look.mass_kg);
  history.delta_v_m_s = delta_v_m_s_;
  history.charge = charge_;
  history.strategy = static_cast<std::int64_t>(task_.place);
  record_.history.push_back(history);
}

std::optional<Wish> FlightPlanner::ask(const Look& look) {
  while (task_.strategy) {
    Answer answer = task_.strategy->ask(look);
    const Outage* outage = answer.wish ? outage_at(look.mark) : nullptr;
    if (outage != nullptr && outage->end == kNever) {
      answer = Answer::refused(failed_thruster(*outage));
    }
    if (answer.state == Answer::State::working) {
      return answer.wish;
    }
    const bool refused = answer.state == Answer::State::refused;
    end_strategy(refused ? "refused" : "done", std::move(answer.text),
                 answer.at.value_or(look.mark));
  }
  return std::nullopt;
}

std::vector<orbit::Burn> FlightPlanner::decide(const Situation& now) {
  if (now.before == nullptr) {
    return {};
  }
  const orbit::MeanOrbit mean = measure(now);
  const ThrusterConfig& thruster = setup_.propulsion.thruster;
  const Look look{now.mark,
                  now.next,
                  mean,
                  now.mass_kg,
                  delta_v_m_s(thruster, now.mass_kg, std::max(0.0, propellant_kg(now.mass_kg))),
                  thruster,
                  decay_};
  shadow_ = ShadowForecast::of(mean, bodies_.positions(now.mark).sun_m);
  look_back(look);
  Wish wish;
  std::vector<Arc> arcs;
  if (!avoid(look, wish, arcs)) {
    if (const auto wanted = ask(look)) {
      wish = *wanted;
      arcs = plan(wish, look, task_.place);
    }
  }
  charge_ = energy_.run(charge_, now.mark, now.next, draws(arcs), shadow_).last;
  burns_.clear();
  for (const Arc& arc : arcs) {
    orbit::Burn burn;
    burn.begin = arc.begin;
    burn.end = arc.end;
    burn.thrust_n = thruster.thrust_n;
    burn.mass_flow_kg_s = thruster.mass_flow_kg_s();
    burn.direction = (wish.delta_v_m_s > 0.0 ? 1.0 : -1.0) * orbit::Vector3::UnitX();
    burns_.push_back(burn);
  }
  return burns_;
}

bool FlightPlanner::avoid(const Look& look, Wish& wish, std::vector<Arc>& arcs) {
  const auto busy = std::find_if(avoidances_.begin(), avoidances_.end(),
                                 [&look](Avoidance& avoidance) { return avoidance.busy(look); });
  if (busy == avoidances_.end()) {
    return false;
  }
  Avoidance& avoidance = *busy;
  StrategyRow& its = row(avoidance.place());
  its.begin = its.begin == kNotYet ? look.mark : its.begin;
  Answer answer = avoidance.ask(look);
  its.outcome = answer.state == Answer::State::working   ? "unfinished"
                : answer.state == Answer::State::refused ? "refused"
                                                         : "done";
  its.result = answer.text;
  its.end = avoidance.over() ? look.mark : kNotYet;
  if (answer.state == Answer::State::refused) {
    refuse({}, look, avoidance.place(), answer.text, charge_);
  }
  if (answer.wish) {
    wish = *answer.wish;
    arcs = plan(wish, look, avoidance.place());
    if (arcs.empty()) {
      avoidance.give_up();
      its.outcome = "refused";
      its.result = record_.manoeuvres.empty() ? "no room" : record_.manoeuvres.back().reason;
      its.end = look.mark;
    }
  }
  return true;
}

std::vector<EnergyForecast::Draw> FlightPlanner::draws(const std::vector<Arc>& arcs) const {
  const ThrusterConfig& thruster = setup_.propulsion.thruster;
  std::vector<EnergyForecast::Draw> draws;
  for (const Arc& arc : arcs) {
    draws.push_back(
        {arc.begin - round_seconds(thruster.warm_up_s), arc.begin, thruster.warm_up_power_w});
    draws.push_back({arc.begin, arc.end, thruster.power_w});
  }
  return draws;
}

bool FlightPlanner::feedable(const std::vector<Arc>& arcs, const Look& look,
                             EnergyForecast::Result& expected) const {
  // Half a revolution beyond the mark: a burn must not leave too little for the night after it.
  const Time until = look.next + shadow_.revolution / 2;
  expected = energy_.run(charge_, look.mark, until, draws(arcs), shadow_);
  return expected.least >= setup_.propulsion.least_charge;
}

const Outage* FlightPlanner::outage_at(Time t) const {
  const auto found =
      std::find_if(setup_.outages.begin(), setup_.outages.end(),
                   [t](const Outage& outage) { return outage.begin <= t && t < outage.end; });
  return found == setup_.outages.end() ? nullptr : &*found;
}

Arc FlightPlanner::flown_part(const Arc& arc) const {
  const Time warm_up = arc.begin - ceil_seconds(setup_.propulsion.thruster.warm_up_s);
  for (const Outage& outage : setup_.outages) {
    if (outage.begin < arc.end && outage.end > warm_up) {
      return {arc.begin, std::max(arc.begin, outage.begin)};
    }
  }
  return arc;
}

std::vector<Arc> FlightPlanner::plan(const Wish& wish, const Look& look, std::size_t place) {
  if (const Outage* outage = outage_at(look.mark)) {
    const std::string reason = failed_thruster(*outage);
    const auto& made = record_.manoeuvres;
    if (made.empty() || made.back().reason != reason) { // once, not at every mark
      refuse(wish, look, place, reason, charge_);
    }
    return {};
  }
  const ThrusterConfig& thruster = setup_.propulsion.thruster;
  const Duration warm_up = ceil_seconds(thruster.warm_up_s);
  const Time from =
      std::max(look.mark + kLead, last_end_ + ceil_seconds(thruster.least_pause_s)) + warm_up;
  if (look.mark - fed_since_ > kSeason) {
    fed_ = Duration::max();
  }
  const Duration allowed = longest_arc(wish, look);
  for (Duration longest = std::min(allowed, fed_); longest >= kShortest; longest /= 2) {
    auto arcs = lay_arcs(wish, look, from, longest);
    if (arcs.empty()) {
      return {};
    }
    EnergyForecast::Result expected;
    if (feedable(arcs, look, expected)) {
      return commit(arcs, wish, look, place, expected.least);
    }
    refuse(wish, look, place,
           fmt::format("battery: burns of {:.0f} s would lead to {:.0f} % of its charge, below "
                       "{:.0f} %",
                       to_seconds(arcs.front().end - arcs.front().begin), 100.0 * expected.least,
                       100.0 * setup_.propulsion.least_charge),
           expected.least);
    if (wish.place == Wish::Place::centred) {
      return {};
    }
    longest = std::min(longest, arcs.front().end - arcs.front().begin);
    fed_ = longest / 2;
    fed_since_ = look.mark;
  }
  fed_ = std::max(fed_, kShortest); // tried again at the next mark
  return {};
}

void FlightPlanner::refuse(const Wish& wish, const Look& look, std::size_t place,
                           std::string reason, double least_charge) {
  ManoeuvreRow refused;
  refused.satellite = setup_.name;
  refused.number = static_cast<std::int64_t>(record_.manoeuvres.size());
  refused.strategy = static_cast<std::int64_t>(place);
  refused.kind = row(place).kind;
  refused.outcome = "refused";
  refused.reason = std::move(reason);
  refused.decided = look.mark;
  refused.delta_v_m_s = wish.delta_v_m_s;
  refused.mass_kg = look.mass_kg;
  refused.altitude_m = look.orbit.semi_major_axis_m - kAltitudeZero_m;
  refused.least_charge = least_charge;
  record_.manoeuvres.push_back(std::move(refused));
}

std::vector<Arc> FlightPlanner::commit(const std::vector<Arc>& arcs, const Wish& wish,
                                       const Look& look, std::size_t place, double least_charge) {
  const ThrusterConfig& thruster = setup_.propulsion.thruster;
  double mass_kg = look.mass_kg;
  std::vector<Arc> flown;
  for (const Arc& planned : arcs) {
    const Arc arc = flown_part(planned);
    record_.ordered.push_back(
        {look.mark, planned.begin - ceil_seconds(thruster.warm_up_s), planned.begin, planned.end});
    ManoeuvreRow made;
    made.satellite = setup_.name;
    made.number = static_cast<std::int64_t>(record_.manoeuvres.size());
    made.strategy = static_cast<std::int64_t>(place);
    made.kind = row(place).kind;
    made.outcome = arc.end == planned.end ? "done" : arc.end > arc.begin ? "cut_off" : "failed";
    made.reason = arc.end == planned.end ? "" : "the thruster failed";
    made.decided = look.mark;
    made.begin = arc.begin;
    made.end = arc.end;
    made.propellant_kg = thruster.mass_flow_kg_s() * to_seconds(arc.end - arc.begin);
    const double speed_m_s = delta_v_m_s(thruster, mass_kg, made.propellant_kg);
    made.delta_v_m_s = std::copysign(speed_m_s, wish.delta_v_m_s);
    made.mass_kg = mass_kg;
    made.altitude_m = look.orbit.semi_major_axis_m - kAltitudeZero_m;
    made.least_charge = least_charge;
    if (arc.end < planned.end) {
      record_.lost.push_back(std::max(planned.begin, arc.end));
    }
    last_end_ = arc.end;
    if (arc.end == arc.begin) {
      record_.manoeuvres.push_back(std::move(made));
      continue;
    }
    flown.push_back(arc);
    mass_kg -= made.propellant_kg;
    delta_v_m_s_ += speed_m_s;
    row(place).delta_v_m_s += speed_m_s;
    row(place).propellant_kg += made.propellant_kg;
    record_.burns.push_back({arc.begin - ceil_seconds(thruster.warm_up_s), arc.begin, arc.end,
                             made.delta_v_m_s, made.propellant_kg});
    record_.manoeuvres.push_back(std::move(made));
  }
  return flown;
}

FlightRecord FlightPlanner::finish(Time end) {
  if (task_.strategy && !task_.strategy->imaging()) {
    record_.quiet.push_back({row(task_.place).begin, end});
  }
  for (StrategyRow& one : record_.strategies) {
    if (one.outcome == "unfinished") {
      one.end = end;
    }
    if (one.outcome == "refused") {
      record_.notes.push_back(
          fmt::format("satellites.{}.propulsion.strategies[{}]: {} was refused: {}", one.satellite,
                      one.strategy, one.kind, one.result));
    }
  }
  return std::move(record_);
}

} // namespace urker::spacecraft
