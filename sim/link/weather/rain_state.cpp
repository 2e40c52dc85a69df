#include "link/weather/rain_state.hpp"

#include "base/random.hpp"
#include "link/weather/lattice.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace urker::link {

namespace {

struct Lattice {
  double step_m;
  double share; ///< of the variance
};

// Found by least squares over combinations of four steps against the correlation that the class
// states.
constexpr std::array<Lattice, 4> kLattices{
    {{6e3, 0.172}, {30e3, 0.305}, {80e3, 0.343}, {700e3, 0.180}}};

/// z in the middle of two knots: `pull` times their sum, and `spread` times a draw.
struct Bridge {
  double pull;
  double spread;
};

Bridge bridge_over(double half_s) {
  const double correlation = std::exp(-RainState::kRate_1_s * half_s);
  const double square = correlation * correlation;
  return {correlation / (1.0 + square), std::sqrt((1.0 - square) / (1.0 + square))};
}

/// By level of the span that is halved; none at 0.
template <std::size_t N>
std::array<Bridge, N> make_bridges() {
  std::array<Bridge, N> bridges{};
  for (std::size_t level = 1; level < N; ++level) {
    const std::int64_t half_s = RainState::kKnot_s << (level - 1);
    bridges[level] = bridge_over(static_cast<double>(half_s));
  }
  return bridges;
}

} // namespace

RainState::RainState(std::uint64_t seed, const orbit::Geodetic& site) : seed_(seed) {
  auto corner = corners_.begin();
  for (std::size_t number = 0; number < kLattices.size(); ++number) {
    const std::array<double, 3> position = lattice_position(site, kLattices[number].step_m);
    std::array<std::array<double, 2>, 3> weights{};
    for (std::size_t i = 0; i < 3; ++i) {
      weights[i] = lattice_weights(position[i] - std::floor(position[i]));
    }
    for (std::size_t k = 0; k < 8; ++k) {
      std::array<std::int64_t, 3> index{};
      double weight = std::sqrt(kLattices[number].share);
      for (std::size_t i = 0; i < 3; ++i) {
        const std::size_t side = k >> i & 1U;
        index[i] =
            static_cast<std::int64_t>(std::floor(position[i])) + static_cast<std::int64_t>(side);
        weight *= weights[i][side];
      }
      *corner++ = {lattice_knot(index) << 2U | number, weight};
    }
  }
}

double RainState::draw(std::int64_t number) const {
  constexpr std::uint64_t kRain = key_of("environment.rain");
  double sum = 0.0;
  for (const Corner& corner : corners_) {
    sum += corner.weight *
           random_normal({seed_, kRain, corner.key}, static_cast<std::uint64_t>(number));
  }
  return sum;
}

const RainState::Span& RainState::span(std::int64_t number, std::size_t lowest) {
  static const auto bridges = make_bridges<kLevels + 1>();
  Span* above = nullptr;
  for (std::size_t level = kLevels + 1; level-- > lowest;) {
    const std::int64_t length = std::int64_t{1} << level;
    const std::int64_t begin = number & -length;
    Span& span = spans_[level];
    if (!span.known || span.begin != begin) {
      if (above == nullptr) {
        span = {begin, draw(begin), 0.0, draw(begin + length), false, true};
      } else {
        if (!above->halved) {
          const Bridge& bridge = bridges[level + 1];
          above->middle = bridge.pull * (above->left + above->right) +
                          bridge.spread * draw(above->begin + length);
          above->halved = true;
        }
        span = begin == above->begin ? Span{begin, above->left, 0.0, above->middle, false, true}
                                     : Span{begin, above->middle, 0.0, above->right, false, true};
      }
    }
    above = &span;
  }
  return *above;
}

double RainState::knot(std::int64_t number) {
  // The highest level at which it is an end.
  const auto level = static_cast<std::size_t>(std::countr_zero(static_cast<std::uint64_t>(number)));
  return span(number, std::min(level, kLevels)).left;
}

double RainState::normal(Time t) {
  constexpr std::int64_t kKnot_ns = kKnot_s * 1'000'000'000;
  const std::int64_t ns = (t - kStart).count();
  const std::int64_t before = ns / kKnot_ns - (ns % kKnot_ns < 0 ? 1 : 0);
  const Span& between = span(before, 0);
  const double fraction =
      static_cast<double>(ns - before * kKnot_ns) / static_cast<double>(kKnot_ns);
  return between.left + (between.right - between.left) * fraction;
}

} // namespace urker::link
