#pragma once

#include "orbit/earth/earth.hpp"
#include "orbit/earth/geodesy.hpp"
#include "orbit/trajectory.hpp"

#include <memory>

namespace urker::spacecraft {

/// Where the satellite, the Sun and places on the ground are, all in one inertial frame.
class Heavens {
 public:
  virtual ~Heavens() = default;
  [[nodiscard]] virtual orbit::State state(Time t) const = 0;
  /// Geocentric.
  [[nodiscard]] virtual orbit::Vector3 sun_m(Time t) const = 0;
  [[nodiscard]] virtual orbit::Vector3 place_m(const orbit::Geodetic& place, Time t) const = 0;
  /// Visible part of the Sun's disc.
  [[nodiscard]] virtual double sunlit_fraction(Time t) const = 0;
};

/// Along a trajectory, in its frame. For one satellite, in one thread.
class OrbitalHeavens final : public Heavens {
 public:
  OrbitalHeavens(std::shared_ptr<const orbit::Trajectory> trajectory,
                 std::shared_ptr<const orbit::Earth> earth);
  [[nodiscard]] orbit::State state(Time t) const override;
  [[nodiscard]] orbit::Vector3 sun_m(Time t) const override;
  [[nodiscard]] orbit::Vector3 place_m(const orbit::Geodetic& place, Time t) const override;
  [[nodiscard]] double sunlit_fraction(Time t) const override;

 private:
  std::shared_ptr<const orbit::Trajectory> trajectory_;
  std::shared_ptr<const orbit::Earth> earth_;
  // The last answer: several parts ask for one instant.
  mutable Time at_ = kNever;
  mutable orbit::State state_;
};

} // namespace urker::spacecraft
