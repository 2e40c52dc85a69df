#include "run/oversight.hpp"

#include "base/error.hpp"
#include "run/duration_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace urker::run {

AskedInstant parse_instant(std::string_view text) {
  if (const auto calendar = parse_calendar(text)) {
    return *calendar;
  }
  try {
    return parse_duration(text);
  } catch (const Error&) {
    throw Error(Cause::usage, fmt::format("`{}` is no instant: neither a time since the start, as "
                                          "`6h`, nor one in UTC, as `2026-08-22T06:00:00Z`",
                                          text));
  }
}

std::vector<Time> saving_instants(const std::vector<AskedInstant>& asked, const Epoch& epoch,
                                  Time end) {
  std::vector<Time> instants;
  for (const AskedInstant& instant : asked) {
    const auto* since_start = std::get_if<Duration>(&instant);
    const Time at = since_start ? kStart + *since_start : epoch.at(std::get<CalendarTime>(instant));
    if (at <= kStart || at >= end) {
      throw Error(Cause::usage,
                  fmt::format("a checkpoint at {} s since the start is not within the run, which "
                              "goes from {} to {}, {} s",
                              seconds_since_start(at), epoch.utc_text(kStart), epoch.utc_text(end),
                              seconds_since_start(end)));
    }
    instants.push_back(at);
  }
  std::sort(instants.begin(), instants.end());
  instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
  return instants;
}

Oversight::Oversight(const OversightRules& rules, bool reads_clock,
                     std::function<bool()> stop_asked, std::function<Clock::time_point()> now)
    : save_every_(rules.save_every), whole_(rules.deadline - rules.program_start),
      deadline_(rules.deadline), reads_clock_(reads_clock), stop_asked_(std::move(stop_asked)),
      now_(std::move(now)), last_saved_(now_()) {}

Duration Oversight::needed_to_stop() const {
  const bool measured = longest_saving_ > Duration::zero();
  const Duration most = std::chrono::minutes(measured ? 1 : 3);
  return std::min<Duration>(whole_ / 20, most) + 2 * longest_saving_;
}

bool Oversight::is_late() const {
  return reads_clock_ && now_() >= deadline_ - needed_to_stop();
}

Wish Oversight::wish() const {
  if (stop_asked_() || is_late()) {
    return Wish::stop;
  }
  return reads_clock_ && now_() - last_saved_ >= save_every_ ? Wish::save : Wish::go_on;
}

std::string Oversight::on_no_progress(double planning_s, bool again) const {
  const std::string what =
      again ? "it made no progress, nor did the run before it" : std::string("it made no progress");
  if (!is_late()) {
    return fmt::format("but {}: it was asked to stop when it had only planned, for {:.2g} s", what,
                       planning_s);
  }
  return fmt::format("but {}: when it had planned, for {:.2g} s, no more of its wall time of "
                     "{:.3g} s was left than a checkpoint may need; give it more",
                     what, planning_s, to_seconds(whole_));
}

void Oversight::saved(Duration took) {
  longest_saving_ = std::max(longest_saving_, took);
  last_saved_ = now_();
}

} // namespace urker::run
