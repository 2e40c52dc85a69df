#include "spacecraft/power_bus.hpp"

#include "base/error.hpp"
#include "spacecraft/energy_report.hpp"

#include <algorithm>
#include <cmath>

namespace urker::spacecraft {

namespace {

constexpr Duration kDay = std::chrono::hours(24);
// A threshold counts as reached within this part of the capacity: far above what a nanosecond
// changes, far below what matters.
constexpr double kTolerance = 1e-9;

std::size_t index(UnitKind unit) {
  return static_cast<std::size_t>(unit);
}

} // namespace

void PowerRow::columns(ColumnVisitor& v) const {
  v.text("satellite", satellite, "Satellite");
  v.instant("time", time.time_since_epoch().count(), "When something changed");
  v.integer("sequence", sequence, "1", "Order of rows at one time");
  v.text("cause", cause, "What changed");
  v.text("mode", mode, "Power mode");
  v.real("charge", charge_j, "J", "Energy in the battery");
  v.real("state_of_charge", state_of_charge, "1", "Charge over capacity");
  v.real("generation", generation_w, "W", "Power of the array");
  v.real("generation_slope", generation_slope_w_s, "W s-1", "Its change until the next row");
  v.real("load", load_w, "W", "Power that the loads want; constant until the next row");
  v.real("illumination", illumination, "1", "Visible part of the Sun's disc");
}

PowerBus::PowerBus(std::string satellite, const PowerConfig& config, Illumination illumination,
                   std::function<double(Time)> sun_flux)
    : satellite_(std::move(satellite)), config_(config), illumination_(std::move(illumination)),
      sun_flux_(std::move(sun_flux)), battery_(*config.battery) {
  wanted_w_[index(UnitKind::bus)] = config_.loads.bus_w;
  wanted_w_[index(UnitKind::payload)] = config_.loads.payload_w;
}

void PowerBus::start(RowSink& rows) {
  flux_ = sun_flux_(day_);
  emit("start", rows);
}

void PowerBus::learn(const std::vector<access::Eclipse>& eclipses) {
  illumination_.forget(time_);
  for (const access::Eclipse& eclipse : eclipses) {
    require(eclipse.penumbra.begin >= time_, "a satellite learns of an eclipse that has begun");
    illumination_.add(eclipse);
  }
}

PowerBus::Span PowerBus::span() const {
  const Illumination::Piece piece = illumination_.at(time_);
  const double full_w = config_.array->power_w * (1.0 - config_.array->degradation) *
                        config_.array->sun_pointing * flux_ * parts_.array;
  return {{full_w * piece.fraction, full_w * piece.slope_per_s},
          piece.fraction,
          std::min(piece.until, day_ + kDay)};
}

double PowerBus::drawn_w(UnitKind unit) const {
  if (mode_ == PowerMode::nominal || unit == UnitKind::radio || unit == UnitKind::heater ||
      unit == UnitKind::propulsion) {
    return wanted_w_[index(unit)];
  }
  return unit == UnitKind::bus ? config_.loads.safe_w : 0.0;
}

double PowerBus::load_w() const {
  double sum_w = 0.0;
  for (std::size_t i = 0; i < kUnits; ++i) {
    sum_w += drawn_w(static_cast<UnitKind>(i));
  }
  return sum_w;
}

void PowerBus::advance(Time now) {
  require(now >= time_, "a power system cannot go back in time");
  while (time_ < now) {
    const Span s = span();
    const Time until = std::min(s.until, now);
    const double duration_s = to_seconds(until - time_);
    battery_.advance(s.generation, load_w(), duration_s);
    for (std::size_t i = 0; i < kUnits; ++i) {
      demanded_j_[i].add(drawn_w(static_cast<UnitKind>(i)) * duration_s);
    }
    if (mode_ == PowerMode::safe) {
      safe_s_.add(duration_s);
    }
    time_ = until;
    if (time_ == day_ + kDay) {
      day_ = time_;
      flux_ = sun_flux_(day_);
    }
  }
}

void PowerBus::set_load(UnitKind unit, double power_w, Time now, RowSink& rows) {
  if (wanted_w_[index(unit)] == power_w) {
    return;
  }
  advance(now);
  wanted_w_[index(unit)] = power_w;
  emit(unit_name(unit), rows);
}

void PowerBus::set_parts(const PowerParts& parts, Time now, RowSink& rows) {
  if (parts == parts_) {
    return;
  }
  advance(now);
  battery_.set_part(parts.store);
  const bool array = parts.array != parts_.array;
  parts_ = parts;
  emit(array ? "array" : "battery", rows);
}

bool PowerBus::safe_mode_due() const {
  return mode_ == PowerMode::nominal &&
         battery_.state_of_charge() <= config_.battery->safe_mode + kTolerance;
}

bool PowerBus::recovery_due() const {
  return mode_ == PowerMode::safe &&
         battery_.state_of_charge() >= config_.battery->recovery - kTolerance;
}

PowerBus::Transition PowerBus::handle(Time now, UnitStates&, RowSink& rows) {
  const bool corner = span().until == now;
  advance(now);
  if (safe_mode_due()) {
    mode_ = PowerMode::safe;
    ++safe_modes_;
    emit("safe_mode", rows);
    return Transition::safe_mode;
  }
  if (recovery_due()) {
    mode_ = PowerMode::nominal;
    emit("recovery", rows);
    return Transition::recovery;
  }
  const double soc = battery_.state_of_charge();
  const bool full = soc >= 1.0 - kTolerance;
  const bool empty = soc <= kTolerance;
  emit(corner || !(full || empty) ? "sunlight" : full ? "full" : "empty", rows);
  return Transition::none;
}

Time PowerBus::next_event() {
  if (safe_mode_due() || recovery_due()) {
    return time_;
  }
  const Span s = span();
  const double horizon_s = to_seconds(s.until - time_);
  Time next = s.until;
  const double soc = battery_.state_of_charge();
  const auto consider = [&](double level) {
    if (std::abs(level - soc) <= kTolerance) {
      return;
    }
    const auto t_s =
        battery_.time_to(level * battery_.capacity_j(), s.generation, load_w(), horizon_s);
    if (t_s) {
      next = std::min(next, time_ + ceil_seconds(*t_s));
    }
  };
  consider(1.0);
  consider(0.0);
  consider(mode_ == PowerMode::nominal ? config_.battery->safe_mode : config_.battery->recovery);
  return next;
}

double PowerBus::least_charge(Time until, double power_w) const {
  Battery dark = battery_;
  dark.advance({}, load_w() + power_w, to_seconds(until - time_));
  return dark.state_of_charge();
}

void PowerBus::emit(std::string_view cause, RowSink& rows) {
  const Span s = span();
  rows.emit(PowerRow{satellite_, time_, rows_++, cause,
                     mode_ == PowerMode::safe ? "safe" : "nominal", battery_.charge_j(),
                     battery_.state_of_charge(), s.generation.start_w, s.generation.slope_w_s,
                     load_w(), s.illumination});
}

void PowerBus::finish(Time now, RowSink& rows) {
  advance(now);
  emit("end", rows);
  const EnergyBook& book = battery_.book();
  const double capacity_j = config_.battery->capacity_j;
  report_energy(satellite_,
                {book, demanded_j_, battery_.charge_j() - config_.battery->initial * capacity_j,
                 capacity_j + book.generated.value(), battery_.least_state_of_charge(), safe_modes_,
                 safe_s_.value()},
                rows);
}

} // namespace urker::spacecraft
