#pragma once

#include "spacecraft/attitude/heavens.hpp"

#include <Eigen/Geometry>

#include <cmath>

namespace urker::test {

/// A satellite on a circular orbit in the plane of x and y, and a Sun that stays.
class PlainHeavens final : public spacecraft::Heavens {
 public:
  double radius_m = 6.9e6;
  double rate_rad_s = 1.1e-3;
  orbit::Vector3 sun = orbit::Vector3(1.5e11, 0.0, 0.0);
  double sunlit = 1.0;
  double density_kg_m3 = 0.0; ///< of the air, which stands still
  bool parallel = false;      ///< light that comes from one direction and one distance everywhere

  [[nodiscard]] orbit::State state(Time t) const override {
    const double angle = rate_rad_s * seconds_since_start(t);
    const orbit::Vector3 out(std::cos(angle), std::sin(angle), 0.0);
    const orbit::Vector3 ahead(-std::sin(angle), std::cos(angle), 0.0);
    return {radius_m * out, radius_m * rate_rad_s * ahead};
  }
  [[nodiscard]] orbit::Vector3 sun_m(Time t) const override {
    return parallel ? orbit::Vector3(sun + state(t).r_m) : sun;
  }
  [[nodiscard]] orbit::Vector3 place_m(const orbit::Geodetic& place, Time) const override {
    return orbit::to_itrf_m(place);
  }
  [[nodiscard]] double sunlit_fraction(Time) const override { return sunlit; }
  [[nodiscard]] double air_density_kg_m3(Time) const override { return density_kg_m3; }
};

} // namespace urker::test
