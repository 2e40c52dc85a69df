#include "access/inter_satellite.hpp"

#include "access/pair_passage.hpp"
#include "access/pair_screen.hpp"
#include "base/error.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>

namespace urker::access {
namespace {

using orbit::MotionBounds;
using orbit::Trajectory;

constexpr Duration kStep = std::chrono::minutes(1);
/// The minutes of an hour, with both ends, are bits of a word.
constexpr std::size_t kIntervals = 60;
constexpr std::uint64_t kAllMinutes = ~std::uint64_t{0};

MotionBounds united(MotionBounds a, const MotionBounds& b) {
  a.least_radius_m = std::min(a.least_radius_m, b.least_radius_m);
  a.greatest_radius_m = std::max(a.greatest_radius_m, b.greatest_radius_m);
  a.greatest_speed_m_s = std::max(a.greatest_speed_m_s, b.greatest_speed_m_s);
  a.greatest_acceleration_m_s2 =
      std::max(a.greatest_acceleration_m_s2, b.greatest_acceleration_m_s2);
  return a;
}

/// Does `action`; false where the trajectory has no state.
template <class Action>
bool has_states(const Action& action) {
  try {
    action();
    return true;
  } catch (const Error& e) {
    if (e.cause() != Cause::invalid_input) {
      throw;
    }
    return false;
  }
}

SatelliteHour hour_of(const Trajectory& trajectory, const std::vector<Time>& times) {
  SatelliteHour hour;
  hour.states.resize(times.size());
  if (has_states([&] {
        trajectory.states(times, hour.states);
        hour.bounds = trajectory.bounds(times.front(), times.back());
      })) {
    return hour;
  }
  hour = {};
  for (std::size_t i = 0; i < times.size(); ++i) {
    const bool known = has_states([&] {
      const auto state = trajectory.state(times[i]);
      if (i > 0) {
        const auto bounds = trajectory.bounds(times[i - 1], times[i]);
        hour.bounds = i == 1 ? bounds : united(hour.bounds, bounds);
      }
      hour.states.push_back(state);
    });
    if (!known) {
      break;
    }
  }
  return hour;
}

struct OpenContact {
  Time begin;
  bool clipped;
  ClosestApproach closest;
};

} // namespace

struct PairSearch::Work {
  Work(PairInput pair_input, Time span_begin, Time span_end);

  void search_hour(const Sink& sink);
  void search_listed(const std::vector<SatellitePair>& pairs, const Sink& sink);
  void search_all(const AllPairs& all, const Sink& sink);
  [[nodiscard]] std::vector<PairScreen> screens(double limit_m) const;
  void follow(std::size_t pair, const SatellitePair& who, std::uint64_t near_at,
              std::map<std::uint32_t, OpenContact>& open, const Sink& sink);
  [[nodiscard]] std::vector<Window> windows_of(const PairHour& hour, const SatellitePair& who,
                                               std::uint64_t near_at) const;
  [[nodiscard]] Time hour_begin() const {
    return begin + static_cast<Duration::rep>(hours_done * kIntervals) * kStep;
  }

  PairInput input;
  Time begin, end;
  std::size_t hours_done = 0;
  bool mixed_frames = false;
  std::vector<std::uint8_t> wanted; ///< by satellite, as is what follows
  std::vector<std::uint8_t> clear;  ///< of the blocking sphere, at all times
  std::vector<SatelliteHour> hours;
  std::vector<Time> times; ///< the minutes of the hour in hand
  /// Windows under way, by the place of their pair, or by the first satellite; then by the second.
  std::vector<std::map<std::uint32_t, OpenContact>> open;
};

PairSearch::Work::Work(PairInput pair_input, Time span_begin, Time span_end)
    : input(std::move(pair_input)), begin(span_begin), end(span_end) {
  require(input.earth != nullptr && input.blocking_radius_m > 0.0,
          "a search of pairs has no Earth");
  const std::size_t count = input.satellites.size();
  const auto* listed = std::get_if<std::vector<SatellitePair>>(&input.pairs);
  wanted.assign(count, listed == nullptr);
  if (listed != nullptr) {
    open.resize(listed->size());
    for (const SatellitePair& pair : *listed) {
      wanted[pair.first] = wanted[pair.second] = 1;
    }
  } else {
    open.resize(count);
  }
  clear.assign(count, 0);
  hours.resize(count);
  std::optional<orbit::Frame> frame;
  for (std::size_t i = 0; i < count; ++i) {
    const Trajectory* trajectory = input.satellites[i];
    if (trajectory == nullptr || wanted[i] == 0) {
      wanted[i] = 0;
      continue;
    }
    mixed_frames = mixed_frames || (frame && *frame != trajectory->frame());
    frame = trajectory->frame();
    // Close to the sphere the tangents' bounds are worse than the distance's.
    constexpr double kClear = 1.003;
    static_cast<void>(has_states([&] {
      clear[i] = trajectory->bounds(begin, end).least_radius_m > kClear * input.blocking_radius_m;
    }));
  }
}

void PairSearch::Work::search_hour(const Sink& sink) {
  times.clear();
  for (Time t = hour_begin(); times.size() <= kIntervals; t += kStep) {
    times.push_back(std::min(t, end));
    if (t >= end) {
      break;
    }
  }
  for (std::size_t i = 0; i < hours.size(); ++i) {
    // Who has once failed stays away, even where the model has states again.
    const bool whole_before = hours_done == 0 || hours[i].states.size() == kIntervals + 1;
    hours[i] =
        wanted[i] != 0 && whole_before ? hour_of(*input.satellites[i], times) : SatelliteHour{};
  }
  if (const auto* all = std::get_if<AllPairs>(&input.pairs)) {
    search_all(*all, sink);
  } else {
    search_listed(std::get<std::vector<SatellitePair>>(input.pairs), sink);
  }
  ++hours_done;
}

void PairSearch::Work::search_listed(const std::vector<SatellitePair>& pairs, const Sink& sink) {
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    follow(i, pairs[i], kAllMinutes, open[i], sink);
  }
}

void PairSearch::Work::search_all(const AllPairs& all, const Sink& sink) {
  const auto count = static_cast<std::uint32_t>(input.satellites.size());
  const bool limited = std::isfinite(all.range_limit_m);
  const auto at_minutes = limited ? screens(all.range_limit_m) : std::vector<PairScreen>{};
  std::vector<std::uint32_t> neighbours;
  std::vector<std::uint64_t> near_at(count, limited ? 0 : kAllMinutes);
  for (std::uint32_t i = all.begin; i < all.end; ++i) {
    for (std::size_t minute = 0; minute < at_minutes.size(); ++minute) {
      neighbours.clear();
      at_minutes[minute].neighbours(i, neighbours);
      for (const std::uint32_t k : neighbours) {
        near_at[k] |= std::uint64_t{1} << minute;
      }
    }
    for (std::uint32_t k = i + 1; k < count; ++k) {
      if (near_at[k] != 0 || open[i].contains(k)) {
        follow(0, {i, k, all.range_limit_m}, near_at[k], open[i], sink);
      }
      near_at[k] = limited ? 0 : kAllMinutes;
    }
  }
}

/// One for each minute.
std::vector<PairScreen> PairSearch::Work::screens(double limit_m) const {
  // Half a step, and what rounding may take.
  const double reach_s = to_seconds(kStep) / 2.0 + 1e-6;
  std::vector<PairScreen> result;
  for (std::size_t minute = 0; minute < times.size(); ++minute) {
    std::vector<PairScreen::Body> bodies;
    for (std::uint32_t i = 0; i < hours.size(); ++i) {
      if (hours[i].states.size() > minute) {
        auto state = hours[i].states[minute];
        if (mixed_frames) {
          state = input.earth->convert(state, input.satellites[i]->frame(), orbit::Frame::gcrf,
                                       times[minute]);
        }
        bodies.push_back({i, state.r_m, hours[i].bounds.greatest_speed_m_s});
      }
    }
    result.emplace_back(std::move(bodies), limit_m, reach_s);
  }
  return result;
}

/// In each run of intervals at one of whose ends, at least, the satellites are near.
std::vector<Window> PairSearch::Work::windows_of(const PairHour& hour, const SatellitePair& who,
                                                 std::uint64_t near_at) const {
  std::vector<Window> windows;
  const std::uint64_t intervals = near_at | near_at >> 1U;
  const auto is_near = [intervals](std::size_t i) { return (intervals >> i & 1U) != 0; };
  const bool smooth = clear[who.first] != 0 && clear[who.second] != 0;
  for (std::size_t first = 0; first + 1 < hour.node_count(); ++first) {
    if (is_near(first)) {
      std::size_t last = first + 1;
      while (last + 1 < hour.node_count() && is_near(last)) {
        ++last;
      }
      const auto found =
          windows_between(hour, first, last, input.blocking_radius_m, smooth, who.range_limit_m);
      windows.insert(windows.end(), found.begin(), found.end());
      first = last;
    }
  }
  return windows;
}

/// Joins the windows of the hour to that under way; the bits of `near_at` are minutes.
void PairSearch::Work::follow(std::size_t pair, const SatellitePair& who, std::uint64_t near_at,
                              std::map<std::uint32_t, OpenContact>& under_way, const Sink& sink) {
  const SatelliteHour &hour_a = hours[who.first], &hour_b = hours[who.second];
  if (hour_a.states.empty() || hour_b.states.empty()) {
    return;
  }
  const PairHour hour(*input.satellites[who.first], *input.satellites[who.second], *input.earth,
                      hour_a, hour_b, times);
  const Time last_known = times[hour.node_count() - 1];
  const bool goes_on = hour.node_count() == times.size() && last_known < end;
  auto current = under_way.find(who.second);
  const auto close = [&](Time t, bool clipped) {
    OpenContact& contact = current->second;
    contact.closest.add(t, hour.range_m(t));
    InterSatelliteContact result{
        who.first, who.second, {contact.begin, t, contact.clipped, clipped}, 0.0, kStart};
    contact.closest.set(hour, result);
    if (contact.begin < t) {
      sink(pair, result);
    }
    under_way.erase(current);
    current = under_way.end();
  };
  for (const Window& w : windows_of(hour, who, near_at)) {
    const bool continues = w.begin == times.front() && w.begin_clipped;
    if (current != under_way.end() && !continues) {
      close(times.front(), false);
    }
    if (current == under_way.end()) {
      const bool clipped = w.begin_clipped && w.begin == begin;
      current = under_way.emplace(who.second, OpenContact{w.begin, clipped, {}}).first;
      current->second.closest.add(w.begin, hour.range_m(w.begin));
    }
    for (std::size_t i = 0; i < hour.node_count() && times[i] < w.end; ++i) {
      if (times[i] >= w.begin && times[i] > current->second.begin) {
        current->second.closest.add(times[i], PairHour::range_m(hour.node(i)));
      }
    }
    const bool to_the_end = w.end_clipped && w.end == last_known;
    if (!(to_the_end && goes_on)) {
      close(w.end, to_the_end);
    } else {
      return;
    }
  }
  if (current != under_way.end()) { // it ends with the former hour
    close(times.front(), hour.node_count() == 1);
  }
}

PairSearch::PairSearch(PairInput input, Time begin, Time end)
    : work_(std::make_unique<Work>(std::move(input), begin, end)) {}
PairSearch::~PairSearch() = default;
PairSearch::PairSearch(PairSearch&&) noexcept = default;
PairSearch& PairSearch::operator=(PairSearch&&) noexcept = default;

void PairSearch::advance(Time until, const Sink& sink, const std::function<void()>& hour_ends) {
  constexpr Duration kHour = static_cast<Duration::rep>(kIntervals) * kStep;
  while (work_->hour_begin() < work_->end &&
         (until >= work_->end || work_->hour_begin() + kHour <= until)) {
    work_->search_hour(sink);
    if (hour_ends) {
      hour_ends();
    }
  }
}

std::vector<InterSatelliteContact>
find_inter_satellite_contacts(const Trajectory& a, const Trajectory& b, const orbit::Earth& earth,
                              double range_limit_m, Time begin, Time end) {
  PairInput input;
  input.satellites = {&a, &b};
  input.earth = &earth;
  input.pairs = std::vector<SatellitePair>{{0, 1, range_limit_m}};
  std::vector<InterSatelliteContact> contacts;
  PairSearch(std::move(input), begin, end).advance(end, [&contacts](std::size_t, const auto& c) {
    contacts.push_back(c);
  });
  return contacts;
}

} // namespace urker::access
