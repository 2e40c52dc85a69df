#include "spacecraft/imaging_unit.hpp"

#include "base/error.hpp"
#include "base/metric.hpp"
#include "protocol/loss_row.hpp"
#include "protocol/product_row.hpp"
#include "spacecraft/rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace urker::spacecraft {

namespace {

PointingWish wish_of(const protocol::ImagingTask& task) {
  return {Activity::imaging, Pointing::at_roll(PointingMode::target, task.roll_rad), task.begin,
          task.end};
}

// Rounding of angles on their way through a plan must not refuse a strip.
constexpr double kAngleTolerance_rad = 1e-9;

} // namespace

std::string_view outcome_name(TaskOutcome outcome) {
  switch (outcome) {
  case TaskOutcome::pending:
    return "pending";
  case TaskOutcome::superseded:
    return "superseded";
  case TaskOutcome::late:
    return "late";
  case TaskOutcome::unfinished:
    return "unfinished";
  case TaskOutcome::done:
    return "done";
  case TaskOutcome::partly_stored:
    return "partly_stored";
  case TaskOutcome::no_storage:
    return "no_storage";
  case TaskOutcome::interrupted:
    return "interrupted";
  case TaskOutcome::safe_mode:
    return "safe_mode";
  case TaskOutcome::busy:
    return "busy";
  case TaskOutcome::no_time_to_turn:
    return "no_time_to_turn";
  case TaskOutcome::off_nadir:
    return "off_nadir";
  case TaskOutcome::no_sun:
    return "no_sun";
  case TaskOutcome::no_energy:
    return "no_energy";
  case TaskOutcome::switched_off:
    return "switched_off";
  case TaskOutcome::duty:
    return "duty";
  case TaskOutcome::sun_exclusion:
    return "sun_exclusion";
  case TaskOutcome::earth_exclusion:
    return "earth_exclusion";
  case TaskOutcome::no_star_tracker:
    return "no_star_tracker";
  }
  return "";
}

ImagingUnit::ImagingUnit(Identity identity, ImagerConfig imager, AgilityConfig agility,
                         std::shared_ptr<const Surroundings> surroundings)
    : identity_(std::move(identity)), imager_(std::move(imager)), agility_(agility),
      surroundings_(std::move(surroundings)) {}

void ImagingUnit::receive(const protocol::SatellitePlan& plan, Time now, RowSink& rows) {
  report_tasks(now, rows);
  for (auto it = planned_.lower_bound({plan.valid_from, std::numeric_limits<std::int64_t>::min()});
       it != planned_.end();) {
    tasks_.at(it->second).outcome = TaskOutcome::superseded;
    it = planned_.erase(it);
  }
  for (const protocol::ImagingTask& task : plan.tasks) {
    TaskRecord& record = tasks_[task.number];
    const bool is_known = record.received != kNotYet;
    if (is_known && record.outcome != TaskOutcome::superseded) {
      continue; // begun, or kept from an earlier plan
    }
    record.task = task;
    record.received = is_known ? record.received : now;
    record.outcome = task.begin < now ? TaskOutcome::late : TaskOutcome::pending;
    if (record.outcome == TaskOutcome::pending) {
      planned_.insert({task.begin, task.number});
    }
  }
}

Time ImagingUnit::next_event() const {
  const Time scene = strip_ ? strip_->scenes[strip_->current].end : kNever;
  const Time task = planned_.empty() ? kNever : planned_.begin()->first;
  return std::min(scene, task);
}

std::vector<protocol::Product> ImagingUnit::handle(Time now, const Readiness& readiness,
                                                   Storage& storage, RowSink& rows) {
  std::vector<protocol::Product> products;
  while (strip_ && strip_->scenes[strip_->current].end <= now) {
    if (auto product = end_scene(storage, rows)) {
      products.push_back(std::move(*product));
    }
    if (++strip_->current == strip_->scenes.size()) {
      const bool all = strip_->recorded == strip_->scenes.size();
      end_strip(all                    ? TaskOutcome::done
                : strip_->recorded > 0 ? TaskOutcome::partly_stored
                                       : TaskOutcome::no_storage,
                now);
    } else {
      begin_scene(storage, rows);
    }
  }
  while (!planned_.empty() && planned_.begin()->first <= now) {
    TaskRecord& record = tasks_.at(planned_.begin()->second);
    planned_.erase(planned_.begin());
    begin_strip(record, readiness, storage, rows);
  }
  return products;
}

std::optional<PointingWish> ImagingUnit::wish() const {
  if (strip_) {
    return wish_of(tasks_.at(strip_->task).task);
  }
  return planned_.empty() ? std::nullopt
                          : std::optional(wish_of(tasks_.at(planned_.begin()->second).task));
}

std::optional<TaskOutcome> ImagingUnit::pointing_refusal(const protocol::ImagingTask& task,
                                                         const AttitudeControl* attitude) const {
  if (attitude == nullptr) {
    const Duration turn = manoeuvre_time(agility_, last_roll_rad_, task.roll_rad);
    return task.begin < last_end_ + turn ? std::optional(TaskOutcome::no_time_to_turn)
                                         : std::nullopt;
  }
  if (!attitude->holds(wish_of(task), task.begin)) {
    return TaskOutcome::no_time_to_turn;
  }
  const std::string_view reason = attitude->exclusion(task.begin, task.end);
  for (const TaskOutcome outcome :
       {TaskOutcome::sun_exclusion, TaskOutcome::earth_exclusion, TaskOutcome::no_star_tracker}) {
    if (reason == outcome_name(outcome)) {
      return outcome;
    }
  }
  return std::nullopt;
}

std::optional<TaskOutcome> ImagingUnit::refusal(const protocol::ImagingTask& task,
                                                const std::vector<Scene>& scenes,
                                                const Readiness& readiness) const {
  if (readiness.safe_mode) {
    return TaskOutcome::safe_mode;
  }
  if (!readiness.works) {
    return TaskOutcome::switched_off;
  }
  if (strip_) {
    return TaskOutcome::busy;
  }
  if (const auto reason = pointing_refusal(task, readiness.attitude)) {
    return reason;
  }
  if (scenes.empty() ||
      std::abs(task.roll_rad) > imager_.greatest_off_nadir_rad + kAngleTolerance_rad) {
    return TaskOutcome::off_nadir;
  }
  if (scenes[scenes.size() / 2].sun_elevation_rad <
      imager_.least_sun_elevation_rad - kAngleTolerance_rad) {
    return TaskOutcome::no_sun;
  }
  if (exceeds_duty(task)) {
    return TaskOutcome::duty;
  }
  if (readiness.state_of_charge < readiness.state_of_charge_for_imaging) {
    return TaskOutcome::no_energy;
  }
  return std::nullopt;
}

bool ImagingUnit::exceeds_duty(const protocol::ImagingTask& task) const {
  if (!imager_.duty) {
    return false;
  }
  // The strips are over: of all periods that hold some of this one, that which ends with it is
  // worst.
  const Time from = task.end - round_seconds(imager_.duty->period_s);
  Duration used = task.end - std::max(task.begin, from);
  for (const auto& [begin, end] : on_) {
    used += std::max(Duration{0}, end - std::max(begin, from));
  }
  return used > round_seconds(imager_.duty->on_time_s);
}

void ImagingUnit::begin_strip(TaskRecord& record, const Readiness& readiness, Storage& storage,
                              RowSink& rows) {
  std::vector<Scene> scenes = surroundings_->scenes(record.task);
  if (const auto reason = refusal(record.task, scenes, readiness)) {
    record.outcome = *reason;
    unserved_ += *reason == TaskOutcome::switched_off;
    return;
  }
  record.outcome = TaskOutcome::unfinished;
  strip_ = Strip{record.task.number, std::move(scenes), 0, 0, false, 0};
  begin_scene(storage, rows);
}

void ImagingUnit::begin_scene(Storage& storage, RowSink& rows) {
  Strip& strip = *strip_;
  const Scene& scene = strip.scenes[strip.current];
  strip.number = ++scenes_;
  const protocol::Product product = product_of(scene, strip.number);
  strip.admitted = storage.admit(product);
  if (!strip.admitted) {
    ++refused_scenes_;
    refused_bits_ += scene.raw_bits;
    emit_image("no_storage", rows);
    rows.emit(protocol::ProductRow{product, protocol::ProductStatus::refused, 0});
    rows.emit(protocol::loss_of(product, scene.begin, "storage", "no_room", "onboard"));
  }
}

std::optional<protocol::Product> ImagingUnit::end_scene(Storage& storage, RowSink& rows) {
  Strip& strip = *strip_;
  const Scene& scene = strip.scenes[strip.current];
  imaging_time_ += scene.end - scene.begin;
  if (!strip.admitted) {
    return std::nullopt;
  }
  ++strip.recorded;
  ++recorded_scenes_;
  recorded_bits_ += scene.raw_bits;
  emit_image("recorded", rows);
  protocol::Product product = storage.products().at({identity_.index, strip.number}).product;
  product.imaged = scene.end;
  return product;
}

void ImagingUnit::end_strip(TaskOutcome outcome, Time now) {
  TaskRecord& record = tasks_.at(strip_->task);
  record.outcome = outcome;
  last_roll_rad_ = record.task.roll_rad;
  last_end_ = now;
  if (imager_.duty) {
    const Time from = now - round_seconds(imager_.duty->period_s);
    std::erase_if(on_, [from](const auto& strip) { return strip.second < from; });
    on_.emplace_back(record.task.begin, now);
  }
  strip_.reset();
}

std::int64_t ImagingUnit::interrupt(Time now, Storage& storage, RowSink& rows) {
  if (!strip_) {
    return 0;
  }
  Scene& scene = strip_->scenes[strip_->current];
  std::int64_t lost_bits = 0;
  scene.begin = std::min(scene.begin, now); // between two frames
  imaging_time_ += now - scene.begin;
  if (strip_->admitted) {
    storage.remove({identity_.index, strip_->number});
    ++interrupted_scenes_;
    scene.end = now;
    lost_bits = std::exchange(scene.raw_bits, 0);
    emit_image("interrupted", rows);
  }
  end_strip(TaskOutcome::interrupted, now);
  return lost_bits;
}

protocol::Product ImagingUnit::product_of(const Scene& scene, std::int64_t number) const {
  const TaskRecord& record = tasks_.at(strip_->task);
  protocol::Product p;
  p.satellite = identity_.index;
  p.number = number;
  p.satellite_name = identity_.name;
  p.owner = identity_.owner;
  p.requester = record.task.requester;
  p.campaign = record.task.campaign;
  p.area = record.task.area;
  p.cells = scene.cells;
  p.gsd_m = scene.gsd_m;
  p.cloud_truth = scene.cloud_truth;
  p.contents = scene.contents;
  p.priority = record.task.priority;
  p.raw_bits = scene.raw_bits;
  p.bits = scene.raw_bits;
  p.requested = record.task.requested;
  p.tasked = record.task.tasked;
  p.commanded = record.received;
  return p;
}

void ImagingUnit::emit_image(std::string_view outcome, RowSink& rows) const {
  const protocol::ImagingTask& task = tasks_.at(strip_->task).task;
  rows.emit(ImageRow{identity_.name, strip_->number, task.campaign, task.area, task.requester,
                     task.number, task.roll_rad, strip_->scenes[strip_->current], outcome});
  for (const protocol::Content& content : strip_->scenes[strip_->current].contents) {
    rows.emit(ContentRow{identity_.name, strip_->number, content});
  }
}

void ImagingUnit::report_tasks(Time ended_before, RowSink& rows) {
  for (auto it = tasks_.begin(); it != tasks_.end();) {
    const TaskRecord& record = it->second;
    const bool over = std::max(record.task.begin, record.task.end) < ended_before;
    if (!over || (strip_ && strip_->task == record.task.number)) {
      ++it;
      continue;
    }
    ++ended_tasks_;
    done_tasks_ += record.outcome == TaskOutcome::done;
    rows.emit(TaskRow{identity_.name, record.task, record.received, outcome_name(record.outcome)});
    it = tasks_.erase(it);
  }
}

void ImagingUnit::finish(Time now, Storage& storage, RowSink& rows) {
  if (strip_) {
    imaging_time_ += std::max(Duration{0}, now - strip_->scenes[strip_->current].begin);
    if (strip_->admitted) {
      storage.remove({identity_.index, strip_->number});
    }
    strip_.reset();
  }
  report_tasks(kNever, rows);
  const auto metric = [&](const char* name, double value, const char* unit) {
    rows.emit(MetricRow{"satellites", identity_.name, name, value, unit});
  };
  metric("tasks_received", static_cast<double>(ended_tasks_), "1");
  metric("tasks_done", static_cast<double>(done_tasks_), "1");
  metric("scenes_recorded", static_cast<double>(recorded_scenes_), "1");
  metric("scenes_refused", static_cast<double>(refused_scenes_), "1");
  metric("scenes_interrupted", static_cast<double>(interrupted_scenes_), "1");
  metric("time_imaging", to_seconds(imaging_time_), "s");
}

} // namespace urker::spacecraft
