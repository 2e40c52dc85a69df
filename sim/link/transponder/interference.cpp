#include "link/transponder/interference.hpp"

#include <algorithm>
#include <numbers>

namespace urker::link {

namespace {

bool is_circular(WavePolarisation p) {
  return p == WavePolarisation::left || p == WavePolarisation::right;
}

} // namespace

double polarisation_isolation_db(WavePolarisation antenna, WavePolarisation wave,
                                 double cross_polarisation_db) {
  if (antenna == wave) {
    return 0.0;
  }
  constexpr double kHalf_db = 3.010299956639812;
  return is_circular(antenna) == is_circular(wave) ? cross_polarisation_db : kHalf_db;
}

double tilt_rad(WavePolarisation polarisation) {
  switch (polarisation) {
  case WavePolarisation::horizontal:
    return 0.0;
  case WavePolarisation::vertical:
    return std::numbers::pi / 2.0;
  default:
    return std::numbers::pi / 4.0;
  }
}

double overlap(const Band& own, const Band& other) {
  const double low =
      std::max(own.centre_hz - own.width_hz / 2.0, other.centre_hz - other.width_hz / 2.0);
  const double high =
      std::min(own.centre_hz + own.width_hz / 2.0, other.centre_hz + other.width_hz / 2.0);
  return std::clamp((high - low) / other.width_hz, 0.0, 1.0);
}

} // namespace urker::link
