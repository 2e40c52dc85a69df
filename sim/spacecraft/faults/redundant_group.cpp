#include "spacecraft/faults/redundant_group.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace urker::spacecraft {

std::string_view event_name(ComponentEvent::Kind kind) {
  constexpr std::array<std::string_view, 4> kNames{"failed", "lost", "restarted", "took_over"};
  return kNames[static_cast<std::size_t>(kind)];
}

RedundantGroup::RedundantGroup(const FaultConfig& config, ComponentLife life)
    : config_(config), life_(life), components_(static_cast<std::size_t>(config.components)) {
  for (std::size_t i = 0; i < components_.size(); ++i) {
    Component& c = components_[i];
    c.age_s = config_.age_at_start_s;
    const bool needed = static_cast<std::int64_t>(i) < config_.needed;
    if (needed || !config_.cold_spares) {
      c.next = end_of_life(static_cast<std::int64_t>(i), kStart);
    }
    c.state = needed ? State::in_use : State::idle;
    next_ = std::min(next_, c.next);
  }
}

Time RedundantGroup::end_of_life(std::int64_t component, Time from) const {
  const Component& c = components_[static_cast<std::size_t>(component)];
  return life_.end(component, c.life, from, c.age_s);
}

Time RedundantGroup::next_event() const {
  return next_;
}

std::vector<ComponentEvent> RedundantGroup::handle(Time now) {
  std::vector<ComponentEvent> events;
  for (std::size_t i = 0; i < components_.size(); ++i) {
    Component& c = components_[i];
    const auto number = static_cast<std::int64_t>(i);
    if (c.next > now) {
      continue;
    }
    switch (c.state) {
    case State::in_use:
    case State::idle:
      fail(number, now, events);
      break;
    case State::switching:
      c.state = State::in_use;
      c.next = c.dies;
      events.push_back({ComponentEvent::Kind::took_over, number});
      break;
    case State::restarting:
      c.state = State::idle;
      ++c.life;
      c.age_s = 0.0;
      c.next = config_.cold_spares ? kNever : end_of_life(number, now);
      events.push_back({ComponentEvent::Kind::restarted, number});
      break;
    case State::lost:
      c.next = kNever;
      break;
    }
  }
  fill_up(now, events);
  next_ = kNever;
  for (const Component& c : components_) {
    next_ = std::min(next_, c.next);
  }
  return events;
}

void RedundantGroup::fail(std::int64_t component, Time now, std::vector<ComponentEvent>& events) {
  Component& c = components_[static_cast<std::size_t>(component)];
  if (life_.is_repaired(component, c.life)) {
    c.state = State::restarting;
    c.next = now + round_seconds(config_.reset->after_s);
    events.push_back({ComponentEvent::Kind::failed, component});
  } else {
    c.state = State::lost;
    c.next = kNever;
    events.push_back({ComponentEvent::Kind::lost, component});
  }
}

void RedundantGroup::fill_up(Time now, std::vector<ComponentEvent>& events) {
  std::int64_t missing = config_.needed - count(State::in_use) - count(State::switching);
  for (std::size_t i = 0; i < components_.size() && missing > 0; ++i) {
    Component& c = components_[i];
    if (c.state != State::idle) {
      continue;
    }
    --missing;
    const auto number = static_cast<std::int64_t>(i);
    const Time dies = config_.cold_spares ? end_of_life(number, now) : c.next;
    // What comes back by its restart needs no switching where it is the one that is missed.
    const bool just_restarted =
        std::any_of(events.begin(), events.end(), [number](const ComponentEvent& e) {
          return e.kind == ComponentEvent::Kind::restarted && e.component == number;
        });
    const Time ready = just_restarted ? now : now + round_seconds(config_.switch_s);
    if (ready > now) {
      c.state = State::switching;
      c.dies = std::max(dies, ready);
      c.next = ready;
    } else {
      c.state = State::in_use;
      c.next = dies;
      if (!just_restarted) {
        events.push_back({ComponentEvent::Kind::took_over, number});
      }
    }
  }
}

std::int64_t RedundantGroup::count(State state) const {
  return std::count_if(components_.begin(), components_.end(),
                       [state](const Component& c) { return c.state == state; });
}

std::int64_t RedundantGroup::working() const {
  return count(State::in_use);
}

double RedundantGroup::part() const {
  const std::int64_t in_use = working();
  if (in_use >= config_.needed) {
    return 1.0;
  }
  return config_.gradual ? static_cast<double>(in_use) / static_cast<double>(config_.needed) : 0.0;
}

} // namespace urker::spacecraft
