// What a satellite is told, what it sends, and over which of its transmitters.

#include "base/error.hpp"
#include "protocol/hop_row.hpp"
#include "protocol/loss_row.hpp"
#include "protocol/product_row.hpp"
#include "spacecraft/report_paths.hpp"
#include "spacecraft/satellite_process.hpp"

#include <algorithm>

namespace urker::spacecraft {

void SatelliteProcess::list_radios() {
  for (auto* radio : {&downlink_, &report_link_}) {
    if (*radio) {
      radios_.push_back(&**radio);
    }
  }
  for (CrosslinkTerminal& terminal : crosslinks_) {
    radios_.push_back(&terminal.link);
  }
  for (const Downlink* const radio : radios_) {
    for (const StationLink& station : radio->stations()) {
      receivers_.push_back(station.process);
    }
  }
  std::sort(receivers_.begin(), receivers_.end());
  receivers_.erase(std::unique(receivers_.begin(), receivers_.end()), receivers_.end());
}

void SatelliteProcess::on_outlook(const des::Event& event) {
  const auto outlook = unpack<access::ContactPlan>(event.payload);
  for (const auto& eclipse : outlook.eclipses) {
    require(eclipse.satellite == setup_.identity.index,
            "a satellite learns of another one's eclipse");
  }
  power_->learn(outlook.eclipses);
  expect_links(outlook);
}

void SatelliteProcess::on_plan(const des::Event& event, Time now, RowSink& rows) {
  const auto plan = unpack<protocol::SatellitePlan>(event.payload);
  require(plan.satellite == setup_.identity.index, "a satellite received another one's plan");
  ++plans_;
  take_models(plan, now, rows);
  if (imaging_) {
    imaging_->receive(plan, now, rows);
  }
  if (downlink_) {
    downlink_->receive(plan, now);
  }
  renew_offers();
}

void SatelliteProcess::expect_links(const access::ContactPlan& outlook) {
  std::vector<protocol::Pass> passes;
  for (const auto& contact : outlook.contacts) {
    passes.push_back({contact.satellite, contact.station, contact.window.begin, contact.window.end,
                      protocol::LinkMedium::report_radio});
  }
  if (report_link_) {
    report_link_->expect(passes);
  }
  for (const auto& contact : outlook.crosslinks) {
    const std::uint32_t self = setup_.identity.index;
    const std::uint32_t partner = contact.first == self ? contact.second : contact.first;
    terminal_to(partner).link.expect(
        {{self, partner, contact.window.begin, contact.window.end, protocol::LinkMedium::crosslink,
          contact.window.begin_clipped}});
  }
  renew_offers();
}

void SatelliteProcess::renew_offers() {
  for (CrosslinkTerminal& terminal : crosslinks_) {
    terminal.offer_due = terminal.tells;
  }
}

CrosslinkTerminal& SatelliteProcess::terminal_to(std::uint32_t partner) {
  const auto found = std::find_if(
      crosslinks_.begin(), crosslinks_.end(),
      [partner](const CrosslinkTerminal& terminal) { return terminal.partner == partner; });
  require(found != crosslinks_.end(), "a satellite has no crosslink to that one");
  return *found;
}

const StoredProduct* SatelliteProcess::next_for(const Downlink& radio, Time now) {
  if (radios_.size() == 1) {
    return storage_->first_ready();
  }
  const std::size_t to_ground = radios_.size() - crosslinks_.size();
  std::vector<ReportPath> paths;
  for (std::size_t i = 0; i < radios_.size(); ++i) {
    paths.push_back({radios_[i]->openings(now, now + kReportOutlook),
                     std::max(now, radios_[i]->busy_until()), radios_[i]->sending()});
    if (i >= to_ground) {
      paths.back().onward = crosslinks_[i - to_ground].offered;
    }
  }
  const auto next = deal_out(*storage_, std::move(paths));
  const auto place = std::find(radios_.begin(), radios_.end(), &radio) - radios_.begin();
  return next[static_cast<std::size_t>(place)];
}

void SatelliteProcess::drive_radios(des::Context& context) {
  if (radios_.empty()) {
    return;
  }
  const Time now = context.now();
  for (Downlink* const radio : radios_) {
    radio->advance(now, *storage_, context.rows());
  }
  note_storage("sent", now, context.rows());
  const bool fails = units_.hindrance(UnitKind::radio) == Hindrance::fault;
  if (downlink_ && downlink_->set_failing(fails, now)) {
    units_.lose(UnitKind::radio, 0);
  }
  if (power_->mode() != PowerMode::nominal || !units_.works(UnitKind::radio)) {
    return;
  }
  tell_partners(context);
  for (Downlink* const radio : radios_) {
    // Only the antenna of the data transmitter needs the satellite to turn.
    const bool turns = attitude_ && downlink_ && radio == &*downlink_;
    const auto wish = turns ? radio->wish() : std::nullopt;
    if (!radio->can_begin(now) || (wish && !attitude_->holds(*wish, now))) {
      continue;
    }
    const StoredProduct* const product = next_for(*radio, now);
    if (product != nullptr) {
      begin_transfer(*radio, *product, turns ? attitude_->held_until() : kNever, context);
    }
  }
}

void SatelliteProcess::begin_transfer(Downlink& radio, const StoredProduct& product, Time until,
                                      des::Context& context) {
  auto transfer = radio.begin(context.now(), product, *storage_, until);
  if (!transfer) {
    return;
  }
  protocol::Segment& segment = transfer->segment;
  if (segment.product.satellite != setup_.identity.index) {
    segment.relayed_by = setup_.identity.index;
  }
  const bool is_last = segment.first_bit + segment.bits == segment.product.bits;
  if (is_last && segment.product.kind == protocol::ProductKind::report) {
    const bool crosses = segment.medium == protocol::LinkMedium::crosslink;
    context.rows().emit(protocol::HopRow{segment.product.satellite_name, segment.product.number,
                                         crosses ? transfer->begin : segment.product.downlink_begin,
                                         setup_.identity.name, radio.name_of(segment.station),
                                         segment.medium, transfer->arrival});
  }
  context.send(transfer->station, transfer->begin, transfer->arrival,
               protocol::kind_of(protocol::Message::segment), urker::pack(segment));
  // While all transmitters are busy, nothing leaves over any channel.
  Time free = kNever;
  for (const Downlink* const each : radios_) {
    free = std::min(free, each->busy_until());
  }
  if (free > context.now()) {
    for (const des::ProcessId receiver : receivers_) {
      context.promise(receiver, free);
    }
  }
}

void SatelliteProcess::tell_partners(des::Context& context) {
  const Time now = context.now();
  for (CrosslinkTerminal& terminal : crosslinks_) {
    if (!terminal.offer_due || !terminal.link.can_begin(now)) {
      continue;
    }
    protocol::RelayOffer offer{setup_.identity.index, {}};
    for (auto* const radio : {&downlink_, &report_link_}) {
      if (*radio) {
        const auto openings = (*radio)->openings(now, now + kReportOutlook);
        offer.openings.insert(offer.openings.end(), openings.begin(), openings.end());
      }
    }
    std::stable_sort(offer.openings.begin(), offer.openings.end(),
                     [](const auto& a, const auto& b) { return a.begin < b.begin; });
    Bytes payload = urker::pack(offer);
    const auto transfer =
        terminal.link.begin_message(now, 8 * static_cast<std::int64_t>(payload.size()));
    if (transfer) {
      terminal.offer_due = false;
      context.send(transfer->station, transfer->begin, transfer->arrival,
                   protocol::kind_of(protocol::Message::relay_offer), std::move(payload));
    }
  }
}

void SatelliteProcess::on_segment(const des::Event& event, Time now, RowSink& rows) {
  protocol::Product product = unpack<protocol::Segment>(event.payload).product;
  product.relay = setup_.identity.name;
  relayed_bits_ += product.bits;
  keep(product, now, rows);
}

void SatelliteProcess::undelivered(const des::Event& event, des::Context& context) {
  if (event.key.kind == protocol::kind_of(protocol::Message::segment)) {
    const auto product = unpack<protocol::Segment>(event.payload).product;
    context.rows().emit(
        protocol::ProductRow{product, protocol::ProductStatus::in_transit, product.bits});
  }
}

} // namespace urker::spacecraft
