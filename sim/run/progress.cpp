#include "run/progress.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace urker::run {

double ProgressFigures::share() const {
  return whole > Duration::zero() ? to_seconds(simulated) / to_seconds(whole) : 1.0;
}

ProgressMeter::ProgressMeter(Time end, Show show, std::function<Clock::time_point()> now)
    : end_(end), show_(std::move(show)), now_(std::move(now)) {}

void ProgressMeter::Recent::add(double more, double took_s) {
  constexpr double kMemory_s = 30.0;
  const double kept = std::exp(-took_s / kMemory_s);
  amount = amount * kept + more;
  wall_s = wall_s * kept + took_s;
}

void ProgressMeter::update(const des::Progress& progress) {
  constexpr auto kPause = std::chrono::milliseconds(200);
  const auto now = now_();
  if (interrupted_) {
    last_round_at_ = now;
    last_handling_s_ = progress.handling_s;
    interrupted_ = false;
  }
  if (!last_) { // from here on it is counted
    last_ = progress;
    last_at_ = now;
  } else if (now - last_at_ >= kPause) {
    take_in(progress, now);
    show_(figures());
  }
}

void ProgressMeter::take_in(const des::Progress& progress, Clock::time_point at) {
  const double took_s = to_seconds(at - last_at_);
  simulated_s_.add(to_seconds(progress.now - last_->now), took_s);
  // Between two rounds the count may fall back: what other ranks did is known by rounds only.
  events_.add(static_cast<double>(progress.events) - static_cast<double>(last_->events), took_s);
  if (progress.rounds != last_->rounds) {
    handling_s_.add((progress.handling_s - last_handling_s_) / progress.ranks,
                    to_seconds(at - last_round_at_));
    last_handling_s_ = progress.handling_s;
    last_round_at_ = at;
  }
  last_ = progress;
  last_at_ = at;
}

ProgressFigures ProgressMeter::figures() const {
  ProgressFigures figures;
  figures.simulated = std::min(last_->now, end_) - kStart;
  figures.whole = end_ - kStart;
  figures.events_per_s = std::max(events_.rate(), 0.0);
  figures.rounds = last_->rounds;
  if (last_->ranks > 1 && handling_s_.wall_s > 0.0) {
    figures.efficiency = std::clamp(handling_s_.rate(), 0.0, 1.0);
  }
  if (simulated_s_.amount > 0.0) {
    figures.left_s = to_seconds(figures.whole - figures.simulated) / simulated_s_.rate();
  }
  return figures;
}

} // namespace urker::run
