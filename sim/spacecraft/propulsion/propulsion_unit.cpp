#include "spacecraft/propulsion/propulsion_unit.hpp"

#include "base/error.hpp"
#include "base/metric.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace urker::spacecraft {

PropulsionUnit::PropulsionUnit(std::string satellite, ThrusterConfig thruster,
                               std::shared_ptr<const FlightRecord> flight,
                               std::function<double(Time)> mass_kg)
    : satellite_(std::move(satellite)), thruster_(thruster), flight_(std::move(flight)),
      mass_kg_(std::move(mass_kg)) {}

Time PropulsionUnit::next_event() const {
  return next_lost_ < flight_->lost.size() ? std::min(next_change(), flight_->lost[next_lost_])
                                           : next_change();
}

Time PropulsionUnit::next_change() const {
  Time next = kNever;
  if (next_burn_ < flight_->burns.size()) {
    const PlannedBurn& burn = flight_->burns[next_burn_];
    next = stage_ == Stage::off ? burn.warm_up : stage_ == Stage::warm_up ? burn.begin : burn.end;
  }
  if (next_quiet_ < flight_->quiet.size()) {
    const QuietTime& quiet = flight_->quiet[next_quiet_];
    next = std::min(next, quiet_ ? quiet.end : quiet.begin);
  }
  return next;
}

void PropulsionUnit::handle(const BusView& bus) {
  for (; next_lost_ < flight_->lost.size() && flight_->lost[next_lost_] <= bus.now; ++next_lost_) {
    bus.units.lose(UnitKind::propulsion, 0);
  }
  advance(bus.now);
  bus.units.hinder(UnitKind::imager, Hindrance::command, stage_ != Stage::off || quiet_);
}

void PropulsionUnit::advance(Time now) {
  while (next_change() <= now) {
    if (next_quiet_ < flight_->quiet.size()) {
      const QuietTime& quiet = flight_->quiet[next_quiet_];
      if (!quiet_ && quiet.begin <= now) {
        quiet_ = true;
        continue;
      }
      if (quiet_ && quiet.end <= now) {
        quiet_ = false;
        ++next_quiet_;
        continue;
      }
    }
    const PlannedBurn& burn = flight_->burns[next_burn_];
    if (stage_ == Stage::off) {
      stage_ = Stage::warm_up;
    } else if (stage_ == Stage::warm_up) {
      stage_ = Stage::burn;
    } else {
      stage_ = Stage::off;
      used_kg_.add(burn.propellant_kg);
      delta_v_m_s_.add(std::abs(burn.delta_v_m_s));
      burning_s_.add(to_seconds(burn.end - burn.begin));
      ++next_burn_;
    }
  }
}

double PropulsionUnit::load_w() const {
  return stage_ == Stage::burn      ? thruster_.power_w
         : stage_ == Stage::warm_up ? thruster_.warm_up_power_w
                                    : 0.0;
}

std::optional<PointingWish> PropulsionUnit::wish() const {
  if (next_burn_ == flight_->burns.size()) {
    return std::nullopt;
  }
  const PlannedBurn& burn = flight_->burns[next_burn_];
  const double sign = burn.delta_v_m_s < 0.0 ? -1.0 : 1.0;
  return PointingWish{Activity::burn, Pointing::along(sign * orbit::Vector3::UnitX()), burn.begin,
                      burn.end};
}

void PropulsionUnit::save(Writer& writer) const {
  writer(stage_, quiet_, next_burn_, next_quiet_, next_lost_, used_kg_, delta_v_m_s_, burning_s_);
}

void PropulsionUnit::restore(Reader& reader) {
  reader(stage_, quiet_, next_burn_, next_quiet_, next_lost_, used_kg_, delta_v_m_s_, burning_s_);
}

void PropulsionUnit::finish(const BusView& bus) {
  const Time now = bus.now;
  advance(now);
  double used_kg = used_kg_.value();
  if (stage_ == Stage::burn) { // the run ends within
    used_kg += thruster_.mass_flow_kg_s() * to_seconds(now - flight_->burns[next_burn_].begin);
  }
  const double final_mass_kg = mass_kg_(now);
  require(std::abs(flight_->mass_kg - used_kg - final_mass_kg) <= 1e-9 * flight_->mass_kg,
          "the book of propellant of a satellite does not close");
  const auto metric = [&](const char* name, double value, const char* unit) {
    bus.rows.emit(MetricRow{"satellites", satellite_, name, value, unit});
  };
  metric("propellant_at_start", flight_->propellant_kg, "kg");
  metric("propellant_used", used_kg, "kg");
  metric("propellant_left", flight_->propellant_kg - used_kg, "kg");
  metric("final_mass", final_mass_kg, "kg");
  metric("delta_v", delta_v_m_s_.value(), "m s-1");
  metric("burns", static_cast<double>(next_burn_), "1");
  metric("burning_time", burning_s_.value(), "s");
}

} // namespace urker::spacecraft
