#pragma once

#include "orbit/numerical/numerical_trajectory.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace urker::orbit {

/// An orbit at a mark, and what happens until the next.
struct OrbitMark {
  State state; ///< GCRF
  double mass_kg = 0.0;
  std::vector<Burn> burns; ///< all that begin before the next mark; they have ended by then
  MotionBounds bounds;     ///< until the next mark
  template <class Packer>
  void pack(Packer& p) {
    p(state.r_m.x(), state.r_m.y(), state.r_m.z(), state.v_m_s.x(), state.v_m_s.y(),
      state.v_m_s.z(), mass_kg, burns, bounds);
  }
};

/// Decides the burns of one satellite from mark to mark, in the order of time.
class BurnPlanner {
 public:
  /// What is known of the satellite at a mark.
  struct Situation {
    Time mark, next;
    State state; ///< GCRF, at `mark`
    double mass_kg;
    const NumericalTrajectory* before; ///< since the last mark; null at the first
  };
  virtual ~BurnPlanner() = default;
  /// In the order of time, within [mark, next), without overlaps.
  [[nodiscard]] virtual std::vector<Burn> decide(const Situation& now) = 0;
};

/// When the marks are: at `begin` and every `step` from there, as far as they are before `end`.
struct Marching {
  Time begin, end;
  Duration step;
  [[nodiscard]] Time mark(std::size_t i) const;
  [[nodiscard]] std::size_t pieces() const;
};

/// What is kept of an orbit that was integrated from mark to mark: a state each, from which every
/// piece can be had again to the last bit.
using MarchedOrbit = std::vector<OrbitMark>;

/// Integrates orbits from mark to mark under the burns that their planners (or null: none) decide
/// there; each mark is a fresh start of the integrator. An orbit that meets the ground has no marks
/// after that. The orbits' own burns are not used. `earth` covers all epochs and the march.
[[nodiscard]] std::vector<MarchedOrbit> march(std::span<const NumericalOrbit> orbits,
                                              std::span<BurnPlanner* const> planners,
                                              const Epoch& epoch, const Earth& earth,
                                              const SunMoon& bodies, const Marching& marching);

/// Trajectories of marched orbits, which integrate a piece when somebody asks for it, all of a
/// group together, and keep the latest few: so years of them need little memory. They hold
/// what they need but `earth` and `bodies`, which must outlive them.
[[nodiscard]] std::vector<std::shared_ptr<const IntegratedTrajectory>>
marched_trajectories(std::span<const NumericalOrbit> orbits, std::span<const MarchedOrbit> marched,
                     const Epoch& epoch, const Earth& earth, const SunMoon& bodies,
                     const Marching& marching);

} // namespace urker::orbit
