#include "link/weather/rain_spells.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace urker::link {

namespace {

constexpr std::int64_t kKnot_ns = RainState::kKnot_s * 1'000'000'000;

/// A part of the way from a knot to the next one.
Time between_knots(std::int64_t number, double part) {
  return kStart + Duration(number * kKnot_ns + std::llround(part * double(kKnot_ns)));
}

/// Walks the knots from left to right.
class Walk {
 public:
  Walk(RainState& rain, double level) : rain_(rain), level_(level) {}

  /// From knot `left`, at `a`, to `right`, a power of two of knots later, at `b`.
  void span(std::int64_t left, double a, std::int64_t right, double b) {
    if (cannot_pass(a, b, right - left)) {
      return;
    }
    if (right - left == 1) {
      step(left, a, b);
      return;
    }
    const std::int64_t middle = left + (right - left) / 2;
    const double m = rain_.knot(middle);
    span(left, a, middle, m);
    span(middle, m, right, b);
  }

  [[nodiscard]] std::vector<RainSpell> finish(Time begin, Time end) {
    if (open_) {
      close(end);
    }
    for (RainSpell& spell : spells_) {
      spell.begin = std::max(spell.begin, begin);
      spell.end = std::min(spell.end, end);
    }
    std::erase_if(spells_, [](const RainSpell& s) { return s.begin >= s.end; });
    return std::move(spells_);
  }

 private:
  [[nodiscard]] bool cannot_pass(double a, double b, std::int64_t knots) const {
    constexpr double kExponent = 34.0;
    const double room_a = level_ - std::max(a, 0.0), room_b = level_ - std::max(b, 0.0);
    return room_a > 0.0 && room_b > 0.0 &&
           room_a * room_b >
               kExponent * RainState::kRate_1_s * static_cast<double>(knots * RainState::kKnot_s);
  }

  void step(std::int64_t left, double a, double b) {
    if (a > level_ && !open_) { // at the start
      open_ = RainSpell{between_knots(left, 0.0), kStart, a};
    }
    if (a <= level_ && b > level_) {
      open_ = RainSpell{between_knots(left, (level_ - a) / (b - a)), kStart, b};
    } else if (open_ && b > level_) {
      open_->greatest = std::max(open_->greatest, b);
    } else if (open_) {
      close(between_knots(left, (level_ - a) / (b - a)));
    }
  }

  void close(Time end) {
    open_->end = end;
    spells_.push_back(*open_);
    open_.reset();
  }

  RainState& rain_;
  double level_;
  std::optional<RainSpell> open_;
  std::vector<RainSpell> spells_;
};

} // namespace

std::vector<RainSpell> spells_above(RainState& rain, double level, Time begin, Time end) {
  constexpr std::int64_t kBlock = 1 << 14; // knots: beyond, the state has forgotten itself
  const auto block_of = [](Time t, std::int64_t above) {
    const double knots = static_cast<double>((t - kStart).count()) / double(kKnot_ns);
    return static_cast<std::int64_t>(std::floor(knots / double(kBlock))) + above;
  };
  Walk walk(rain, level);
  const std::int64_t last = block_of(end, 1) * kBlock;
  for (std::int64_t left = block_of(begin, 0) * kBlock; left < last; left += kBlock) {
    walk.span(left, rain.knot(left), left + kBlock, rain.knot(left + kBlock));
  }
  return walk.finish(begin, end);
}

} // namespace urker::link
