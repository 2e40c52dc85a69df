#include "orbit/numerical/integrator.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>

namespace urker::orbit {

namespace {

using namespace std::chrono_literals;

/// No step is shorter, and shadow edges nearer than this to a step's start are behind it.
constexpr Duration kLeastStep = 1ms;
/// Polar radius of the Earth: below it there is ground everywhere.
constexpr double kGroundRadius_m = 6356752.0;
constexpr double kVelocityTolerance_s = 1e-3; ///< times the tolerance of the position

Duration scaled(Duration d, double factor) {
  return Duration(static_cast<std::int64_t>(static_cast<double>(d.count()) * factor));
}

Vector3 position(const SegmentCoefficients& c, double s) {
  Vector3 r(c[7][0], c[7][1], c[7][2]);
  for (std::size_t level = 7; level-- > 0;) {
    r = Vector3(c[level][0], c[level][1], c[level][2]) + (level % 2 == 0 ? s : 1.0 - s) * r;
  }
  return r;
}

} // namespace

BlockIntegrator::BlockIntegrator(std::span<const NumericalOrbit> orbits,
                                 std::span<const std::shared_ptr<NumericalTrajectory>> trajectories,
                                 const Epoch& epoch, const Earth& earth, const SunMoon& bodies,
                                 Course course, Time end)
    : orbits_(orbits), trajectories_(trajectories), epoch_(epoch), forces_(orbits, earth, bodies),
      course_(course), end_(end) {
  for (std::size_t i = 0; i < orbits_.size(); ++i) {
    prepare(i);
  }
}

void BlockIntegrator::prepare(std::size_t i) {
  const NumericalOrbit& orbit = orbits_[i];
  const bool forward = course_ == Course::forward;
  require(forward ? orbit.epoch < end_ : end_ < orbit.epoch, "an integration leads nowhere");
  Lane& lane = lanes_[i];
  lane.t = orbit.epoch;
  lane.natural = orbit.first_step;
  lane.fresh = true;
  lane.marks.push_back(end_);
  for (const Time mark : switch_times(orbit.burns)) {
    if (std::min(lane.t, end_) < mark && mark < std::max(lane.t, end_)) {
      lane.marks.push_back(mark);
    }
  }
  std::sort(lane.marks.begin(), lane.marks.end(),
            [forward](Time a, Time b) { return forward ? b < a : a < b; });
  for (std::size_t k = 0; k < 3; ++k) {
    y_[k][i] = orbit.state.r_m[static_cast<Eigen::Index>(k)];
    y_[k + 3][i] = orbit.state.v_m_s[static_cast<Eigen::Index>(k)];
  }
  choose_step(i);
}

void BlockIntegrator::choose_step(std::size_t i) {
  Lane& lane = lanes_[i];
  const NumericalOrbit& orbit = orbits_[i];
  const Duration to_mark = lane.marks.back() - lane.t;
  lane.step = std::min(std::max(lane.natural, kLeastStep), std::chrono::abs(to_mark));
  step_s_[i] = to_seconds(lane.step);
  ForceBlock::StepState& state = states_[i];
  state.burn = nullptr;
  for (const Burn& burn : orbit.burns) {
    if (course_ == Course::forward ? burn.begin <= lane.t && lane.t < burn.end
                                   : burn.begin < lane.t && lane.t <= burn.end) {
      state.burn = &burn;
    }
  }
  state.start = lane.t;
  state.mass_kg = mass_after(orbit.burns, orbit.mass_kg, orbit.epoch, lane.t);
}

bool BlockIntegrator::running() const {
  return std::any_of(lanes_.begin(), lanes_.end(),
                     [](const Lane& lane) { return lane.step > Duration::zero(); });
}

void BlockIntegrator::evaluate(const std::array<double, kBlock>& fraction, const Columns& y,
                               Columns& out) {
  std::array<Time, kBlock> times{};
  for (std::size_t i = 0; i < orbits_.size(); ++i) {
    times[i] = after(lanes_[i].t, scaled(lanes_[i].step, fraction[i]));
  }
  forces_.derivatives(times, y, states_, out);
  if (course_ == Course::backward) {
    for (Lanes& column : out) {
      std::transform(column.begin(), column.end(), column.begin(), std::negate<>());
    }
  }
  ++cost_.evaluations;
}

/// Derivatives at the start of the steps of those lanes whose forces have changed with a leap.
void BlockIntegrator::refresh() {
  if (std::none_of(lanes_.begin(), lanes_.end(), [](const Lane& l) { return l.fresh; })) {
    return;
  }
  Columns start{};
  evaluate({}, y_, start);
  for (std::size_t i = 0; i < orbits_.size(); ++i) {
    if (lanes_[i].fresh) {
      for (std::size_t c = 0; c < 6; ++c) {
        k_[0][c][i] = start[c][i];
      }
      lanes_[i].fresh = false;
    }
  }
}

/// Derivatives at stage `s` (from 0); that of the 13th, at the end of the step, keeps its state.
void BlockIntegrator::stage(int s) {
  const auto& weights = dop853::kWeights[static_cast<std::size_t>(s)];
  Columns y;
  for (std::size_t c = 0; c < 6; ++c) {
    Lanes sum{};
    for (std::size_t j = 0; j < static_cast<std::size_t>(s); ++j) {
      const double weight = weights[j];
      if (weight == 0.0) {
        continue;
      }
      for (std::size_t i = 0; i < kBlock; ++i) {
        sum[i] += weight * k_[j][c][i];
      }
    }
    for (std::size_t i = 0; i < kBlock; ++i) {
      y[c][i] = y_[c][i] + step_s_[i] * sum[i];
    }
    if (s == dop853::kStages) {
      next_[c] = sum;
    }
  }
  std::array<double, kBlock> fraction;
  fraction.fill(dop853::kNodes[static_cast<std::size_t>(s)]);
  evaluate(fraction, y, k_[static_cast<std::size_t>(s)]);
}

/// Error of the step over the tolerance, as the method's authors combine their two estimates.
std::array<double, kBlock> BlockIntegrator::errors() const {
  std::array<double, kBlock> result{};
  for (std::size_t i = 0; i < orbits_.size(); ++i) {
    double fifth = 0.0;
    double third = 0.0;
    for (std::size_t c = 0; c < 6; ++c) {
      const double tolerance = orbits_[i].tolerance_m * (c < 3 ? 1.0 : kVelocityTolerance_s);
      double e5 = 0.0;
      for (std::size_t j = 0; j < dop853::kStages; ++j) {
        e5 += dop853::kError5[j] * k_[j][c][i];
      }
      const double e3 = next_[c][i] - dop853::kError3[0] * k_[0][c][i] -
                        dop853::kError3[1] * k_[8][c][i] - dop853::kError3[2] * k_[11][c][i];
      fifth += e5 * e5 / (tolerance * tolerance);
      third += e3 * e3 / (tolerance * tolerance);
    }
    const double divisor = fifth + 0.01 * third;
    result[i] = divisor > 0.0 ? step_s_[i] * fifth / std::sqrt(6.0 * divisor) : 0.0;
  }
  return result;
}

void BlockIntegrator::reject(std::size_t i, double error) {
  Lane& lane = lanes_[i];
  ++cost_.rejected;
  lane.rejected = true;
  const double factor =
      std::isfinite(error) ? std::max(1.0 / 3.0, 0.9 * std::pow(error, -0.125)) : 0.1;
  if (lane.step <= kLeastStep) {
    trajectories_[i]->end_early(fmt::format("needs steps below {} s at {}", to_seconds(kLeastStep),
                                            epoch_.utc_text(lane.t)));
    finish(i);
    return;
  }
  lane.natural = scaled(lane.step, factor);
  choose_step(i);
}

SegmentCoefficients BlockIntegrator::output(std::size_t i) const {
  SegmentCoefficients result;
  const double h = step_s_[i];
  for (std::size_t c = 0; c < 6; ++c) {
    const double difference = h * next_[c][i];
    const double bend = h * k_[0][c][i] - difference;
    result[0][c] = y_[c][i];
    result[1][c] = difference;
    result[2][c] = bend;
    result[3][c] = difference - h * k_[12][c][i] - bend;
    for (std::size_t row = 0; row < 4; ++row) {
      double sum = 0.0;
      for (std::size_t j = 0; j < dop853::kAllStages; ++j) {
        sum += dop853::kOutput[row][j] * k_[j][c][i];
      }
      result[4 + row][c] = h * sum;
    }
  }
  return result;
}

Duration BlockIntegrator::step_to_shadow(std::size_t i, const SegmentCoefficients& c) const {
  const Lane& lane = lanes_[i];
  const auto margins = [&](double s) {
    return forces_.shadow_margins_rad(i, after(lane.t, scaled(lane.step, s)), position(c, s));
  };
  if (lane.step <= kLeastStep) {
    return lane.step;
  }
  const double first =
      static_cast<double>(kLeastStep.count()) / static_cast<double>(lane.step.count());
  const ShadowMargins begin = margins(first);
  const ShadowMargins end = margins(1.0);
  Duration shortest = lane.step;
  for (std::size_t edge = 0; edge < begin.size(); ++edge) {
    const bool before = begin[edge] > 0.0;
    if (before == (end[edge] > 0.0)) {
      continue;
    }
    double low = first;
    double high = 1.0;
    while ((high - low) * step_s_[i] > 1e-7) {
      const double middle = 0.5 * (low + high);
      (before == (margins(middle)[edge] > 0.0) ? low : high) = middle;
    }
    shortest = std::min(shortest, scaled(lane.step, high));
  }
  // An edge at the very end is where the step should end anyway.
  return lane.step - shortest < kLeastStep ? lane.step : shortest;
}

void BlockIntegrator::advance(std::size_t i) {
  for (std::size_t c = 0; c < 6; ++c) {
    // Kahan's sum: the residue is what the rounding of the state took off.
    const double add = step_s_[i] * next_[c][i] + residue_[c][i];
    const double sum = y_[c][i] + add;
    residue_[c][i] = add - (sum - y_[c][i]);
    y_[c][i] = sum;
    k_[0][c][i] = k_[12][c][i];
  }
}

void BlockIntegrator::check_ground(std::size_t i) {
  if (std::hypot(y_[0][i], y_[1][i], y_[2][i]) < kGroundRadius_m) {
    trajectories_[i]->end_early("meets the ground");
    finish(i);
  }
}

void BlockIntegrator::accept(std::size_t i, double error) {
  Lane& lane = lanes_[i];
  const SegmentCoefficients c = output(i);
  if (orbits_[i].radiation) {
    const Duration to_edge = step_to_shadow(i, c);
    if (to_edge < lane.step) {
      lane.step = to_edge;
      step_s_[i] = to_seconds(to_edge);
      ++cost_.rejected;
      return; // `natural` stays for the steps after the edge
    }
  }
  const Time next = after(lane.t, lane.step);
  trajectories_[i]->append(next, c);
  advance(i);
  ++cost_.steps;
  const double most = lane.rejected ? 1.0 : 6.0;
  const double factor = error > 0.0 ? std::min(most, 0.9 * std::pow(error, -0.125)) : most;
  const Duration proposed = scaled(lane.step, std::max(factor, 1.0 / 3.0));
  // A step that was cut to an edge or a mark says nothing against the longer one before it.
  lane.natural = lane.step < lane.natural ? std::max(proposed, lane.natural) : proposed;
  lane.rejected = false;
  lane.t = next;
  if (lane.t == lane.marks.back()) {
    lane.marks.pop_back();
    lane.fresh = true; // thrust may leap here
  }
  if (lane.t == end_) {
    finish(i);
    return;
  }
  choose_step(i);
  check_ground(i);
}

void BlockIntegrator::run() {
  while (running()) {
    refresh();
    for (int s = 1; s <= dop853::kStages; ++s) {
      stage(s);
    }
    const std::array<double, kBlock> error = errors();
    bool any = false;
    for (std::size_t i = 0; i < orbits_.size(); ++i) {
      any = any || (lanes_[i].step > Duration::zero() && error[i] <= 1.0);
    }
    if (any) { // the output's stages
      for (int s = dop853::kStages + 1; s < dop853::kAllStages; ++s) {
        stage(s);
      }
    }
    for (std::size_t i = 0; i < orbits_.size(); ++i) {
      if (lanes_[i].step > Duration::zero()) {
        if (error[i] <= 1.0) {
          accept(i, error[i]);
        } else {
          reject(i, error[i]);
        }
      }
      if (lanes_[i].step <= Duration::zero()) {
        step_s_[i] = 0.0;
        lanes_[i].fresh = false;
      }
    }
  }
}

} // namespace urker::orbit
