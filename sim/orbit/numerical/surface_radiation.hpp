#pragma once

#include "orbit/force/force_model_config.hpp"
#include "orbit/numerical/numerical_orbit.hpp"

#include <utility>

namespace urker::orbit {

/// Sunlight on a satellite of flat surfaces (force/surfaces.hpp), as a force of a numerical orbit,
/// in place of its `radiation`, whose area must then be zero. The integrator does not stop at the
/// shadow's edges for it: its step control has to find them.
class SurfaceRadiation final : public Force {
 public:
  SurfaceRadiation(SurfacesConfig surfaces, ShadowModel shadow, bool moon_shadow)
      : surfaces_(std::move(surfaces)), shadow_(shadow), moon_shadow_(moon_shadow) {}
  [[nodiscard]] Vector3 acceleration(const ForcePoint& point) const override;

 private:
  SurfacesConfig surfaces_;
  ShadowModel shadow_;
  bool moon_shadow_;
};

} // namespace urker::orbit
