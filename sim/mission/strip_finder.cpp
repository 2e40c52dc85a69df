#include "mission/strip_finder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace urker::mission {

namespace {

constexpr int kMostRolls = 24;
// A look on the swath's edge lies within, although adding and subtracting the width may round.
constexpr double kEdge_rad = 1e-12;

/// A roll, and how many open looks the swath passes then: no strip at this roll covers more.
struct RollChoice {
  double roll_rad = 0.0;
  std::size_t bound = 0;
};

/// A look that a swath passes, with its time from the chance's begin in seconds.
struct Point {
  double time_s = 0.0;
  const Look* look = nullptr;
};

struct Span {
  double begin_s = 0.0;
  double end_s = 0.0;
};

struct Run {
  std::size_t first = 0;
  std::size_t count = 0;
};

/// What a swath passes, and the most of it that fits one strip.
struct Swath {
  double roll_rad = 0.0;
  std::vector<Point> points; ///< by time
  Run run;
};

bool better(const RollChoice& a, const RollChoice& b) {
  if (a.bound != b.bound) {
    return a.bound > b.bound;
  }
  // The nadir gives the finest images.
  const double aside_a = std::abs(a.roll_rad);
  const double aside_b = std::abs(b.roll_rad);
  return aside_a != aside_b ? aside_a < aside_b : a.roll_rad < b.roll_rad;
}

class StripFinder {
 public:
  StripFinder(const Chance& chance, const std::vector<char>& is_open,
              const std::vector<FixedStrip>& fixed, const spacecraft::AgilityConfig& agility,
              const StripLimits& limits)
      : chance_(chance), agility_(agility), limits_(limits) {
    keep_near(fixed);
    for (const auto& look : chance.looks) {
      if (is_open[look.cell] != 0) {
        open_.push_back({to_seconds(look.time - chance.window.begin), &look});
      }
    }
  }

  [[nodiscard]] std::optional<Strip> find() const {
    auto choices = roll_choices();
    std::make_heap(choices.begin(), choices.end(), worse);
    Swath best;
    for (int tried = 0; tried < kMostRolls && !choices.empty(); ++tried) {
      std::pop_heap(choices.begin(), choices.end(), worse);
      const RollChoice choice = choices.back();
      choices.pop_back();
      if (choice.bound <= best.run.count) {
        break;
      }
      Swath swath = best_at(choice.roll_rad);
      if (swath.run.count > best.run.count) {
        best = std::move(swath);
      }
    }
    return best.run.count > 0 ? std::optional(strip_of(best)) : std::nullopt;
  }

 private:
  static bool worse(const RollChoice& a, const RollChoice& b) { return better(b, a); }

  [[nodiscard]] std::vector<RollChoice> roll_choices() const {
    std::vector<double> rolls;
    for (const auto& point : open_) {
      rolls.push_back(point.look->roll_rad);
    }
    std::sort(rolls.begin(), rolls.end());
    // Two edges on looks closer than this part of the swath see nearly the same.
    const double least_step_rad = 0.1 * limits_.half_width_rad;
    const double reach_rad = limits_.half_width_rad + kEdge_rad;
    double last_edge_rad = -std::numeric_limits<double>::infinity();
    std::vector<RollChoice> choices;
    std::size_t begin = 0;
    std::size_t end = 0;
    for (const double edge_rad : rolls) {
      if (edge_rad < last_edge_rad + least_step_rad) {
        continue;
      }
      last_edge_rad = edge_rad;
      const double roll_rad = std::clamp(edge_rad + limits_.half_width_rad,
                                         -limits_.greatest_roll_rad, limits_.greatest_roll_rad);
      while (begin < rolls.size() && rolls[begin] < roll_rad - reach_rad) {
        ++begin;
      }
      end = std::max(end, begin);
      while (end < rolls.size() && rolls[end] <= roll_rad + reach_rad) {
        ++end;
      }
      if (end > begin) {
        choices.push_back({roll_rad, end - begin});
      }
    }
    return choices;
  }

  /// The swath of a roll; its own roll is the middle of what it covers.
  [[nodiscard]] Swath best_at(double roll_rad) const {
    Swath swath;
    double least_rad = std::numeric_limits<double>::infinity();
    double greatest_rad = -least_rad;
    for (const auto& point : open_) {
      if (std::abs(point.look->roll_rad - roll_rad) <= limits_.half_width_rad + kEdge_rad) {
        swath.points.push_back(point);
        least_rad = std::min(least_rad, point.look->roll_rad);
        greatest_rad = std::max(greatest_rad, point.look->roll_rad);
      }
    }
    if (!swath.points.empty()) {
      swath.roll_rad = std::clamp(0.5 * (least_rad + greatest_rad), -limits_.greatest_roll_rad,
                                  limits_.greatest_roll_rad);
      swath.run = longest_run(swath.points, blocked_at(swath.roll_rad));
    }
    return swath;
  }

  [[nodiscard]] Strip strip_of(const Swath& swath) const {
    const auto& [roll_rad, points, run] = swath;
    Strip strip;
    strip.begin = at(points[run.first].time_s - limits_.margin_s);
    strip.end = at(points[run.first + run.count - 1].time_s + limits_.margin_s);
    strip.roll_rad = roll_rad;
    for (std::size_t i = run.first; i < run.first + run.count; ++i) {
      strip.cells.push_back(points[i].look->cell);
      strip.range_m += points[i].look->range_m / static_cast<double>(run.count);
    }
    return strip;
  }

  /// Of the fixed strips, those that may be in the way with the longest of turns.
  void keep_near(const std::vector<FixedStrip>& fixed) {
    const double aside_rad = limits_.greatest_roll_rad;
    const auto margin = ceil_seconds(limits_.margin_s) + std::chrono::seconds(1);
    for (const auto& strip : fixed) {
      const double farthest_rad = strip.roll_rad > 0.0 ? -aside_rad : aside_rad;
      const Duration turn = spacecraft::manoeuvre_time(agility_, strip.roll_rad, farthest_rad);
      if (strip.begin - turn - margin <= chance_.window.end &&
          strip.end + turn + margin >= chance_.window.begin) {
        near_.push_back(strip);
      }
    }
  }

  /// Spans in which a strip at this roll may not be: before and after the limits' times, and around
  /// the fixed strips with the turns. Only those that touch the chance.
  [[nodiscard]] std::vector<Span> blocked_at(double roll_rad) const {
    constexpr double kFarAway_s = 1e9;
    constexpr double kRounding_s = 1e-6; // more than the rounding of times to nanoseconds
    const double last_s = to_seconds(chance_.window.end - chance_.window.begin) + limits_.margin_s;
    std::vector<Span> blocked{{-kFarAway_s, offset_s(limits_.from) + kRounding_s}};
    for (const auto& strip : near_) {
      const Duration turn = spacecraft::manoeuvre_time(agility_, strip.roll_rad, roll_rad);
      const Span span{offset_s(strip.begin - turn) - kRounding_s,
                      offset_s(strip.end + turn) + kRounding_s};
      if (span.begin_s <= last_s && span.end_s >= -limits_.margin_s) {
        blocked.push_back(span);
      }
    }
    for (const auto& busy : limits_.busy) {
      const Span span{offset_s(busy.begin) - kRounding_s, offset_s(busy.end) + kRounding_s};
      if (span.begin_s <= last_s && span.end_s >= -limits_.margin_s) {
        blocked.push_back(span);
      }
    }
    if (limits_.until != kNever) {
      blocked.push_back({offset_s(limits_.until) - kRounding_s, kFarAway_s});
    }
    return blocked;
  }

  /// The most points in a row that fit one strip. `points` by time.
  [[nodiscard]] Run longest_run(const std::vector<Point>& points,
                                const std::vector<Span>& blocked) const {
    const auto is_free = [&](double begin_s, double end_s) {
      return std::none_of(blocked.begin(), blocked.end(), [&](const Span& span) {
        return begin_s < span.end_s && end_s > span.begin_s;
      });
    };
    const double longest_s = limits_.longest_s - 2.0 * limits_.margin_s;
    Run best;
    std::size_t first = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double t = points[i].time_s;
      if (!is_free(t - limits_.margin_s, t + limits_.margin_s)) {
        first = i + 1;
        continue;
      }
      if (i > first) {
        const double previous = points[i - 1].time_s;
        if (t - previous > limits_.longest_gap_s || !is_free(previous, t)) {
          first = i;
        }
      }
      while (first < i && t - points[first].time_s > longest_s) {
        ++first;
      }
      const std::size_t count = longest_s < 0.0 ? 0 : i + 1 - first;
      if (count > best.count) {
        best = {first, count};
      }
    }
    return best;
  }

  [[nodiscard]] double offset_s(Time t) const { return to_seconds(t - chance_.window.begin); }
  [[nodiscard]] Time at(double offset_s) const {
    return chance_.window.begin + round_seconds(offset_s);
  }

  const Chance& chance_;
  std::vector<FixedStrip> near_;
  const spacecraft::AgilityConfig& agility_;
  const StripLimits& limits_;
  std::vector<Point> open_; ///< by time
};

} // namespace

std::optional<Strip> find_best_strip(const Chance& chance, const std::vector<char>& is_open,
                                     const std::vector<FixedStrip>& fixed,
                                     const spacecraft::AgilityConfig& agility,
                                     const StripLimits& limits) {
  return StripFinder(chance, is_open, fixed, agility, limits).find();
}

} // namespace urker::mission
