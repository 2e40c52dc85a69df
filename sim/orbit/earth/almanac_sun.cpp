#include "orbit/earth/almanac_sun.hpp"

#include <erfam.h>

#include <cmath>

namespace urker::orbit {

Vector3 almanac_sun_m(double days_since_j2000) {
  constexpr double kAlmanacUnit_m = 149597870700.0;
  const double centuries = days_since_j2000 / ERFA_DJC;
  const double anomaly = (357.5291092 + 35999.05034 * centuries) * ERFA_DD2R;
  const double longitude = (280.460 + 36000.771 * centuries + 1.914666471 * std::sin(anomaly) +
                            0.019994643 * std::sin(2.0 * anomaly)) *
                           ERFA_DD2R;
  const double distance_m = kAlmanacUnit_m * (1.000140612 - 0.016708617 * std::cos(anomaly) -
                                              0.000139589 * std::cos(2.0 * anomaly));
  const double obliquity = (23.439291 - 0.0130042 * centuries) * ERFA_DD2R;
  return distance_m * Vector3(std::cos(longitude), std::cos(obliquity) * std::sin(longitude),
                              std::sin(obliquity) * std::sin(longitude));
}

Vector3 almanac_sun_m(const Epoch& epoch, Time t) {
  const JulianDate utc = epoch.utc_julian(t);
  return almanac_sun_m(utc.day - ERFA_DJ00 + utc.fraction);
}

} // namespace urker::orbit
