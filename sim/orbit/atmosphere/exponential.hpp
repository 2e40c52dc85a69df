#pragma once

#include "orbit/atmosphere/atmosphere.hpp"

namespace urker::orbit {

/// Density rho0 exp(-(h - h0) / H) of the geodetic height h; for comparison and design work. No day
/// and night, no activity of the Sun.
class ExponentialAtmosphere final : public Atmosphere {
 public:
  explicit ExponentialAtmosphere(const ExponentialAtmosphereConfig& config) : config_(config) {}
  [[nodiscard]] double density_kg_m3(const DensityPoint& point) const override;

 private:
  ExponentialAtmosphereConfig config_;
};

} // namespace urker::orbit
