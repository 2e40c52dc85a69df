#pragma once

#include "orbit/atmosphere/atmosphere.hpp"
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
  /// Zero where no air is known.
  [[nodiscard]] virtual double air_density_kg_m3(Time) const { return 0.0; }
  /// Velocity relative to air that turns with the Earth.
  [[nodiscard]] virtual orbit::Vector3 air_velocity_m_s(Time t) const { return state(t).v_m_s; }
};

/// Along a trajectory, in its frame. For one satellite, in one thread.
class OrbitalHeavens final : public Heavens {
 public:
  /// `air`: null where nobody asks for it. Steps of integrations may reach beyond `known_until`,
  /// where the trajectory ends: there it goes on about the Earth's centre alone.
  OrbitalHeavens(std::shared_ptr<const orbit::Trajectory> trajectory,
                 std::shared_ptr<const orbit::Earth> earth,
                 std::shared_ptr<const orbit::Atmosphere> air = nullptr, Time known_until = kNever);
  [[nodiscard]] orbit::State state(Time t) const override;
  [[nodiscard]] orbit::Vector3 sun_m(Time t) const override;
  [[nodiscard]] orbit::Vector3 place_m(const orbit::Geodetic& place, Time t) const override;
  [[nodiscard]] double sunlit_fraction(Time t) const override;
  [[nodiscard]] double air_density_kg_m3(Time t) const override;
  [[nodiscard]] orbit::Vector3 air_velocity_m_s(Time t) const override;

 private:
  [[nodiscard]] orbit::Vector3 place_itrf_m(Time t) const;

  std::shared_ptr<const orbit::Trajectory> trajectory_;
  std::shared_ptr<const orbit::Earth> earth_;
  std::shared_ptr<const orbit::Atmosphere> air_;
  Time known_until_;
  // The last answer: several parts ask for one instant.
  mutable Time at_ = kNever;
  mutable orbit::State state_;
};

} // namespace urker::spacecraft
