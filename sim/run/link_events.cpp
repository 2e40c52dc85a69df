#include "run/link_events.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace urker::run {

namespace {

Duration step_of_rows(Duration length) {
  using namespace std::chrono_literals;
  constexpr std::array<Duration, 10> kSteps{10s, 30s, 1min, 2min, 5min, 10min, 30min, 1h, 3h, 6h};
  const auto enough =
      std::find_if(kSteps.begin(), kSteps.end(), [&](Duration s) { return length <= 12 * s; });
  return enough == kSteps.end() ? length / 12 : *enough;
}

} // namespace

void LinkEvents::add(Time t, std::string_view event) {
  std::string& text = events_[t];
  text += text.empty() ? "" : ", ";
  text += event;
}

void LinkEvents::add_free(const std::vector<link::Interval>& free, std::string_view begins,
                          std::string_view ends) {
  for (const link::Interval& part : free) {
    if (part.begin > window_.begin) {
      add(part.begin, begins);
    }
    if (part.end < window_.end) {
      add(part.end, ends);
    }
  }
}

void LinkEvents::add_rates(const std::vector<link::RateSegment>& rates) {
  Time covered = Time::min();
  for (const auto& segment : rates) {
    if (covered != Time::min() && segment.begin > covered) {
      add(covered, "no rate");
    }
    add(segment.begin, "rate");
    covered = segment.end;
  }
  if (!rates.empty() && covered < window_.end) {
    add(covered, "no rate");
  }
}

std::map<Time, std::string> LinkEvents::with_steps() && {
  const Duration step = step_of_rows(window_.end - window_.begin);
  for (Time t = window_.begin + step; t < window_.end; t += step) {
    events_.try_emplace(t);
  }
  return std::move(events_);
}

} // namespace urker::run
