#pragma once

#include "orbit/numerical/numerical_orbit.hpp"

#include <array>
#include <span>

namespace urker::orbit {

inline constexpr int kBlock = kGravityLanes;
using Lanes = std::array<double, kBlock>;
/// Position and velocity of a block: x, y, z, vx, vy, vz.
using Columns = std::array<Lanes, 6>;

/// Signed distances from the edges of penumbra and umbra of the Earth, and of the Moon.
using ShadowMargins = std::array<double, 4>;

/// The forces on up to eight satellites. A lane's bits do not depend on the others: gravity and the
/// air's density are computed in packs, with one call for each field and each air in the block,
/// everything else lane by lane.
class ForceBlock {
 public:
  ForceBlock(std::span<const NumericalOrbit> orbits, const Earth& earth, const SunMoon& bodies);

  /// What holds throughout a lane's step: the burn that goes on, if any.
  struct StepState {
    const Burn* burn = nullptr;
    double mass_kg = 1.0; ///< at the step's start
    Time start;
  };

  /// Derivatives of `y` at the lanes' times.
  void derivatives(const std::array<Time, kBlock>& times, const Columns& y,
                   const std::array<StepState, kBlock>& steps, Columns& out) const;
  /// Of a lane with sunlight.
  [[nodiscard]] ShadowMargins shadow_margins_rad(std::size_t lane, Time t,
                                                 const Vector3& r_m) const;

 private:
  /// Lanes that share a field and its tides.
  struct Group {
    const GravityModel* model;
    const TideTable* tides; ///< or none
    unsigned lanes;         ///< a bit each
  };
  /// Lanes that share their air.
  struct AirGroup {
    const Atmosphere* air;
    unsigned lanes; ///< a bit each
  };
  using Points = std::array<ForcePoint, kBlock>;
  void add_drag(const Points& points, Columns& out) const;
  void add_gravity(const std::array<Time, kBlock>& times, const std::array<Matrix3, kBlock>& axes,
                   const Columns& y, Columns& out) const;
  [[nodiscard]] Vector3 other(const NumericalOrbit& orbit, const ForcePoint& point,
                              const StepState& step) const;

  std::span<const NumericalOrbit> orbits_;
  const Earth& earth_;
  const SunMoon& bodies_;
  std::vector<Group> groups_;
  std::vector<AirGroup> air_groups_;
};

} // namespace urker::orbit
