#include "compute/device.hpp"

#include "base/error.hpp"
#include "des/channel.hpp"

#include <algorithm>
#include <cmath>

namespace urker::compute {

Device::Device(const DeviceConfig& config) : config_(config) {
  units_.resize(static_cast<std::size_t>(config_.units));
  for (Unit& unit : units_) {
    unit.state = config_.sleeps_after_s ? State::asleep : State::ready;
  }
  if (!config_.level.empty()) {
    const LevelConfig& level = config_.levels.at(config_.level);
    speed_ = level.speed;
    power_ = level.power;
  }
}

void Device::account(Unit& unit, Time now) {
  if (unit.state != State::working || suspended_) {
    return;
  }
  Job& job = unit.job.front();
  const Duration elapsed = now - unit.since;
  const Duration done = speed_ == 1.0 ? elapsed : floor_seconds(to_seconds(elapsed) * speed_);
  job.left = now == unit.until ? Duration::zero() : std::max(Duration::zero(), job.left - done);
  job.active += elapsed;
  busy_ += elapsed;
  unit.since = now;
}

void Device::set_end(Unit& unit) {
  const Job& job = unit.job.front();
  if (speed_ <= 0.0) {
    unit.until = kNever;
    return;
  }
  unit.until = des::saturated_sum(
      unit.since, speed_ == 1.0 ? job.left : ceil_seconds(to_seconds(job.left) / speed_));
}

void Device::rest(Unit& unit, Time now) {
  unit.state = State::ready;
  unit.job.clear();
  unit.until = config_.sleeps_after_s
                   ? des::saturated_sum(now, ceil_seconds(*config_.sleeps_after_s))
                   : kNever;
}

void Device::start_up(Unit& unit, Time now) {
  unit.state = State::starting;
  unit.until = des::saturated_sum(now, ceil_seconds(config_.start_up_time_s));
}

void Device::begin(Unit& unit, Job job, Time now) {
  if (job.begin == kNotYet) {
    job.begin = now;
  }
  if (!job.model.empty() && unit.model != job.model) {
    job.left += job.model_load;
    unit.model = job.model;
  }
  unit.state = State::working;
  unit.since = now;
  unit.job = {std::move(job)};
  set_end(unit);
}

Device::Unit* Device::free_unit() {
  const auto found = std::find_if(units_.begin(), units_.end(),
                                  [](const Unit& u) { return u.state == State::ready; });
  return found == units_.end() ? nullptr : &*found;
}

Device::Unit* Device::interruptible() {
  Unit* least = nullptr;
  for (Unit& unit : units_) {
    if (unit.state == State::working &&
        (least == nullptr || least->job.front() < unit.job.front())) {
      least = &unit;
    }
  }
  const bool may = config_.preemptive && least != nullptr &&
                   queue_.begin()->priority > least->job.front().priority;
  return may ? least : nullptr;
}

void Device::dispatch(Time now) {
  if (suspended_) {
    return;
  }
  while (!queue_.empty()) {
    Unit* unit = free_unit();
    if (unit == nullptr) {
      unit = interruptible();
      if (unit == nullptr) {
        break;
      }
      account(*unit, now);
      Job interrupted = unit->job.front();
      interrupted.left += ceil_seconds(config_.switch_time_s);
      queue_.insert(interrupted);
    }
    const Job job = *queue_.begin();
    queue_.erase(queue_.begin());
    begin(*unit, job, now);
  }
  auto starting = static_cast<std::size_t>(std::count_if(
      units_.begin(), units_.end(), [](const Unit& u) { return u.state == State::starting; }));
  for (Unit& unit : units_) {
    if (unit.state == State::asleep && starting < queue_.size()) {
      start_up(unit, now);
      ++starting;
    }
  }
}

Time Device::next_event() const {
  Time next = kNever;
  if (!suspended_) {
    for (const Unit& unit : units_) {
      next = std::min(next, unit.until);
    }
  }
  return next;
}

std::vector<EndedJob> Device::advance(Time now) {
  std::vector<EndedJob> ended;
  if (suspended_) {
    return ended;
  }
  for (std::size_t i = 0; i < units_.size(); ++i) {
    Unit& unit = units_[i];
    if (unit.until > now) {
      continue;
    }
    switch (unit.state) {
    case State::working:
      account(unit, now);
      unit.job.front().energy_j +=
          unit.job.front().power_w * power_ * to_seconds(unit.job.front().active);
      ended.push_back({unit.job.front(), static_cast<std::int64_t>(i)});
      rest(unit, now);
      break;
    case State::starting:
      rest(unit, now);
      break;
    case State::ready:
      unit.state = State::asleep;
      unit.until = kNever;
      unit.model.clear();
      break;
    case State::asleep:
      require(false, "a sleeping unit has nothing to do");
    }
  }
  return ended;
}

std::vector<EndedJob> Device::drop(const SceneKey& scene, Time now) {
  std::vector<EndedJob> dropped;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    Unit& unit = units_[i];
    if (unit.state == State::working && unit.job.front().scene == scene) {
      account(unit, now);
      unit.job.front().energy_j +=
          unit.job.front().power_w * power_ * to_seconds(unit.job.front().active);
      dropped.push_back({unit.job.front(), static_cast<std::int64_t>(i)});
      rest(unit, now);
    }
  }
  std::erase_if(queue_, [&scene](const Job& job) { return job.scene == scene; });
  return dropped;
}

bool Device::has_begun(const SceneKey& scene) const {
  return std::any_of(units_.begin(), units_.end(),
                     [&](const Unit& unit) {
                       return unit.state == State::working && unit.job.front().scene == scene;
                     }) ||
         std::any_of(queue_.begin(), queue_.end(), [&](const Job& job) {
           return job.scene == scene && job.begin != kNotYet; // was interrupted
         });
}

void Device::add_running(std::vector<SceneKey>& scenes) const {
  for (const Unit& unit : units_) {
    for (const Job& job : unit.job) {
      scenes.push_back(job.scene);
    }
  }
}

double Device::load_w() const {
  double load_w = 0.0;
  for (const Unit& unit : units_) {
    switch (unit.state) {
    case State::asleep:
      load_w += config_.sleep_power_w;
      break;
    case State::starting:
      load_w += config_.start_up_power_w.value_or(config_.idle_power_w);
      break;
    case State::ready:
      load_w += config_.idle_power_w;
      break;
    case State::working:
      load_w += config_.idle_power_w;
      load_w += suspended_ ? 0.0 : unit.job.front().power_w * power_;
      break;
    }
  }
  return load_w;
}

void Device::suspend(Time now) {
  if (suspended_) {
    return;
  }
  for (Unit& unit : units_) {
    account(unit, now);
  }
  suspended_ = now;
}

void Device::resume(Time now) {
  if (!suspended_) {
    return;
  }
  const Duration pause = now - *suspended_;
  suspended_.reset();
  for (Unit& unit : units_) {
    unit.since = now;
    if (unit.state == State::working) {
      set_end(unit);
    } else {
      unit.until = des::saturated_sum(unit.until, pause);
    }
  }
  dispatch(now);
}

void Device::set_speed(const LevelConfig& level, Time now) {
  for (Unit& unit : units_) {
    account(unit, now);
    if (unit.state == State::working) {
      Job& job = unit.job.front();
      job.energy_j += job.power_w * power_ * to_seconds(job.active);
      job.active = Duration::zero();
    }
  }
  speed_ = level.speed;
  power_ = level.power;
  for (Unit& unit : units_) {
    if (unit.state == State::working && !suspended_) {
      set_end(unit);
    }
  }
}

void Device::set_pace(double part, Time now) {
  LevelConfig wanted;
  if (!config_.level.empty()) {
    wanted = config_.levels.at(config_.level);
  }
  if (part < wanted.speed) {
    const LevelConfig* best = nullptr;
    LevelConfig slowest = wanted;
    for (const auto& [name, level] : config_.levels) {
      slowest = level.speed < slowest.speed ? level : slowest;
      if (level.speed <= part && (best == nullptr || level.speed > best->speed)) {
        best = &level;
      }
    }
    // Where no level is so slow the clock is gated: speed and power in proportion.
    wanted = best != nullptr ? *best : LevelConfig{part, slowest.power * part / slowest.speed};
  }
  if (wanted.speed != speed_ || wanted.power != power_) {
    set_speed(wanted, now);
  }
}

void Device::reset(Time now) {
  for (Unit& unit : units_) {
    if (unit.state == State::working) {
      account(unit, now);
      Job job = unit.job.front();
      job.energy_j += job.power_w * power_ * to_seconds(job.active);
      job.active = Duration::zero();
      job.left = job.work;
      unit.job.clear();
      queue_.insert(job);
    }
    if (unit.state != State::asleep) {
      start_up(unit, suspended_.value_or(now)); // the pause is added at its end
      unit.model.clear();
    }
  }
  dispatch(now);
}

Duration Device::busy(Time now) const {
  Duration busy = busy_;
  for (const Unit& unit : units_) {
    if (unit.state == State::working && !suspended_) {
      busy += now - unit.since;
    }
  }
  return busy;
}

} // namespace urker::compute
