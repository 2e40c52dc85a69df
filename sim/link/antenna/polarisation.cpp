#include "link/antenna/polarisation.hpp"

#include <algorithm>
#include <cmath>

namespace urker::link {

double polarisation_loss_db(const Polarisation& wave, const Polarisation& antenna) {
  // By the inverse of the axial ratio, with its sense, so that linear is 0.
  const auto ellipticity = [](const Polarisation& p) {
    return (p.right_handed ? 1.0 : -1.0) * std::pow(10.0, -std::abs(p.axial_ratio_db) / 20.0);
  };
  const double a = ellipticity(wave);
  const double b = ellipticity(antenna);
  const double match =
      0.5 + (4.0 * a * b +
             (1.0 - a * a) * (1.0 - b * b) * std::cos(2.0 * (wave.tilt_rad - antenna.tilt_rad))) /
                (2.0 * (1.0 + a * a) * (1.0 + b * b));
  return -10.0 * std::log10(std::clamp(match, 0.0, 1.0));
}

} // namespace urker::link
