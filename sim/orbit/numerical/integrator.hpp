#pragma once

#include "orbit/numerical/dop853.hpp"
#include "orbit/numerical/force_block.hpp"
#include "orbit/numerical/numerical_trajectory.hpp"

namespace urker::orbit {

/// Whether an integration leads from the epoch into the future or into the past.
enum class Course { forward, backward };

/// Integrates up to eight orbits at once, each with its own time and step. Every stage evaluates
/// the forces on all lanes; one that has finished stands still. Backward it integrates over the
/// time before the epoch, in which all derivatives have the other sign.
class BlockIntegrator {
 public:
  /// The orbits and their trajectories, which it appends to, must outlive it. `end` is where the
  /// course leads, so for `backward` before the epochs.
  BlockIntegrator(std::span<const NumericalOrbit> orbits,
                  std::span<const std::shared_ptr<NumericalTrajectory>> trajectories,
                  const Epoch& epoch, const Earth& earth, const SunMoon& bodies, Course course,
                  Time end);

  void run();
  [[nodiscard]] const PropagationCost& cost() const { return cost_; }

 private:
  /// What is kept of a satellite besides its columns.
  struct Lane {
    Time t;
    Duration step{};    ///< of this attempt; zero if the lane has finished
    Duration natural{}; ///< that the error control proposes
    bool rejected = false;
    bool fresh = false;      ///< the derivative at `t` has to be computed
    std::vector<Time> marks; ///< where steps must end, the next one last; the first is the end
  };

  void prepare(std::size_t i);
  /// Where a step of this length leads.
  [[nodiscard]] Time after(Time t, Duration step) const {
    return course_ == Course::forward ? t + step : t - step;
  }
  void choose_step(std::size_t i);
  void refresh();
  void stage(int s);
  [[nodiscard]] std::array<double, kBlock> errors() const;
  void accept(std::size_t i, double error);
  void reject(std::size_t i, double error);
  /// Longest step that ends at the first shadow's edge inside this one; the step if there is none.
  [[nodiscard]] Duration step_to_shadow(std::size_t i, const SegmentCoefficients& c) const;
  [[nodiscard]] SegmentCoefficients output(std::size_t i) const;
  void advance(std::size_t i);
  void check_ground(std::size_t i);
  void finish(std::size_t i) { lanes_[i].step = Duration::zero(); }
  [[nodiscard]] bool running() const;
  void evaluate(const std::array<double, kBlock>& fraction, const Columns& y, Columns& out);

  std::span<const NumericalOrbit> orbits_;
  std::span<const std::shared_ptr<NumericalTrajectory>> trajectories_;
  const Epoch& epoch_;
  ForceBlock forces_;
  Course course_;
  Time end_;
  std::array<Lane, kBlock> lanes_;
  std::array<ForceBlock::StepState, kBlock> states_;
  Lanes step_s_{};
  Columns y_{}, residue_{}; ///< state, and what its last sum lost
  Columns next_{};          ///< state at the end of the step
  std::array<Columns, dop853::kAllStages> k_{};
  PropagationCost cost_;
};

} // namespace urker::orbit
