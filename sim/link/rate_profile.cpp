#include "link/rate_profile.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace urker::link {

namespace {

class Climb {
 public:
  Climb(const RateLadder& ladder, const Signal& cn0_db_hz)
      : ladder_(ladder), cn0_db_hz_(cn0_db_hz) {}

  std::vector<RateSegment> over(Time begin, Time end, const std::vector<Time>& knots) {
    const std::vector<Sample> samples =
        monotone_samples(cn0_db_hz_, begin, end, kSignalKnots, knots);
    step_ = ladder_.first_step(samples.front().cn0_db_hz);
    begin_ = begin;
    least_db_hz_ = samples.front().cn0_db_hz;
    for (std::size_t i = 1; i < samples.size(); ++i) {
      climb(samples[i - 1], samples[i]);
      descend(samples[i - 1], samples[i]);
      least_db_hz_ = std::min(least_db_hz_, samples[i].cn0_db_hz);
    }
    close(end);
    return std::move(segments_);
  }

 private:
  [[nodiscard]] std::size_t next() const { return step_ ? *step_ + 1 : 0; }

  void climb(const Sample& a, const Sample& b) {
    while (next() < ladder_.steps().size() && b.cn0_db_hz >= ladder_.enter_db_hz(next())) {
      switch_at(a, b, ladder_.enter_db_hz(next()), next());
    }
  }
  void descend(const Sample& a, const Sample& b) {
    while (step_ && b.cn0_db_hz < ladder_.leave_db_hz(*step_)) {
      const double level_db_hz = ladder_.leave_db_hz(*step_);
      switch_at(a, b, level_db_hz, *step_ > 0 ? std::optional(*step_ - 1) : std::nullopt);
    }
  }
  void switch_at(const Sample& a, const Sample& b, double level_db_hz,
                 std::optional<std::size_t> step) {
    const Time t = crossing(cn0_db_hz_, a, b, level_db_hz);
    least_db_hz_ = std::min(least_db_hz_, level_db_hz);
    close(t);
    begin_ = t;
    step_ = step;
    least_db_hz_ = level_db_hz;
  }
  void close(Time end) {
    if (!step_ || end <= begin_) {
      return;
    }
    const RateStep& step = ladder_.steps()[*step_];
    segments_.push_back(
        {begin_, end, step.rate_bit_s, step.name, least_db_hz_ - step.least_cn0_db_hz});
  }

  const RateLadder& ladder_;
  const Signal& cn0_db_hz_;
  std::vector<RateSegment> segments_;
  Time begin_ = kStart;
  std::optional<std::size_t> step_;
  double least_db_hz_ = 0.0;
};

} // namespace

std::vector<RateSegment> rate_profile(const RateLadder& ladder, const Signal& cn0_db_hz, Time begin,
                                      Time end, const std::vector<Time>& knots) {
  if (begin >= end) {
    return {};
  }
  return Climb(ladder, cn0_db_hz).over(begin, end, knots);
}

std::vector<RateSegment> held_parts(const std::vector<RateSegment>& chosen,
                                    const RateLadder& ladder, const Signal& cn0_db_hz,
                                    const std::vector<Time>& knots) {
  std::vector<RateSegment> held;
  for (const RateSegment& segment : chosen) {
    const auto step =
        std::find_if(ladder.steps().begin(), ladder.steps().end(),
                     [&segment](const RateStep& s) { return s.rate_bit_s == segment.rate_bit_s; });
    require(step != ladder.steps().end(), "a rate was chosen that its radio has not");
    const RateLadder alone({*step}, 0.0, 0.0);
    const auto parts = rate_profile(alone, cn0_db_hz, segment.begin, segment.end, knots);
    held.insert(held.end(), parts.begin(), parts.end());
  }
  return held;
}

std::vector<Gap> lock_gaps(const std::vector<RateSegment>& segments, Duration lock) {
  std::vector<Gap> gaps;
  Time signal_end = Time::min();
  for (const RateSegment& segment : segments) {
    if (segment.begin != signal_end) {
      gaps.push_back({segment.begin, segment.begin, GapCause::lock});
    }
    signal_end = segment.end;
    gaps.back().end = std::min(gaps.back().begin + lock, signal_end);
  }
  std::erase_if(gaps, [](const Gap& gap) { return gap.begin >= gap.end; });
  return gaps;
}

std::vector<RateSegment> after_lock(std::vector<RateSegment> segments, Duration lock) {
  Time signal_end = Time::min();
  Time locked = kStart;
  for (RateSegment& segment : segments) {
    if (segment.begin != signal_end) {
      locked = segment.begin + lock;
    }
    signal_end = segment.end;
    segment.begin = std::max(segment.begin, locked);
  }
  std::erase_if(segments, [](const RateSegment& segment) { return segment.begin >= segment.end; });
  return segments;
}

} // namespace urker::link
