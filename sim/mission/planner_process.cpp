#include "mission/planner_process.hpp"

#include "access/contact_plan.hpp"
#include "base/error.hpp"
#include "base/metric.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace urker::mission {

namespace {

using protocol::kind_of;
using protocol::Message;

enum Kind : std::uint32_t { kBooking = 100, kPlanning };

/// A pass that begins sooner after the planning cannot carry the plan: fibre takes its time.
constexpr Duration kLeastTimeToStation = std::chrono::seconds(5);
/// A pass that begins sooner after the booking time is not asked for: stations want notice.
constexpr Duration kLeastNotice = std::chrono::minutes(1);

} // namespace

PlannerProcess::PlannerProcess(PlannerSetup setup)
    : setup_(std::move(setup)), fibre_(setup_.fibre, setup_.config.site.place()),
      cell_size_m_(std::sqrt(setup_.grid->cell_area_m2())) {
  for (const auto& [index, station] : setup_.stations) {
    fibre_.connect(station.partner.process, station.partner.place);
  }
  for (auto& satellite : setup_.satellites) {
    require(desks_.empty() || desks_.back().satellite().index < satellite.index,
            "a planner's satellites are not in their order");
    desks_.emplace_back(std::move(satellite));
  }
}

void PlannerProcess::start(des::Context& context) {
  cycle_ = kStart + ceil_seconds(setup_.config.planning.first_s);
  context.schedule(cycle_, kBooking);
  promise_all(cycle_, context);
}

void PlannerProcess::handle(const des::Event& event, des::Context& context) {
  switch (event.key.kind) {
  case kind_of(Message::outlook):
    on_outlook(event);
    break;
  case kind_of(Message::chances):
    on_chances(event);
    break;
  case kind_of(Message::request):
    on_request(event);
    break;
  case kind_of(Message::booking_reply):
    on_reply(event);
    break;
  case kind_of(Message::scene_report):
    on_report(event);
    break;
  case kBooking:
    on_booking(context);
    break;
  case kPlanning:
    on_planning(context);
    break;
  default:
    require(false, "a planner got an event that it does not know");
  }
}

SatelliteDesk* PlannerProcess::desk_of(std::uint32_t satellite) {
  const auto desk = std::lower_bound(
      desks_.begin(), desks_.end(), satellite,
      [](const SatelliteDesk& d, std::uint32_t index) { return d.satellite().index < index; });
  return desk == desks_.end() || desk->satellite().index != satellite ? nullptr : &*desk;
}

void PlannerProcess::on_outlook(const des::Event& event) {
  for (const auto& contact : unpack<access::ContactPlan>(event.payload).contacts) {
    if (auto* desk = desk_of(contact.satellite)) {
      desk->expect({contact.satellite, contact.station, contact.window.begin, contact.window.end});
    }
  }
}

void PlannerProcess::on_chances(const des::Event& event) {
  for (auto& told : unpack<std::vector<CampaignChance>>(event.payload)) {
    auto* desk = desk_of(told.satellite);
    require(desk != nullptr, "a chance was told of another operator's satellite");
    desk->expect(told.campaign, std::move(told.chance));
  }
}

void PlannerProcess::on_request(const des::Event& event) {
  const auto request = unpack<protocol::ImagingRequest>(event.payload);
  activate(request.campaign, request.requested);
}

void PlannerProcess::activate(const std::string& name, Time requested) {
  const auto campaign = setup_.campaigns.find(name);
  require(campaign != setup_.campaigns.end(), "a request for a campaign that is not the planner's");
  const auto& asked = campaign->second;
  const auto add = [&](const std::string& satellite) {
    campaigns_.try_emplace(
        {name, satellite},
        ActiveCampaign{Coverage(name, asked.config, asked.area, *setup_.grid), requested});
  };
  if (!asked.config.by_each) {
    add("");
    return;
  }
  for (const SatelliteDesk& desk : desks_) {
    add(desk.satellite().name);
  }
}

PlannerProcess::ActiveCampaign& PlannerProcess::campaign_of(const std::string& name,
                                                            const std::string& satellite) {
  const auto asked = setup_.campaigns.find(name);
  require(asked != setup_.campaigns.end(), "a campaign that is not the planner's");
  const auto found = campaigns_.find({name, asked->second.config.by_each ? satellite : ""});
  require(found != campaigns_.end(), "a campaign that was not asked for");
  return found->second;
}

void PlannerProcess::pack_campaigns(Writer& writer) {
  writer(static_cast<std::uint64_t>(campaigns_.size()));
  for (const auto& [key, campaign] : campaigns_) {
    writer(key, campaign.requested, campaign.coverage);
  }
}

void PlannerProcess::pack_campaigns(Reader& reader) {
  std::uint64_t count = 0;
  reader(count);
  for (campaigns_.clear(); count > 0; --count) {
    CampaignKey key;
    Time requested = kNotYet;
    reader(key, requested);
    activate(key.first, requested);
    reader(campaigns_.at(key).coverage);
  }
}

void PlannerProcess::on_booking(des::Context& context) {
  const auto& planning = setup_.config.planning;
  const Duration booking_time = ceil_seconds(planning.booking_time_s);
  std::map<std::uint32_t, std::vector<protocol::Pass>> by_station;
  for (auto& desk : desks_) {
    const auto passes = desk.ask(context.now() + booking_time + kLeastNotice,
                                 context.now() + ceil_seconds(planning.horizon_s),
                                 [this](const auto& pass) { return standing(pass); });
    for (const auto& pass : passes) {
      by_station[pass.station].push_back(pass);
    }
    passes_asked_ += static_cast<std::int64_t>(passes.size());
  }
  for (auto& [station, passes] : by_station) {
    const protocol::BookingRequest request{context.self(), setup_.config.owner, std::move(passes)};
    send_by_fibre(setup_.stations.at(station).partner.process, Message::booking_request,
                  urker::pack(request), context);
  }
  context.schedule(context.now() + booking_time, kPlanning);
  promise_all(context.now() + booking_time, context);
}

SatelliteDesk::Access PlannerProcess::standing(const protocol::Pass& pass) const {
  const auto station = setup_.stations.find(pass.station);
  if (station == setup_.stations.end()) {
    return SatelliteDesk::Access::none;
  }
  const auto& [partner, name, owner] = station->second;
  if (owner == setup_.config.owner) {
    return SatelliteDesk::Access::own;
  }
  return setup_.rules->may_use(name, owner, setup_.config.owner, pass.aos)
             ? SatelliteDesk::Access::guest
             : SatelliteDesk::Access::none;
}

void PlannerProcess::on_reply(const des::Event& event) {
  const auto reply = unpack<protocol::BookingReply>(event.payload);
  for (const auto& pass : reply.granted) {
    auto* desk = desk_of(pass.satellite);
    require(desk != nullptr, "a pass was granted for another operator's satellite");
    desk->grant(pass);
    ++passes_granted_;
  }
}

void PlannerProcess::on_report(const des::Event& event) {
  const auto report = unpack<protocol::SceneReport>(event.payload);
  const auto* desk = desk_of(report.satellite);
  require(desk != nullptr, "a report on another operator's satellite");
  campaign_of(report.campaign, desk->satellite().name).coverage.take(report);
  ++reports_;
}

void PlannerProcess::on_planning(des::Context& context) {
  const auto& planning = setup_.config.planning;
  const Time now = context.now();
  retire_tasks(now - ceil_seconds(planning.report_wait_s));
  std::map<std::string, const Coverage*> wanted;
  for (const auto& [key, campaign] : campaigns_) {
    wanted.emplace(key.first, &campaign.coverage); // of which the area counts
  }
  const auto plans = drafts(now);
  std::vector<SatelliteOutlook> outlooks;
  for (const auto& draft : plans) {
    desks_[draft.desk].look_over(wanted, *setup_.earth, now);
    outlooks.push_back(outlook_of(draft, now));
  }
  // Which cells are open depends on the tasks that the outlooks have just given up.
  std::vector<std::vector<protocol::ImagingTask>> tasks(plans.size());
  for (const auto& planned : plan_imaging(std::move(outlooks), needs(now), cell_size_m_)) {
    auto task = task_of(planned, now);
    task.number = ++tasks_;
    desks_[plans[planned.satellite].desk].add_task(task, planned.bits);
    tasks[planned.satellite].push_back(std::move(task));
  }
  for (std::size_t i = 0; i < plans.size(); ++i) {
    send_plan(plans[i], std::move(tasks[i]), context);
  }
  cycle_ += ceil_seconds(planning.interval_s);
  tell_planning_over(context);
  if (cycle_ < setup_.end) {
    context.schedule(cycle_, kBooking);
    promise_all(cycle_, context);
  } else {
    promise_all(kNever, context);
  }
}

std::vector<PlannerProcess::Draft> PlannerProcess::drafts(Time now) const {
  std::vector<Draft> plans;
  for (std::size_t i = 0; i < desks_.size(); ++i) {
    if (const auto* pass = desks_[i].next_pass(now + kLeastTimeToStation)) {
      plans.push_back({i, *pass, pass->aos + ceil_seconds(setup_.config.planning.uplink_time_s)});
    }
  }
  return plans;
}

SatelliteOutlook PlannerProcess::outlook_of(const Draft& draft, Time now) {
  auto& desk = desks_[draft.desk];
  const Time until = std::min({now + ceil_seconds(setup_.config.planning.horizon_s), setup_.end,
                               desk.satellite().service.end});
  const Time from = std::max(draft.valid_from, desk.satellite().service.begin);
  auto outlook = desk.outlook(now, from, std::max(from, until));
  std::size_t need = 0;
  for (const auto& [key, campaign] : campaigns_) {
    const auto& [name, satellite] = key;
    if (satellite.empty() || satellite == desk.satellite().name) {
      for (const auto& chance : desk.chances(name)) {
        if (chance.window.end <= until) {
          outlook.chances.push_back({need, &chance});
        }
      }
    }
    ++need;
  }
  return outlook;
}

std::vector<Need> PlannerProcess::needs(Time now) const {
  std::vector<SentTask> sent;
  for (const auto& desk : desks_) {
    sent.insert(sent.end(), desk.tasks().begin(), desk.tasks().end());
  }
  const Duration report_wait = ceil_seconds(setup_.config.planning.report_wait_s);
  std::vector<Need> result;
  for (const auto& [key, campaign] : campaigns_) {
    const auto& satellite = key.second;
    std::vector<SentTask> own;
    std::copy_if(sent.begin(), sent.end(), std::back_inserter(own), [&](const SentTask& task) {
      return satellite.empty() || task.satellite == satellite;
    });
    result.push_back({static_cast<double>(campaign.coverage.config().priority),
                      campaign.coverage.open_cells(own, now, report_wait)});
  }
  return result;
}

protocol::ImagingTask PlannerProcess::task_of(const PlannedStrip& planned, Time now) const {
  const auto& [key, campaign] =
      *std::next(campaigns_.begin(), static_cast<std::ptrdiff_t>(planned.need));
  const auto& config = campaign.coverage.config();
  protocol::ImagingTask task;
  task.campaign = key.first;
  task.area = config.area;
  task.requester = config.requester;
  task.priority = config.priority;
  task.requested = campaign.requested;
  task.tasked = now;
  task.begin = planned.strip.begin;
  task.end = planned.strip.end;
  task.roll_rad = planned.strip.roll_rad;
  for (const auto cell : planned.strip.cells) {
    task.cells.push_back(campaign.coverage.area().cells[cell]);
  }
  return task;
}

void PlannerProcess::send_plan(const Draft& draft, std::vector<protocol::ImagingTask> tasks,
                               des::Context& context) {
  auto& desk = desks_[draft.desk];
  protocol::PlanForUplink message;
  message.pass = draft.uplink;
  message.plan.satellite = desk.satellite().index;
  message.plan.number = ++plans_;
  message.plan.valid_from = draft.valid_from;
  message.plan.tasks = std::move(tasks);
  message.plan.passes = desk.passes_since(draft.uplink.aos);
  message.plan.models = desk.take_uploads(draft.uplink);
  send_by_fibre(setup_.stations.at(draft.uplink.station).partner.process, Message::plan_for_uplink,
                urker::pack(message), context);
}

/// After the plans: what goes by fibre to one station comes in the order in which it was sent.
void PlannerProcess::tell_planning_over(des::Context& context) {
  protocol::PlanningOver message;
  if (cycle_ < setup_.end) {
    message.next = cycle_ + ceil_seconds(setup_.config.planning.booking_time_s);
  }
  for (const auto& desk : desks_) {
    message.satellites.push_back(desk.satellite().index);
  }
  for (const auto& [index, station] : setup_.stations) {
    send_by_fibre(station.partner.process, Message::planning_over, urker::pack(message), context);
  }
}

void PlannerProcess::retire_tasks(Time before) {
  for (auto& desk : desks_) {
    for (const auto& sent : desk.retire(before)) {
      campaign_of(sent.task.campaign, sent.satellite).coverage.count(sent);
      ++strips_;
    }
  }
}

void PlannerProcess::promise_all(Time not_before, des::Context& context) const {
  for (const auto& [index, station] : setup_.stations) {
    context.promise(station.partner.process, not_before);
  }
}

void PlannerProcess::send_by_fibre(des::ProcessId receiver, Message kind, Bytes payload,
                                   des::Context& context) {
  const auto transfer = fibre_.send(receiver, context.now(), network::message_bits(payload));
  context.send(receiver, transfer.departure, transfer.arrival, kind_of(kind), std::move(payload));
}

void PlannerProcess::finish(des::Context& context) {
  retire_tasks(setup_.end);
  const auto metric = [&](const std::string& name, std::int64_t value) {
    context.rows().emit(
        MetricRow{"operations", setup_.name, name, static_cast<double>(value), "1"});
  };
  std::int64_t wanted = 0;
  std::int64_t satisfied = 0;
  for (const auto& [key, campaign] : campaigns_) {
    campaign.coverage.emit(setup_.name, key.second, context.rows());
    wanted += static_cast<std::int64_t>(campaign.coverage.centres().size());
    satisfied += campaign.coverage.satisfied_cells();
  }
  metric("passes_asked", passes_asked_);
  metric("passes_granted", passes_granted_);
  metric("plans_sent", plans_);
  metric("strips_tasked", strips_);
  metric("scenes_reported", reports_);
  metric("cells_wanted", wanted);
  metric("cells_satisfied", satisfied);
}

} // namespace urker::mission
