#include "link/rate_profile.hpp"

#include "link/budget.hpp"
#include "link/weather/rain_state.hpp"

#include <algorithm>

namespace urker::link {

namespace {

constexpr Duration kSampling = std::chrono::seconds(RainState::kKnot_s);

/// A rate that is worth using from some C/N0 on.
struct Step {
  double least_cn0_db_hz;
  double rate_bit_s;
};

struct Sample {
  Time time;
  double cn0_db_hz;
};

/// Rates in the order of what they need, without those that need more than a higher rate does.
std::vector<Step> ladder(const RadioConfig& radio) {
  std::vector<Step> steps;
  for (const RateConfig& rate : radio.rates) {
    const double least = radio.required_margin_db - margin_db(radio, rate, 0.0);
    steps.push_back({least, rate.rate_bit_s});
  }
  std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
    return a.least_cn0_db_hz != b.least_cn0_db_hz ? a.least_cn0_db_hz < b.least_cn0_db_hz
                                                  : a.rate_bit_s > b.rate_bit_s;
  });
  std::vector<Step> result;
  for (const Step& step : steps) {
    if (result.empty() || step.rate_bit_s > result.back().rate_bit_s) {
      result.push_back(step);
    }
  }
  return result;
}

/// Number of steps of the ladder that hold.
std::size_t level(const std::vector<Step>& steps, double cn0_db_hz) {
  std::size_t count = 0;
  while (count < steps.size() && steps[count].least_cn0_db_hz <= cn0_db_hz) {
    ++count;
  }
  return count;
}

class ProfileSearch {
 public:
  ProfileSearch(const RadioConfig& radio, const std::function<double(Time)>& cn0_db_hz)
      : radio_(radio), steps_(ladder(radio)), cn0_db_hz_(cn0_db_hz) {}

  std::vector<RateSegment> search(Time begin, Time end) {
    const std::vector<Sample> nodes = monotone_nodes(begin, end);
    open(nodes.front());
    for (std::size_t i = 1; i < nodes.size(); ++i) {
      find_switches(nodes[i - 1], nodes[i]);
      least_cn0_db_hz_ = std::min(least_cn0_db_hz_, nodes[i].cn0_db_hz);
    }
    close(end);
    return std::move(segments_);
  }

 private:
  Sample sample(Time t) const { return {t, cn0_db_hz_(t)}; }

  /// Samples and refined extrema, so that the function is monotone between neighbours.
  std::vector<Sample> monotone_nodes(Time begin, Time end) const {
    std::vector<Sample> samples{sample(begin)};
    for (Time t = begin + kSampling - (begin - kStart) % kSampling; t < end; t += kSampling) {
      samples.push_back(sample(t));
    }
    samples.push_back(sample(end));
    std::vector<Sample> nodes{samples.front()};
    for (std::size_t i = 1; i + 1 < samples.size(); ++i) {
      const double before = samples[i].cn0_db_hz - samples[i - 1].cn0_db_hz;
      const double after = samples[i + 1].cn0_db_hz - samples[i].cn0_db_hz;
      if (before * after < 0.0) {
        const Sample extremum = refine(samples[i - 1].time, samples[i + 1].time, before > 0.0);
        if (extremum.time < samples[i].time) {
          nodes.push_back(extremum);
        }
        nodes.push_back(samples[i]);
        if (extremum.time > samples[i].time) {
          nodes.push_back(extremum);
        }
      } else {
        nodes.push_back(samples[i]);
      }
    }
    nodes.push_back(samples.back());
    return nodes;
  }

  /// The extremum in [a, b] by ternary search to 1 us: the function is flat there, so that its
  /// value is exact long before its place.
  Sample refine(Time a, Time b, bool maximum) const {
    while (b - a > std::chrono::microseconds(1)) {
      const Duration third = (b - a) / 3;
      const double low = cn0_db_hz_(a + third);
      const double high = cn0_db_hz_(b - third);
      if ((low < high) == maximum) {
        a += third;
      } else {
        b -= third;
      }
    }
    return sample(a + (b - a) / 2);
  }

  void find_switches(const Sample& a, const Sample& b) {
    if (level(steps_, a.cn0_db_hz) == level(steps_, b.cn0_db_hz)) {
      return;
    }
    if (b.time - a.time <= Duration(1)) {
      least_cn0_db_hz_ = std::min(least_cn0_db_hz_, a.cn0_db_hz);
      close(b.time);
      open(b);
      return;
    }
    const Sample middle = sample(a.time + (b.time - a.time) / 2);
    find_switches(a, middle);
    find_switches(middle, b);
  }

  void open(const Sample& at) {
    begin_ = at.time;
    level_ = level(steps_, at.cn0_db_hz);
    least_cn0_db_hz_ = at.cn0_db_hz;
  }

  void close(Time end) {
    if (level_ == 0 || end <= begin_) {
      return;
    }
    const Step& step = steps_[level_ - 1];
    segments_.push_back({begin_, end, step.rate_bit_s,
                         radio_.required_margin_db + least_cn0_db_hz_ - step.least_cn0_db_hz});
  }

  const RadioConfig& radio_;
  const std::vector<Step> steps_;
  const std::function<double(Time)>& cn0_db_hz_;
  std::vector<RateSegment> segments_;
  Time begin_ = kStart;
  std::size_t level_ = 0;
  double least_cn0_db_hz_ = 0.0;
};

} // namespace

std::vector<RateSegment> rate_profile(const RadioConfig& radio,
                                      const std::function<double(Time)>& cn0_db_hz, Time begin,
                                      Time end) {
  if (begin >= end) {
    return {};
  }
  return ProfileSearch(radio, cn0_db_hz).search(begin, end);
}

} // namespace urker::link
