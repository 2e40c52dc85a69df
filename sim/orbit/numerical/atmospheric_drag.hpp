#pragma once

#include "orbit/atmosphere/atmosphere.hpp"
#include "orbit/numerical/numerical_orbit.hpp"

#include <memory>
#include <utility>

namespace urker::orbit {

/// Drag on a sphere (force/drag.hpp) by a model of the air, as a force of a numerical orbit. Local
/// solar time is counted in GCRF; the air turns about the axis of ITRF, which errs by 2e-7 of the
/// drag.
class AtmosphericDrag final : public Force {
 public:
  AtmosphericDrag(std::shared_ptr<const Atmosphere> atmosphere, double coefficient, double area_m2)
      : atmosphere_(std::move(atmosphere)), coefficient_area_m2_(coefficient * area_m2) {}
  [[nodiscard]] Vector3 acceleration(const ForcePoint& point) const override;

 private:
  std::shared_ptr<const Atmosphere> atmosphere_;
  double coefficient_area_m2_;
};

} // namespace urker::orbit
