#include "spacecraft/faults/fault_unit.hpp"

#include "base/metric.hpp"
#include "spacecraft/faults/fault_rows.hpp"
#include "spacecraft/faults/outages.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace urker::spacecraft {

namespace {

constexpr std::array kTargets{FaultTarget::payload,  FaultTarget::imager,     FaultTarget::radio,
                              FaultTarget::computer, FaultTarget::propulsion, FaultTarget::attitude,
                              FaultTarget::heater,   FaultTarget::array,      FaultTarget::battery};

/// The target of a device; nothing for the bus and the mass memory, which nothing stops.
std::optional<FaultTarget> target_of(RadiationTarget target) {
  switch (target) {
  case RadiationTarget::computer:
    return FaultTarget::computer;
  case RadiationTarget::imager:
    return FaultTarget::imager;
  case RadiationTarget::radio:
    return FaultTarget::radio;
  case RadiationTarget::storage:
  case RadiationTarget::bus:
    break;
  }
  return std::nullopt;
}

std::string_view cause_of(const FaultConfig& config) {
  return config.at ? "stated" : config.weibull ? "weibull" : "constant rate";
}

double power_w(const RadiationDeviceConfig& device) {
  return (device.scrubbing ? device.scrubbing->power_w : 0.0) +
         (device.watchdog ? device.watchdog->power_w : 0.0);
}

double pace(const RadiationDeviceConfig& device) {
  return 1.0 - (device.scrubbing ? device.scrubbing->time_part : 0.0);
}

} // namespace

FaultUnit::FaultUnit(FaultSetup setup) : setup_(std::move(setup)) {
  pace_.fill(1.0);
  for (const auto& [name, config] : setup_.faults) {
    names_.push_back(name);
    configs_.push_back(config);
    groups_.push_back(group_of(name, config, {setup_.satellite, setup_.seed, setup_.epoch}));
  }
  if (setup_.upsets) {
    for (const RadiationDeviceConfig& device : setup_.upsets->devices()) {
      load_w_ += power_w(device);
      if (const auto unit = unit_of(device.unit)) {
        pace_[static_cast<std::size_t>(*unit)] *= pace(device);
      }
    }
    next_block_ = UpsetBlock::at(setup_.orbit.begin);
    down_until_.assign(setup_.upsets->devices().size(), kStart);
    shorted_until_.assign(setup_.upsets->devices().size(), kStart);
    harmless_.assign(setup_.upsets->devices().size(), 0);
  }
}

void FaultUnit::declare_tables(RowSink& rows) {
  rows.declare<FaultRow>();
  rows.declare<UpsetMapRow>();
}

void FaultUnit::start(const BusView& bus) {
  update(bus);
}

Time FaultUnit::next_event() const {
  Time next = kNever;
  for (const RedundantGroup& group : groups_) {
    next = std::min(next, group.next_event());
  }
  if (setup_.upsets) {
    const Time block = UpsetBlock::begin(next_block_);
    next = std::min(next, block < setup_.orbit.end ? block : kNever);
    next = std::min(next, pending_.empty() ? kNever : pending_.back().time);
    for (const auto* untils : {&down_until_, &shorted_until_}) {
      for (const Time until : *untils) {
        next = until > kStart ? std::min(next, until) : next;
      }
    }
  }
  return next;
}

void FaultUnit::handle(const BusView& bus) {
  handle_groups(bus);
  if (setup_.upsets) {
    handle_upsets(bus);
  }
  update(bus);
}

void FaultUnit::handle_groups(const BusView& bus) {
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    if (groups_[i].next_event() > bus.now) {
      continue;
    }
    const FaultTarget target = configs_[i].unit;
    for (const ComponentEvent& event : groups_[i].handle(bus.now)) {
      using Kind = ComponentEvent::Kind;
      const bool fails = event.kind == Kind::failed || event.kind == Kind::lost;
      failures_ += fails;
      emit(target_name(target), current_part(target, bus.now), names_[i], event.component,
           event_name(event.kind), cause_of(configs_[i]), bus);
    }
  }
}

void FaultUnit::handle_upsets(const BusView& bus) {
  strike_pending(bus);
  if (UpsetBlock::begin(next_block_) <= bus.now) {
    UpsetsOfBlock block = setup_.upsets->block(next_block_++, setup_.orbit, map_);
    std::reverse(block.felt.begin(), block.felt.end());
    pending_ = std::move(block.felt);
    for (std::size_t d = 0; d < harmless_.size(); ++d) {
      harmless_[d] += block.harmless[d];
    }
  }
  for (auto* untils : {&down_until_, &shorted_until_}) {
    std::replace_if(
        untils->begin(), untils->end(), [&bus](Time until) { return until <= bus.now; }, kStart);
  }
  strike_pending(bus);
}

void FaultUnit::strike_pending(const BusView& bus) {
  while (!pending_.empty() && pending_.back().time <= bus.now) {
    const Upset upset = pending_.back();
    pending_.pop_back();
    strike(upset, bus);
  }
}

void FaultUnit::strike(const Upset& upset, const BusView& bus) {
  const auto d = static_cast<std::size_t>(upset.device);
  const RadiationDeviceConfig& device = setup_.upsets->devices()[d];
  const auto target = target_of(device.unit);
  const auto unit = unit_of(device.unit);
  ++felt_[static_cast<std::size_t>(upset.effect)];
  bus.units.strike(
      {!unit, unit.value_or(UnitKind::bus), upset.effect != UpsetEffect::flip, upset.draw});
  std::string_view event = effect_name(upset.effect);
  const bool latches = upset.effect == UpsetEffect::latch_up;
  const bool destroys = latches && !device.latch_up_protected;
  if (latches && !destroys) {
    shorted_until_[d] =
        std::max(shorted_until_[d], bus.now + round_seconds(device.latch_up_clearing_s));
  }
  if (target && upset.effect != UpsetEffect::flip) {
    const bool hangs = upset.effect == UpsetEffect::hang;
    const double waiting_s = latches           ? device.latch_up_clearing_s
                             : !hangs          ? 0.0
                             : device.watchdog ? device.watchdog->timeout_s
                                               : device.ground_recovery_s;
    Time until = bus.now + round_seconds(waiting_s + device.restart_s);
    if (destroys) {
      event = "destroyed";
      until = kNever;
    }
    down_until_[d] = std::max(down_until_[d], until);
  }
  emit(EnumNames<RadiationTarget>::names[static_cast<std::size_t>(device.unit)],
       target ? current_part(*target, bus.now) : 1.0, setup_.upsets->names()[d], -1, event,
       "radiation", bus);
}

double FaultUnit::load_w() const {
  double load_w = load_w_;
  for (std::size_t d = 0; d < shorted_until_.size(); ++d) {
    load_w += shorted_until_[d] > kStart ? setup_.upsets->devices()[d].latch_up_power_w : 0.0;
  }
  return load_w;
}

double FaultUnit::current_part(FaultTarget target, Time now) const {
  double part = 1.0;
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    if (configs_[i].unit == target) {
      part = std::min(part, groups_[i].part());
    }
  }
  for (std::size_t d = 0; d < down_until_.size(); ++d) {
    if (down_until_[d] > now && target_of(setup_.upsets->devices()[d].unit) == target) {
      part = 0.0;
    }
  }
  return part;
}

void FaultUnit::update(const BusView& bus) {
  for (const FaultTarget target : kTargets) {
    Service& service = services_[static_cast<std::size_t>(target)];
    const double part = current_part(target, bus.now);
    const auto unit = unit_of(target);
    if (unit) {
      bus.units.hinder(*unit, Hindrance::fault, part <= 0.0);
      bus.units.set_pace(*unit, Hindrance::fault, part * pace_[static_cast<std::size_t>(*unit)]);
    }
    if (part == service.part) {
      continue;
    }
    const bool was_full = service.part == 1.0;
    service.part = part;
    if (was_full) {
      service.since = bus.now;
      service.before = unit ? bus.units.loss(*unit) : UnitLoss{};
    } else if (part == 1.0) {
      emit_end(target, "restored", bus);
      service.since = kNotYet;
    }
  }
}

void FaultUnit::emit(std::string_view unit, double part, std::string_view name,
                     std::int64_t component, std::string_view event, std::string_view cause,
                     const BusView& bus) {
  bus.rows.emit(FaultRow{setup_.satellite, bus.now, sequence_++, unit, std::string(name), component,
                         event, cause, part, kNotYet, 0, 0});
}

void FaultUnit::emit_end(FaultTarget target, std::string_view event, const BusView& bus) {
  const Service& service = services_[static_cast<std::size_t>(target)];
  UnitLoss lost;
  if (const auto unit = unit_of(target)) {
    lost.events = bus.units.loss(*unit).events - service.before.events;
    lost.bits = bus.units.loss(*unit).bits - service.before.bits;
  }
  bus.rows.emit(FaultRow{setup_.satellite, bus.now, sequence_++, target_name(target), "", -1, event,
                         "", service.part, service.since, lost.events, lost.bits});
}

void FaultUnit::finish(const BusView& bus) {
  for (const FaultTarget target : kTargets) {
    if (services_[static_cast<std::size_t>(target)].since != kNotYet) {
      emit_end(target, "end", bus);
    }
  }
  double expected = 0.0;
  for (const auto& [number, cell] : map_.cells()) {
    const auto row = number / 72, column = number % 72;
    const double latitude = -90.0 + (static_cast<double>(row) + 0.5) * UpsetMap::kCell_deg;
    const double longitude = -180.0 + (static_cast<double>(column) + 0.5) * UpsetMap::kCell_deg;
    expected += cell.expected;
    bus.rows.emit(UpsetMapRow{setup_.satellite, latitude, longitude, cell.expected, cell.time_s});
  }
  const auto metric = [&](const char* name, double value) {
    bus.rows.emit(MetricRow{"satellites", setup_.satellite, name, value, "1"});
  };
  metric("failures", static_cast<double>(failures_));
  if (setup_.upsets) {
    metric("upsets_expected", expected);
    metric("upsets_harmless", static_cast<double>(std::accumulate(
                                  harmless_.begin(), harmless_.end(), std::int64_t{0})));
    for (std::size_t i = 0; i < felt_.size(); ++i) {
      const std::string name = "upsets_" + std::string(effect_name(static_cast<UpsetEffect>(i)));
      metric(name.c_str(), static_cast<double>(felt_[i]));
    }
  }
}

} // namespace urker::spacecraft
