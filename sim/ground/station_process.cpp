#include "ground/station_process.hpp"

#include "access/contact_plan.hpp"
#include "base/error.hpp"
#include "base/metric.hpp"
#include "des/channel.hpp"
#include "link/tracking/gap.hpp"
#include "protocol/gap_row.hpp"
#include "protocol/product_row.hpp"

#include <algorithm>

namespace urker::ground {

namespace {

using protocol::kind_of;
using protocol::Message;

enum Kind : std::uint32_t { kDecision = 100, kBookingCloses, kUplink, kPassEnd };

/// What left a satellite by the end of its pass has come down by then, out to beyond the Moon.
constexpr std::int64_t kBitsOfCount = 64; ///< of no models: nothing that goes up
constexpr Duration kLongestLightTime = std::chrono::seconds(2);

std::map<des::ProcessId, orbit::Geodetic> partners_of(const StationSetup& setup) {
  std::map<des::ProcessId, orbit::Geodetic> partners;
  for (const auto& planner : setup.planners) {
    partners.emplace(planner.process, planner.place);
  }
  for (const auto& [index, satellite] : setup.satellites) {
    for (const auto& centre : satellite.centres()) {
      partners.emplace(centre.process, centre.place);
    }
  }
  return partners;
}

/// What goes up: the plan, and the models behind it in place of their names.
std::int64_t uplink_bits(const protocol::SatellitePlan& plan) {
  protocol::SatellitePlan alone = plan;
  alone.models.clear();
  std::int64_t bits = network::message_bits(urker::pack(alone)) - kBitsOfCount;
  for (const auto& model : plan.models) {
    bits += model.bits;
  }
  return bits;
}

TurnRound turn_round_of(const StationSetup& setup) {
  const Duration setup_time = ceil_seconds(setup.config.antennas.setup_time_s);
  const auto& mount = setup.config.antennas.reception.mount;
  if (!mount) {
    return TurnRound(setup_time);
  }
  std::map<std::uint32_t, LookFunction> looks;
  for (const auto& [index, satellite] : setup.satellites) {
    looks.emplace(index, satellite.look);
  }
  return {setup_time, *mount, std::move(looks)};
}

AntennaCalendar telescopes_of(const StationConfig& config) {
  const auto& optical = config.optical_terminal;
  // Without telescopes there is no claim on the one that stands for them.
  return {optical ? optical->count : 1,
          TurnRound(optical ? ceil_seconds(optical->setup_time_s) : Duration(0))};
}

} // namespace

StationProcess::StationProcess(StationSetup setup)
    : setup_(std::move(setup)), lock_time_(ceil_seconds(setup_.config.lock_time_s)),
      booking_notice_(ceil_seconds(setup_.config.booking_notice_s)),
      decision_delay_(ceil_seconds(setup_.config.decision_delay_s)),
      fibre_(setup_.fibre, setup_.config.site.place()),
      calendar_(setup_.config.antennas.count, turn_round_of(setup_)),
      telescopes_(telescopes_of(setup_.config)) {
  for (const auto& [process, place] : partners_of(setup_)) {
    fibre_.connect(process, place);
  }
  for (const auto& [index, satellite] : setup_.satellites) {
    watches_[index];
    for (const auto& centre : satellite.centres()) {
      centres_[index].insert(centre.process);
    }
  }
}

void StationProcess::start(des::Context& context) {
  renew_promises(context);
}

void StationProcess::handle(const des::Event& event, des::Context& context) {
  switch (event.key.kind) {
  case kind_of(Message::outlook):
    on_outlook(event, context);
    break;
  case kind_of(Message::booking_request):
    on_booking_request(event, context);
    break;
  case kind_of(Message::plan_for_uplink):
    on_plan(event, context);
    break;
  case kind_of(Message::planning_over):
    on_planning_over(event, context);
    break;
  case kind_of(Message::segment):
    on_segment(event, context);
    break;
  case kDecision:
    on_decision(context);
    break;
  case kBookingCloses:
    on_booking_closes(unpack<PassKey>(event.payload), context);
    break;
  case kUplink:
    on_uplink(unpack<PassKey>(event.payload), context);
    break;
  case kPassEnd:
    on_pass_end(unpack<PassKey>(event.payload));
    break;
  default:
    require(false, "a station got an event that it does not know");
  }
  renew_promises(context);
}

void StationProcess::on_outlook(const des::Event& event, des::Context& context) {
  const auto outlook = unpack<access::ContactPlan>(event.payload);
  for (const auto& contact : outlook.contacts) {
    const auto watch = watches_.find(contact.satellite);
    if (contact.station == setup_.index && watch != watches_.end()) {
      watch->second.passes.add(contact.window.begin, contact.window.end);
      known_until_ =
          std::max(known_until_, contact.window.begin); // what is told later begins later
    }
  }
  known_until_ = std::max(known_until_, des::saturated_sum(context.now(), setup_.outlook_reach));
  if (known_until_ >= setup_.end) {
    known_until_ = kNever;
  }
  report_passes(context.now(), context.rows());
  for (auto& [index, watch] : watches_) {
    await_closing(index, context);
    changed_.insert(index);
  }
}

void StationProcess::on_booking_request(const des::Event& event, des::Context& context) {
  if (batch_.requests.empty()) {
    batch_.decision = context.now() + decision_delay_;
    context.schedule(batch_.decision, kDecision);
  }
  batch_.requests.push_back(unpack<protocol::BookingRequest>(event.payload));
}

void StationProcess::on_decision(des::Context& context) {
  const Batch batch = std::exchange(batch_, {});
  std::vector<protocol::BookingReply> replies(batch.requests.size());
  const auto answer = [&](const Decision& decision) {
    record(decision, context.now());
    auto& reply = replies[decision.claim.request];
    protocol::Pass pass = decision.claim.pass;
    if (decision.outcome == BookingOutcome::granted) {
      pass.aos = decision.ready; // what comes before is no use to anybody
      reply.granted.push_back(pass);
    } else {
      reply.refused.push_back(pass);
    }
  };
  std::vector<Claim> admitted, optical;
  for (std::size_t i = 0; i < batch.requests.size(); ++i) {
    for (const auto& pass : batch.requests[i].passes) {
      Decision decision = judge(batch.requests[i].organisation, pass, context.now());
      decision.claim.request = i;
      if (decision.outcome == BookingOutcome::granted) {
        (pass.medium == protocol::LinkMedium::optical ? optical : admitted)
            .push_back(decision.claim);
      } else {
        answer(decision);
      }
    }
  }
  for (const auto& decision : calendar_.decide(std::move(admitted))) {
    answer(decision);
  }
  for (const auto& decision : telescopes_.decide(std::move(optical))) {
    answer(decision);
  }
  for (std::size_t i = 0; i < replies.size(); ++i) {
    send_by_fibre(batch.requests[i].planner, Message::booking_reply, urker::pack(replies[i]),
                  context);
  }
}

/// Whether a claim may go to the calendar, with the pass as the station expects it.
Decision StationProcess::judge(const std::string& organisation, const protocol::Pass& pass,
                               Time now) const {
  Decision decision;
  decision.claim.organisation = organisation;
  decision.claim.pass = pass;
  decision.claim.owner = organisation == setup_.config.owner;
  const auto los = expected_los(pass, now);
  const bool can_receive =
      pass.medium == protocol::LinkMedium::radio || setup_.config.optical_terminal;
  if (!los || !can_receive) {
    decision.outcome = BookingOutcome::refused_no_pass;
    return decision;
  }
  decision.claim.pass.los = *los;
  if (!decision.claim.owner) {
    const auto priority = setup_.guest_priority(organisation, pass.aos);
    if (!priority) {
      decision.outcome = BookingOutcome::refused_no_access;
      return decision;
    }
    decision.claim.priority = *priority;
  }
  if (pass.aos - booking_notice_ <= now) {
    decision.outcome = BookingOutcome::refused_late;
  }
  return decision;
}

std::optional<Time> StationProcess::expected_los(const protocol::Pass& pass, Time now) const {
  const auto watch = watches_.find(pass.satellite);
  if (watch == watches_.end() || pass.station != setup_.index) {
    return std::nullopt;
  }
  const auto los = watch->second.passes.los(pass.aos);
  return los && *los > now ? los : std::nullopt;
}

void StationProcess::record(const Decision& decision, Time now) {
  const auto& pass = decision.claim.pass;
  if (pass.los <= now) {
    return; // it may have been reported
  }
  const auto satellite = setup_.satellites.find(pass.satellite);
  PassRow& row = passes_[{pass.satellite, pass.aos}];
  if (row.outcome == BookingOutcome::granted) {
    return; // asked for again: the first grant stands
  }
  row.station = setup_.name;
  row.satellite = satellite == setup_.satellites.end() ? std::to_string(pass.satellite)
                                                       : satellite->second.name;
  row.aos = pass.aos;
  row.los = pass.los;
  row.ready = decision.ready;
  row.medium = pass.medium;
  row.organisation = decision.claim.organisation;
  row.outcome = decision.outcome;
  row.antenna = decision.antenna;
  row.displaced_by = decision.displaced_by;
  row.decided = now;
}

void StationProcess::on_plan(const des::Event& event, des::Context& context) {
  auto message = unpack<protocol::PlanForUplink>(event.payload);
  if (message.pass.aos + lock_time_ < context.now()) {
    ++totals_.plans_not_sent; // whether the pass was granted may be forgotten by now
    return;
  }
  const auto aos = calendar_of(message.pass).aos_of(message.pass);
  require(aos.has_value(), "a plan for a pass that was not granted");
  plans_[{message.pass.satellite, *aos}] = std::move(message.plan);
  changed_.insert(message.pass.satellite);
}

void StationProcess::on_planning_over(const des::Event& event, des::Context& context) {
  const auto message = unpack<protocol::PlanningOver>(event.payload);
  for (const auto index : message.satellites) {
    if (const auto watch = watches_.find(index); watch != watches_.end()) {
      watch->second.no_plan_before = message.next;
      changed_.insert(index);
      send_settled_plans(index, context);
    }
  }
}

/// What is certain to go up is posted at once, for its time, so that nobody has to wait for it: the
/// pass stays as it was granted, and no other plan can come before.
void StationProcess::send_settled_plans(std::uint32_t satellite, des::Context& context) {
  const Watch& watch = watches_.at(satellite);
  std::vector<std::pair<PassKey, Time>> settled;
  for (auto plan = plans_.lower_bound({satellite, kStart});
       plan != plans_.end() && plan->first.first == satellite; ++plan) {
    const Time aos = plan->first.second;
    const auto los = watch.passes.los(aos);
    const auto ready = los ? this->ready({satellite, setup_.index, aos, *los}) : std::nullopt;
    const Time uplink = ready ? *ready + lock_time_ : kNever;
    if (context.now() < uplink && uplink < std::min(watch.no_plan_before, setup_.end)) {
      settled.emplace_back(plan->first, uplink);
    }
  }
  for (const auto& [key, uplink] : settled) {
    send_plan(key, uplink, context);
  }
}

void StationProcess::on_uplink(const PassKey& key, des::Context& context) {
  watches_.at(key.first).passes.end_uplink(key.second);
  changed_.insert(key.first);
  if (plans_.contains(key)) {
    send_plan(key, context.now(), context);
  }
}

/// That which waits for a pass, at an instant of it.
void StationProcess::send_plan(const PassKey& key, Time departure, des::Context& context) {
  const auto waiting = plans_.find(key);
  const auto& satellite = setup_.satellites.at(key.first);
  const Time los = *watches_.at(key.first).passes.los(key.second);
  protocol::SatellitePlan plan = std::move(waiting->second);
  plans_.erase(waiting);
  const auto end_of = [&](std::int64_t bits) {
    return des::saturated_sum(
        departure, ceil_seconds(static_cast<double>(bits) / satellite.uplink_rate_bit_s));
  };
  std::int64_t bits = uplink_bits(plan);
  if (end_of(bits) > los && !plan.models.empty()) {
    totals_.models_not_sent += static_cast<std::int64_t>(plan.models.size());
    plan.models.clear();
    bits = uplink_bits(plan);
  }
  const Time last_bit = end_of(bits);
  if (last_bit > los) {
    ++totals_.plans_not_sent;
    return;
  }
  totals_.models_sent += static_cast<std::int64_t>(plan.models.size());
  Bytes payload = urker::pack(plan);
  ++totals_.plans_sent;
  PassRow& row = passes_.at(key);
  row.plan_sent = departure;
  row.plan_bits = bits;
  context.send(satellite.process, departure, light_arrival(satellite.range_m, last_bit),
               kind_of(Message::plan), std::move(payload));
}

void StationProcess::on_segment(const des::Event& event, des::Context& context) {
  auto segment = unpack<protocol::Segment>(event.payload);
  const std::uint32_t sender = segment.relayed_by.value_or(segment.product.satellite);
  const StationSatellite& satellite = setup_.satellites.at(sender);
  if (segment.medium == protocol::LinkMedium::report_radio) {
    totals_.bits_unbooked += segment.bits;
  } else {
    auto pass = passes_.upper_bound({sender, context.now()});
    require(pass != passes_.begin() && (--pass)->first.first == sender, "a segment outside a pass");
    pass->second.bits_received += segment.bits;
  }
  segment.station = setup_.index;
  if (segment.first_bit + segment.bits == segment.product.bits) {
    segment.product.downlink_end = context.now();
  }
  const auto process = satellite.centre_for(segment.product.satellite).process;
  const auto transfer = fibre_.send(process, context.now(), segment.bits);
  context.send(process, transfer.departure, transfer.arrival, kind_of(Message::segment),
               urker::pack(segment));
}

void StationProcess::on_booking_closes(const PassKey& key, des::Context& context) {
  const auto& [index, aos] = key;
  Watch& watch = watches_.at(index);
  watch.awaits_closing = false;
  watch.passes.close(aos);
  const Time los = *watch.passes.los(aos);
  const auto ready = this->ready({index, setup_.index, aos, los});
  if (ready && *ready + lock_time_ < los) {
    context.schedule(*ready + lock_time_, kUplink, urker::pack(key));
  } else {
    watch.passes.end_uplink(aos);
  }
  if (ready || setup_.satellites.at(index).unbooked) {
    context.schedule(los + kLongestLightTime, kPassEnd, urker::pack(key));
  } else {
    watch.passes.end_receipt(aos);
  }
  changed_.insert(index);
  await_closing(index, context);
}

void StationProcess::on_pass_end(const PassKey& key) {
  watches_.at(key.first).passes.end_receipt(key.second);
  changed_.insert(key.first);
}

void StationProcess::await_closing(std::uint32_t satellite, des::Context& context) {
  Watch& watch = watches_.at(satellite);
  const auto next = watch.passes.next_to_close();
  if (next && !watch.awaits_closing) {
    watch.awaits_closing = true;
    context.schedule(std::max(*next - booking_notice_, context.now()), kBookingCloses,
                     urker::pack(PassKey{satellite, *next}));
  }
}

void StationProcess::report_passes(Time ended_before, RowSink& rows) {
  std::erase_if(passes_, [&](const auto& entry) {
    const PassRow& row = entry.second;
    if (des::saturated_sum(row.los, kLongestLightTime) >= ended_before) {
      return false;
    }
    rows.emit(row);
    const bool is_granted = row.outcome == BookingOutcome::granted;
    if (is_granted && row.ready > row.aos) {
      rows.emit(protocol::GapRow{row.satellite, row.station, row.aos,
                                 link::gap_cause_name(link::GapCause::slewing), row.medium,
                                 row.ready});
    }
    (is_granted ? totals_.granted : totals_.refused) += 1;
    totals_.booked += is_granted ? row.los - row.aos : Duration::zero();
    totals_.bits_received += row.bits_received;
    return true;
  });
  for (auto& [index, watch] : watches_) {
    watch.passes.forget(ended_before);
  }
  calendar_.forget(ended_before);
  telescopes_.forget(ended_before);
}

/// That of a plan that waits, or that is still to come.
Time StationProcess::next_uplink(std::uint32_t satellite) const {
  const Watch& watch = watches_.at(satellite);
  const Time to_come =
      std::max(watch.passes.next_uplink(watch.no_plan_before).value_or(known_until_),
               watch.no_plan_before - lock_time_);
  const auto waiting = plans_.lower_bound({satellite, kStart});
  const bool waits = waiting != plans_.end() && waiting->first.first == satellite;
  return waits ? std::min(to_come, waiting->first.second) : to_come;
}

void StationProcess::renew_promises(des::Context& context) {
  std::set<des::ProcessId> centres;
  for (const auto index : changed_) {
    const auto& satellite = setup_.satellites.at(index);
    context.promise(satellite.process, des::saturated_sum(next_uplink(index), lock_time_));
    const auto& its = centres_.at(index);
    centres.insert(its.begin(), its.end());
  }
  changed_.clear();
  for (const auto centre : centres) {
    promise_receipts(centre, context);
  }
  // A request may come at any instant, and its batch takes its time.
  const Time answer = batch_.requests.empty() ? context.now() + decision_delay_ : batch_.decision;
  for (const auto& planner : setup_.planners) {
    context.promise(planner.process, answer);
  }
}

/// Nothing goes to a centre before the next receipt from any of its satellites.
void StationProcess::promise_receipts(des::ProcessId centre, des::Context& context) const {
  Time first = kNever;
  for (const auto& [index, satellite] : setup_.satellites) {
    if (centres_.at(index).contains(centre)) {
      first = std::min(first, watches_.at(index).passes.next_receipt().value_or(known_until_));
    }
  }
  context.promise(centre, first);
}

void StationProcess::send_by_fibre(des::ProcessId receiver, Message kind, Bytes payload,
                                   des::Context& context) {
  const auto transfer = fibre_.send(receiver, context.now(), network::message_bits(payload));
  context.send(receiver, transfer.departure, transfer.arrival, kind_of(kind), std::move(payload));
}

void StationProcess::undelivered(const des::Event& event, des::Context& context) {
  if (event.key.kind != kind_of(Message::segment)) {
    return;
  }
  const auto segment = unpack<protocol::Segment>(event.payload);
  if (segment.first_bit + segment.bits == segment.product.bits) {
    context.rows().emit(protocol::ProductRow{segment.product, protocol::ProductStatus::in_transit,
                                             segment.product.bits});
  }
}

void StationProcess::finish(des::Context& context) {
  report_passes(kNever, context.rows());
  const auto metric = [&](const char* name, auto value, const char* unit) {
    context.rows().emit(MetricRow{"stations", setup_.name, name, static_cast<double>(value), unit});
  };
  metric("passes_granted", totals_.granted, "1");
  metric("passes_refused", totals_.refused, "1");
  metric("antenna_time_booked", to_seconds(totals_.booked), "s");
  metric("bits_received", totals_.bits_received + totals_.bits_unbooked, "bit");
  if (setup_.config.report_antenna) {
    metric("bits_received_unbooked", totals_.bits_unbooked, "bit");
  }
  metric("plans_sent", totals_.plans_sent, "1");
  metric("plans_not_sent", totals_.plans_not_sent, "1");
  metric("models_sent", totals_.models_sent, "1");
  metric("models_not_sent", totals_.models_not_sent, "1");
}

} // namespace urker::ground
