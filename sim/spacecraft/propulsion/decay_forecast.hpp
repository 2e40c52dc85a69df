#pragma once

#include "orbit/analytic/mean_orbit.hpp"
#include "orbit/numerical/numerical_orbit.hpp"

namespace urker::spacecraft {

/// How long an orbit lasts under drag: Gauss' equations for semi-major axis and eccentricity,
/// averaged over the revolution, with the orbit's own model of the air and space weather to come.
/// The plane turns by J2, the perigee too, and the radius has J2's share; the air turns with the
/// Earth. Left out: Sun, Moon, sunlight, what odd zonal terms do to the eccentricity, and surfaces
/// (the area of the sphere counts).
class DecayForecast {
 public:
  DecayForecast(const orbit::NumericalOrbit& orbit, const Epoch& epoch,
                const orbit::SunMoon& bodies)
      : air_(orbit.drag.air), area_m2_(orbit.drag.coefficient * orbit.drag.area_m2), epoch_(epoch),
        bodies_(bodies) {}

  [[nodiscard]] bool knows_air() const { return air_ != nullptr; }
  /// From the orbit's instant until it is 120 km high at the perigee; `most_s` if that is later.
  [[nodiscard]] double lifetime_s(const orbit::MeanOrbit& orbit, double mass_kg,
                                  double most_s) const;

 private:
  /// Of semi-major axis and eccentricity.
  struct Rates {
    double a_m_s = 0.0, e_s = 0.0;
  };
  [[nodiscard]] Rates rates(const orbit::MeanOrbit& orbit, double a_m, double e, double perigee_rad,
                            double ballistic_m2_kg) const;

  std::shared_ptr<const orbit::Atmosphere> air_;
  double area_m2_; ///< times the drag coefficient
  Epoch epoch_;
  const orbit::SunMoon& bodies_;
};

} // namespace urker::spacecraft
