#pragma once

#include "orbit/numerical/dop853.hpp"
#include "orbit/numerical/force_block.hpp"
#include "orbit/numerical/numerical_trajectory.hpp"

namespace urker::orbit {

/// Integrates up to eight orbits at once, each with its own time and step. Every stage evaluates
/// the forces on all lanes; one that has finished stands still.
class BlockIntegrator {
 public:
  BlockIntegrator(std::span<const NumericalOrbit> orbits, const Epoch& epoch, const Earth& earth,
                  const SunMoon& bodies, Time end);

  /// Integrates to the end; the trajectories are in the order of the orbits.
  void run();
  [[nodiscard]] const std::vector<std::shared_ptr<NumericalTrajectory>>& trajectories() const {
    return trajectories_;
  }
  [[nodiscard]] const PropagationCost& cost() const { return cost_; }

 private:
  /// What is kept of a satellite besides its columns.
  struct Lane {
    Time t;
    Duration step{};    ///< of this attempt; zero if the lane has finished
    Duration natural{}; ///< that the error control proposes
    bool rejected = false;
    bool fresh = false;      ///< the derivative at `t` has to be computed
    std::vector<Time> marks; ///< where steps must end, latest first; the last one is the end
  };

  void prepare(std::size_t i);
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
  const Epoch& epoch_;
  ForceBlock forces_;
  Time end_;
  std::array<Lane, kBlock> lanes_;
  std::array<ForceBlock::StepState, kBlock> states_;
  Lanes step_s_{};
  Columns y_{}, residue_{}; ///< state, and what its last sum lost
  Columns next_{};          ///< state at the end of the step
  std::array<Columns, dop853::kAllStages> k_{};
  std::vector<std::shared_ptr<NumericalTrajectory>> trajectories_;
  PropagationCost cost_;
};

} // namespace urker::orbit
