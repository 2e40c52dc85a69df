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

/// By level of the span that is halved.
std::array<Bridge, 18> make_bridges() {
  std::array<Bridge, 18> bridges{};
  for (std::size_t level = 1; level < bridges.size(); ++level) {
    bridges[level] = bridge_over(std::ldexp(0.5, static_cast<int>(level)));
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

double RainState::draw(std::int64_t second) const {
  constexpr std::uint64_t kRain = key_of("environment.rain");
  double sum = 0.0;
  for (const Corner& corner : corners_) {
    sum += corner.weight *
           random_normal({seed_, kRain, corner.key}, static_cast<std::uint64_t>(second));
  }
  return sum;
}

const RainState::Span& RainState::span(std::int64_t second, std::size_t lowest) {
  static const std::array<Bridge, kLevels + 1> bridges = make_bridges();
  Span* above = nullptr;
  for (std::size_t level = kLevels + 1; level-- > lowest;) {
    const std::int64_t length_s = std::int64_t{1} << level;
    const std::int64_t begin_s = second & -length_s;
    Span& span = spans_[level];
    if (!span.known || span.begin_s != begin_s) {
      if (above == nullptr) {
        span = {begin_s, draw(begin_s), 0.0, draw(begin_s + length_s), false, true};
      } else {
        if (!above->halved) {
          const Bridge& bridge = bridges[level + 1];
          above->middle = bridge.pull * (above->left + above->right) +
                          bridge.spread * draw(above->begin_s + length_s);
          above->halved = true;
        }
        span = begin_s == above->begin_s
                   ? Span{begin_s, above->left, 0.0, above->middle, false, true}
                   : Span{begin_s, above->middle, 0.0, above->right, false, true};
      }
    }
    above = &span;
  }
  return *above;
}

double RainState::knot(std::int64_t second) {
  // The highest level at which it is an end.
  const auto level = static_cast<std::size_t>(std::countr_zero(static_cast<std::uint64_t>(second)));
  return span(second, std::min(level, kLevels)).left;
}

double RainState::normal(Time t) {
  constexpr std::int64_t kSecond_ns = 1'000'000'000;
  const std::int64_t ns = (t - kStart).count();
  const std::int64_t second = ns / kSecond_ns - (ns % kSecond_ns < 0 ? 1 : 0);
  const Span& between = span(second, 0);
  const double fraction = static_cast<double>(ns - second * kSecond_ns) * 1e-9;
  return between.left + (between.right - between.left) * fraction;
}

} // namespace urker::link
