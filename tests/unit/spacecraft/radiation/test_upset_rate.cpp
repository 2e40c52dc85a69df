#include "base/units.hpp"
#include "spacecraft/radiation/cosmic_rays.hpp"
#include "spacecraft/radiation/upset_rate.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace urker;
using namespace urker::spacecraft;

namespace {

constexpr double kThreshold_j = 10.0 * 1.602176634e-13; // 10 MeV

/// A circular orbit, turning under it the Earth, without precession: for means over days.
orbit::Vector3 circle_m(double altitude_m, double inclination_rad, Time t) {
  const double r = 6371.2e3 + altitude_m;
  const double n = std::sqrt(3.986004418e14 / (r * r * r));
  const double u = n * seconds_since_start(t);
  const double node = -7.2921159e-5 * seconds_since_start(t);
  const double x = std::cos(u);
  const double y = std::sin(u) * std::cos(inclination_rad);
  return r * orbit::Vector3(x * std::cos(node) - y * std::sin(node),
                            x * std::sin(node) + y * std::cos(node),
                            std::sin(u) * std::sin(inclination_rad));
}

struct Means {
  double per_day = 0.0;
  double in_anomaly = 0.0; ///< share
  double cosmic = 0.0;     ///< share
};

Means means(double altitude_m, double activity, const Sensitivity& memory) {
  const RadiationAlong along(
      [&](Time t) { return circle_m(altitude_m, 97.5 * unit::deg.scale, t); },
      [](Time) { return 2026.0; }, [&](Time) { return activity; });
  const Sensitivity ions_only{0.0, memory.proton_threshold_j, memory.ion_rate_per_s};
  Means m;
  double all = 0.0;
  double anomaly = 0.0;
  double cosmic = 0.0;
  int count = 0;
  for (double s = 0.0; s < 5 * 86400.0; s += 60.0, ++count) {
    const Time t = kStart + round_seconds(s);
    const Radiation here = along.at(t);
    const double rate = upset_rate_per_s(memory, here);
    all += rate;
    cosmic += upset_rate_per_s(ions_only, here);
    const orbit::Vector3 r = circle_m(altitude_m, 97.5 * unit::deg.scale, t);
    const double latitude = std::asin(r.z() / r.norm()) / unit::deg.scale;
    const double longitude = std::atan2(r.y(), r.x()) / unit::deg.scale;
    if (latitude > -55.0 && latitude < 5.0 && longitude > -95.0 && longitude < 30.0) {
      anomaly += rate;
    }
  }
  m.per_day = all / count * 86400.0;
  m.in_anomaly = anomaly / all;
  m.cosmic = cosmic / all;
  return m;
}

} // namespace

TEST_CASE("A memory of 1e-13 cm2 a bit is upset about as often as Alsat-1's at 686 km") {
  // 4.04e-7 a bit and day, mean of 2002 to 2010 over solar maximum and minimum (Y. Bentoutou, A
  // review of in-orbit observations of radiation-induced effects in commercial memories onboard
  // Alsat-1, 2011). Cross-sections of commercial SRAM of that time are about 1e-13 cm2 a bit.
  const Sensitivity memory{1e-17, kThreshold_j, 1e-7 / 86400.0};
  const double mean = 0.5 * (means(686e3, 0.0, memory).per_day + means(686e3, 1.0, memory).per_day);
  CHECK(mean > 4.04e-7 / 2.0);
  CHECK(mean < 4.04e-7 * 2.0);
}

TEST_CASE("In low orbits most upsets come from the South Atlantic Anomaly") {
  // Of an SRAM that only protons upset 97.5 % (Xu Xiaoheng et al., High Power Laser and Particle
  // Beams 37 (2025) 106011).
  const Means protons = means(525e3, 0.0, {1e-17, kThreshold_j, 0.0});
  CHECK(protons.in_anomaly > 0.95);
  CHECK(protons.cosmic == 0.0);
  // Ions add theirs at the poles.
  const Means both = means(525e3, 0.0, {1e-17, kThreshold_j, 1e-7 / 86400.0});
  CHECK(both.in_anomaly > 0.6);
  CHECK(both.in_anomaly < 0.9);
  // The atmosphere swells with the Sun's activity, and eats the protons from below.
  CHECK(means(525e3, 1.0, {1e-17, kThreshold_j, 0.0}).per_day < 0.6 * protons.per_day);
}

TEST_CASE("Cosmic rays come in over the poles, fewer when the Sun is active") {
  CHECK(cosmic_ray_share(10.0, 0.0) == Approx(1.0).epsilon(1e-3));
  CHECK(cosmic_ray_share(1.0, 0.0) < 0.06);
  double before = 0.0;
  for (double l = 1.0; l < 6.0; l += 0.25) {
    const double quiet = cosmic_ray_share(l, 0.0);
    CHECK(quiet >= before);
    CHECK(cosmic_ray_share(l, 1.0) < quiet);
    before = quiet;
  }
  // Half of the sky from the ground, nearly all of it from far away.
  CHECK(open_sky(6371.0e3) == Approx(0.5));
  CHECK(open_sky(7000e3) == Approx(0.5 * (1.0 + std::sqrt(1.0 - std::pow(6371.0 / 7000.0, 2)))));
  CHECK(open_sky(42164e3) > 0.99);
}

TEST_CASE("Solar activity follows the radio flux") {
  CHECK(solar_activity(60.0) == 0.0);
  CHECK(solar_activity(114.0) == Approx(0.5));
  CHECK(solar_activity(230.0) == 1.0);
}
