#pragma once

#include "orbit/numerical/numerical_orbit.hpp"
#include "orbit/trajectory.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace urker::orbit {

/// The output polynomial of one step: coefficient by coordinate (x, y, z, vx, vy, vz), in the
/// nested form of DOP853: c0 + s (c1 + (1 - s) (c2 + s (c3 + ...))), s from 0 to 1 over the step.
using SegmentCoefficients = std::array<std::array<double, 6>, 8>;

/// An orbit that was integrated: its mass is known too.
class IntegratedTrajectory : public Trajectory {
 public:
  [[nodiscard]] Frame frame() const final { return Frame::gcrf; }
  /// With the propellant of the burns taken off.
  [[nodiscard]] virtual double mass_kg(Time t) const = 0;
};

/// An integrated orbit, GCRF: the output polynomials (order 7) of the steps, end to end. Position
/// and velocity are polynomials of their own; they agree to the tolerance of the integration.
class NumericalTrajectory final : public IntegratedTrajectory {
 public:
  NumericalTrajectory(const NumericalOrbit& orbit, const Epoch& epoch);

  /// Throws outside `begin()` to `end()`, with the reason why the orbit ends there.
  [[nodiscard]] State state(Time t) const override;
  void states(std::span<const Time> times, std::span<State> out) const override;
  using Trajectory::states;
  /// From the Bernstein coefficients of the polynomials, which enclose them.
  [[nodiscard]] MotionBounds bounds(Time begin, Time end) const override;
  [[nodiscard]] double mass_kg(Time t) const override;

  [[nodiscard]] Time begin() const { return edges_.front(); }
  [[nodiscard]] Time end() const { return edges_.back(); }
  [[nodiscard]] std::size_t steps() const { return coefficients_.size(); }
  /// Why the orbit is not known over all the time that was asked for; empty if it is.
  [[nodiscard]] const std::string& early_end() const { return early_end_; }

  // For the integration, which leads into the past first.
  void append(Time end, const SegmentCoefficients& coefficients);
  /// Puts segments that were appended into the past in the order of time.
  void turn_round();
  void end_early(const std::string& why) { early_end_ = why; }
  /// What was integrated; the rest comes from the orbit.
  template <class Packer>
  void pack(Packer& p) {
    p(edges_, coefficients_, bounds_, early_end_);
  }

 private:
  [[nodiscard]] std::size_t segment(Time t) const;
  [[nodiscard]] State evaluate(std::size_t segment, Time t) const;

  std::string name_;
  Epoch epoch_;
  Time initial_epoch_;
  double mass_kg_; ///< at the initial epoch
  std::vector<Burn> burns_;
  std::vector<Time> edges_; ///< of the segments: one more than these
  std::vector<SegmentCoefficients> coefficients_;
  std::vector<MotionBounds> bounds_;
  std::string early_end_;
};

/// What an integration cost.
struct PropagationCost {
  std::int64_t evaluations = 0; ///< of the forces on a block of up to eight satellites
  std::int64_t steps = 0;       ///< accepted, of all satellites
  std::int64_t rejected = 0;
};

/// Integrates orbits from their epochs over the time from `begin` to `end`, into the past where the
/// epoch is later, with Dormand and Prince's method of order 8(5,3), each with a step size of its
/// own, in blocks of eight. The bits of an orbit do not depend on its company. Steps end where
/// thrust changes and where the satellite enters or leaves the penumbra and the umbra, so that none
/// bridges a kink; a grazing eclipse within one step is left to the error control. The sum of the
/// steps is compensated. An orbit that meets the ground ends there
/// (`early_end`), whatever becomes of the others.
///
/// `earth` covers all epochs, `begin` and `end`.
[[nodiscard]] std::vector<std::shared_ptr<const NumericalTrajectory>>
propagate(std::span<const NumericalOrbit> orbits, const Epoch& epoch, const Earth& earth,
          const SunMoon& bodies, Time begin, Time end, PropagationCost* cost = nullptr);

} // namespace urker::orbit
