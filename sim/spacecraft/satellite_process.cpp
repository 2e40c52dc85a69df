#include "spacecraft/satellite_process.hpp"

#include "base/error.hpp"
#include "base/metric.hpp"
#include "protocol/gap_row.hpp"
#include "protocol/hop_row.hpp"
#include "protocol/loss_row.hpp"
#include "protocol/product_row.hpp"
#include "spacecraft/power/adaptive_bus.hpp"
#include "spacecraft/rows.hpp"

#include <algorithm>
#include <cmath>

namespace urker::spacecraft {

namespace {

/// Own events. At one instant they are handled in this order: energy decides first, and what
/// becomes ready can be sent at once.
enum class Part : std::uint32_t {
  power,
  processor,
  imager,
  radio,
  attitude,
  momentum,
  storage,
  report_radio,
  crosslinks
};
constexpr std::size_t kParts = 9; // subsystems follow
/// In which loads are set, each with a row if it changes.
constexpr std::array kLoadOrder{UnitKind::bus,      UnitKind::payload,  UnitKind::imager,
                                UnitKind::radio,    UnitKind::computer, UnitKind::propulsion,
                                UnitKind::attitude, UnitKind::heater};
constexpr std::uint32_t kBegin = 100;
constexpr std::uint32_t kFirstPart = 101;

std::optional<Storage> make_storage(const SatelliteSetup& setup) {
  if (!setup.storage) {
    return std::nullopt;
  }
  Storage storage(*setup.storage);
  if (compute::Computer* computer = setup.processor.get()) {
    storage.set_may_drop([computer, index = setup.identity.index](const protocol::ProductKey& key) {
      return key.first == index && computer->may_withdraw(key);
    });
    require(storage.reserve(computer->model_bits()),
            "the models of a satellite do not fit its storage");
  }
  return storage;
}

std::optional<ImagingUnit> make_imaging(const SatelliteSetup& setup) {
  if (!setup.imager) {
    return std::nullopt;
  }
  require(setup.storage && (setup.radio || setup.optical_terminal),
          "an imager needs a storage and a transmitter");
  return ImagingUnit(setup.identity, *setup.imager, setup.agility, setup.surroundings);
}

std::optional<Downlink> make_downlink(const SatelliteSetup& setup) {
  if ((!setup.radio && !setup.optical_terminal) || !setup.storage) {
    return std::nullopt;
  }
  return Downlink(setup.identity.name, {setup.radio, setup.optical_terminal, setup.neighbours},
                  setup.stations, setup.surroundings);
}

std::optional<Downlink> make_report_link(const SatelliteSetup& setup) {
  if (!setup.report_radio || !setup.storage) {
    return std::nullopt;
  }
  return Downlink(setup.identity.name,
                  {setup.report_radio, std::nullopt, std::nullopt, "report_radio_"},
                  setup.listening, setup.surroundings);
}

std::unique_ptr<PowerSystem> make_power(const SatelliteSetup& setup,
                                        std::shared_ptr<const AttitudeControl> attitude) {
  const std::shared_ptr<const Surroundings> surroundings = setup.surroundings;
  Illumination illumination([surroundings](Time t) { return surroundings->sunlit_fraction(t); });
  if (setup.power.has_closed_form() && !setup.thermal) {
    return std::make_unique<PowerBus>(setup.identity.name, setup.power, std::move(illumination),
                                      [surroundings](Time t) { return surroundings->sun_flux(t); });
  }
  require(setup.heavens != nullptr, "panels need the heavens");
  return std::make_unique<AdaptiveBus>(setup.identity.name, setup.power, setup.thermal,
                                       std::move(illumination), setup.heavens, attitude);
}

std::shared_ptr<AttitudeControl> make_attitude(const SatelliteSetup& setup) {
  if (!setup.attitude) {
    return nullptr;
  }
  require(setup.heavens != nullptr, "an attitude needs the heavens");
  return std::make_shared<AttitudeControl>(setup.identity.name, *setup.attitude, setup.heavens);
}

std::optional<Momentum> make_momentum(const SatelliteSetup& setup) {
  if (!setup.attitude || !setup.attitude->momentum) {
    return std::nullopt;
  }
  return Momentum(setup.identity.name, *setup.attitude->momentum);
}

} // namespace

SatelliteProcess::SatelliteProcess(SatelliteSetup setup)
    : setup_(std::move(setup)), attitude_(make_attitude(setup_)),
      power_(make_power(setup_, attitude_)), momentum_(make_momentum(setup_)),
      storage_(make_storage(setup_)), imaging_(make_imaging(setup_)),
      downlink_(make_downlink(setup_)), report_link_(make_report_link(setup_)),
      alarms_(kParts + setup_.subsystems.size()) {
  for (const CrosslinkSetup& crosslink : setup_.crosslinks) {
    crosslinks_.push_back(make_terminal(setup_.identity.name, crosslink, setup_.surroundings));
  }
  list_radios();
}

void SatelliteProcess::declare_tables(RowSink& rows) {
  rows.declare<PowerRow>();
  rows.declare<StorageRow>();
  rows.declare<ImageRow>();
  rows.declare<ContentRow>();
  rows.declare<TaskRow>();
  rows.declare<LinkRow>();
  rows.declare<protocol::GapRow>();
  rows.declare<protocol::ProductRow>();
  rows.declare<protocol::LossRow>();
  rows.declare<UploadRow>();
  rows.declare<protocol::HopRow>();
  rows.declare<MetricRow>();
  rows.declare<AttitudeRow>();
  rows.declare<MomentumRow>();
  rows.declare<OrbitPowerRow>();
  rows.declare<TemperatureRow>();
}

void SatelliteProcess::start(des::Context& context) {
  // After the first outlook, so that it knows whether it begins in the shadow.
  context.schedule(context.now(), kBegin);
}

void SatelliteProcess::begin(Time now, RowSink& rows) {
  power_->start(rows);
  for (const auto& subsystem : setup_.subsystems) {
    subsystem->start(view(now, rows));
  }
  if (storage_) {
    rows.emit(StorageRow{setup_.identity.name, now, storage_rows_++, 0, "start"});
  }
}

void SatelliteProcess::handle(const des::Event& event, des::Context& context) {
  const Time now = context.now();
  RowSink& rows = context.rows();
  switch (event.key.kind) {
  case protocol::kind_of(protocol::Message::outlook):
    on_outlook(event);
    set_alarms(context); // nothing else is due: how windows are told apart changes no result
    return;
  case protocol::kind_of(protocol::Message::plan):
    book_lost_pass(now);
    on_plan(event, now, rows);
    break;
  case protocol::kind_of(protocol::Message::segment):
    on_segment(event, now, rows);
    break;
  case protocol::kind_of(protocol::Message::relay_offer): {
    auto offer = unpack<protocol::RelayOffer>(event.payload);
    terminal_to(offer.satellite).offered = std::move(offer.openings);
    break;
  }
  case kBegin:
    begin(now, rows);
    break;
  default:
    if (!on_alarm(event, now, rows)) {
      return;
    }
  }
  point(now, rows);
  for (const auto& subsystem : setup_.subsystems) {
    subsystem->refresh(view(now, rows));
  }
  weaken_power(now, rows);
  heed_units(now, rows);
  drive_radios(context);
  set_loads(now, rows);
  set_alarms(context);
}

bool SatelliteProcess::on_alarm(const des::Event& event, Time now, RowSink& rows) {
  const std::uint32_t kind = event.key.kind;
  require(kind >= kFirstPart && kind - kFirstPart < alarms_.size(),
          "a satellite received a message that it does not know");
  Alarm& alarm = alarms_[kind - kFirstPart];
  if (event.key.number != alarm.event || now != alarm.time) {
    return false;
  }
  alarm.time = kNever;
  book_lost_pass(now); // before what ends the failure
  if (kind - kFirstPart >= kParts) {
    Subsystem& subsystem = *setup_.subsystems[kind - kFirstPart - kParts];
    subsystem.handle(view(now, rows));
    take_products(subsystem, now, rows);
    return true;
  }
  switch (static_cast<Part>(kind - kFirstPart)) {
  case Part::power:
    on_power(now, rows);
    break;
  case Part::processor:
    on_processor(now, rows);
    break;
  case Part::imager:
    on_imager(now, rows);
    break;
  case Part::momentum:
    momentum_->handle(now, *attitude_, rows);
    break;
  case Part::attitude:
  case Part::radio:
  case Part::report_radio:
  case Part::crosslinks:
    break;
  case Part::storage:
    storage_->expire(now);
    note_drops(now, rows);
    note_storage("expired", now, rows);
    break;
  }
  return true;
}

void SatelliteProcess::on_power(Time now, RowSink& rows) {
  if (power_->handle(now, units_, rows) == PowerBus::Transition::safe_mode) {
    enter_safe_mode(now, rows);
  } // at the recovery heed_units lets the computer go on
}

void SatelliteProcess::enter_safe_mode(Time now, RowSink& rows) {
  if (imaging_) {
    imaging_->interrupt(now, *storage_, rows);
    note_storage("interrupted", now, rows);
  }
}

BusView SatelliteProcess::view(Time now, RowSink& rows) {
  return {now, rows, units_, *power_, attitude_.get(), *setup_.surroundings};
}

void SatelliteProcess::weaken_power(Time now, RowSink& rows) {
  PowerParts left;
  for (const auto& subsystem : setup_.subsystems) {
    const PowerParts parts = subsystem->power_parts();
    left = {std::min(left.array, parts.array), std::min(left.store, parts.store)};
  }
  power_->set_parts(left, now, rows);
}

void SatelliteProcess::point(Time now, RowSink& rows) {
  if (!attitude_) {
    return;
  }
  std::vector<PointingWish> wishes;
  const auto add = [&wishes](const std::optional<PointingWish>& wish) {
    if (wish) {
      wishes.push_back(*wish);
    }
  };
  if (power_->mode() == PowerMode::safe) {
    add(PointingWish{Activity::safe_mode, {}, kStart, kNever});
  }
  if (imaging_) {
    add(imaging_->wish());
  }
  if (downlink_) {
    add(downlink_->wish());
  }
  for (const auto& subsystem : setup_.subsystems) {
    add(subsystem->wish());
  }
  const std::int64_t turns = attitude_->turns();
  attitude_->update(now, std::move(wishes), rows);
  if (attitude_->turns() != turns) {
    power_->turn(now);
  }
  if (momentum_ && (attitude_->turns() != turns || momentum_->next_event() == kNever)) {
    momentum_->restart(now, *attitude_);
  }
}

void SatelliteProcess::take_strike(const Strike& strike, Time now, RowSink& rows) {
  const auto spoil = [&](const protocol::Product& product, std::string_view unit) {
    rows.emit(protocol::loss_of(product, now, unit, "upset", "onboard"));
  };
  if (strike.storage && storage_) {
    // The bit lies in what is held, in the order of numbers, or in free memory.
    double position = strike.where * static_cast<double>(storage_->capacity_bits());
    for (const auto& [key, stored] : storage_->products()) {
      position -= static_cast<double>(stored.held_bits);
      if (position < 0.0) {
        spoil(stored.product, "storage");
        return;
      }
    }
  }
  if (strike.unit != UnitKind::computer || !setup_.processor) {
    return;
  }
  if (strike.restarts) {
    setup_.processor->reset(now);
    return;
  }
  const auto running = setup_.processor->running();
  if (!running.empty() && computer_works_) {
    const auto which = static_cast<std::size_t>(strike.where * static_cast<double>(running.size()));
    const auto& product = storage_->products().at(running[which]).product;
    units_.lose(UnitKind::computer, product.raw_bits);
    spoil(product, "computer");
  }
}

void SatelliteProcess::heed_units(Time now, RowSink& rows) {
  for (const Strike& strike : units_.take_strikes()) {
    take_strike(strike, now, rows);
  }
  if (imaging_ && imaging_->imaging() && !units_.works(UnitKind::imager)) {
    units_.lose(UnitKind::imager, imaging_->interrupt(now, *storage_, rows));
    note_storage("interrupted", now, rows);
  }
  const bool computer_works =
      power_->mode() == PowerMode::nominal && units_.works(UnitKind::computer);
  if (setup_.processor && computer_works != computer_works_) {
    computer_works ? setup_.processor->resume(now) : setup_.processor->suspend(now);
  }
  computer_works_ = computer_works;
  if (setup_.processor) {
    setup_.processor->set_pace(units_.pace(UnitKind::computer), now);
  }
}

Readiness SatelliteProcess::readiness() const {
  return {power_->mode() == PowerMode::safe, power_->state_of_charge(),
          power_->charge_for_imaging(), units_.works(UnitKind::imager), attitude_.get()};
}

void SatelliteProcess::on_imager(Time now, RowSink& rows) {
  power_->advance(now);
  for (protocol::Product& product : imaging_->handle(now, readiness(), *storage_, rows)) {
    accept(std::move(product), now);
  }
  note_drops(now, rows);
  for (std::int64_t n = imaging_->take_unserved(); n > 0; --n) {
    units_.lose(UnitKind::imager, 0);
  }
  note_storage("imaging", now, rows);
}

void SatelliteProcess::note_storage(std::string_view cause, Time now, RowSink& rows) {
  if (storage_ && storage_->held_bits() != noted_bits_) {
    noted_bits_ = storage_->held_bits();
    rows.emit(StorageRow{setup_.identity.name, now, storage_rows_++, noted_bits_, cause});
  }
}

double SatelliteProcess::bus_w() const {
  const LoadConfig& loads = setup_.power.loads;
  if (!attitude_) {
    return loads.bus_w;
  }
  switch (attitude_->activity()) {
  case Activity::burn:
    return loads.bus_w + loads.burn_w;
  case Activity::imaging:
    return loads.bus_w + loads.imaging_w;
  case Activity::downlink:
    return loads.bus_w + loads.downlink_w;
  case Activity::safe_mode:
  case Activity::charging:
    break;
  }
  return loads.bus_w;
}

void SatelliteProcess::set_loads(Time now, RowSink& rows) {
  std::array<double, kUnits> wanted_w{};
  const auto want = [&](UnitKind unit, double power_w) {
    wanted_w[static_cast<std::size_t>(unit)] += units_.works(unit) ? power_w : 0.0;
  };
  want(UnitKind::payload, setup_.power.loads.payload_w);
  if (imaging_) {
    want(UnitKind::imager, imaging_->load_w());
  }
  for (const Downlink* const radio : radios_) {
    want(UnitKind::radio, radio->load_w());
  }
  if (setup_.processor) {
    want(UnitKind::computer, setup_.processor->load_w());
  }
  if (attitude_) {
    want(UnitKind::attitude, attitude_->load_w(now) + (momentum_ ? momentum_->load_w() : 0.0));
  }
  for (const auto& subsystem : setup_.subsystems) {
    want(subsystem->unit(), subsystem->load_w());
  }
  want(UnitKind::bus, bus_w());
  for (const UnitKind unit : kLoadOrder) {
    power_->set_load(unit, wanted_w[static_cast<std::size_t>(unit)], now, rows);
  }
}

void SatelliteProcess::set_alarms(des::Context& context) {
  const auto set_number = [&](std::size_t number, Time time) {
    Alarm& alarm = alarms_[number];
    if (alarm.time != time) {
      alarm.time = time;
      const auto kind = kFirstPart + static_cast<std::uint32_t>(number);
      alarm.event = time == kNever ? 0 : context.schedule(time, kind);
    }
  };
  const auto set = [&](Part part, Time time) { set_number(static_cast<std::size_t>(part), time); };
  set(Part::power, power_->next_event());
  if (setup_.processor) {
    set(Part::processor, setup_.processor->next_event());
  }
  if (imaging_) {
    set(Part::imager, imaging_->next_event());
  }
  if (downlink_) {
    set(Part::radio, downlink_->next_event());
  }
  if (report_link_) {
    set(Part::report_radio, report_link_->next_event());
  }
  Time crosslinks = kNever;
  for (const CrosslinkTerminal& terminal : crosslinks_) {
    crosslinks = std::min(crosslinks, terminal.link.next_event());
  }
  set(Part::crosslinks, crosslinks);
  if (attitude_) {
    set(Part::attitude, attitude_->next_event());
  }
  if (momentum_) {
    set(Part::momentum, momentum_->next_event());
  }
  if (storage_) {
    set(Part::storage, storage_->next_event());
  }
  for (std::size_t i = 0; i < setup_.subsystems.size(); ++i) {
    set_number(kParts + i, setup_.subsystems[i]->next_event());
  }
}

void SatelliteProcess::finish(des::Context& context) {
  const Time now = context.now();
  RowSink& rows = context.rows();
  book_lost_pass(now);
  power_->finish(now, rows);
  if (imaging_) {
    imaging_->finish(now, *storage_, rows);
  }
  for (Downlink* const radio : radios_) {
    radio->finish(now, rows);
  }
  if (setup_.processor) {
    setup_.processor->finish(now, rows);
  }
  if (attitude_) {
    attitude_->finish(now, rows);
  }
  if (momentum_) {
    momentum_->finish(now, rows);
  }
  for (const auto& subsystem : setup_.subsystems) {
    subsystem->finish(view(now, rows));
    take_products(*subsystem, now, rows);
  }
  rows.emit(MetricRow{"satellites", setup_.identity.name, "plans_received",
                      static_cast<double>(plans_), "1"});
  if (imaging_ || !crosslinks_.empty()) {
    finish_bits(rows);
  }
}

} // namespace urker::spacecraft
