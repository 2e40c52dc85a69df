#include "link/noise/sun_moon.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace urker::link;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

/// Gain of a Gaussian beam without side lobes.
double pure_gain_dbi(double width_rad) {
  return 10.0 * std::log10(16.0 * std::numbers::ln2 / (width_rad * width_rad));
}

/// disc_noise_k by a plain sum over the disc in polar coordinates.
double summed_k(const Disc& disc, double offset, double gain_dbi, double width) {
  constexpr int kRadii = 1500, kAngles = 400;
  double sum = 0.0;
  for (int i = 0; i < kRadii; ++i) {
    const double r = disc.radius_rad * (i + 0.5) / kRadii;
    for (int j = 0; j < kAngles; ++j) {
      const double phi = 2.0 * std::numbers::pi * (j + 0.5) / kAngles;
      const double away2 = r * r + offset * offset - 2.0 * r * offset * std::cos(phi);
      sum += r * std::exp(-4.0 * std::numbers::ln2 * away2 / (width * width));
    }
  }
  const double solid = sum * disc.radius_rad / kRadii * 2.0 * std::numbers::pi / kAngles;
  return disc.brightness_k * std::pow(10.0, gain_dbi / 10.0) / (4.0 * std::numbers::pi) * solid;
}

} // namespace

TEST_CASE("A body that fills the beam shows its brightness, a small one its part") {
  const Disc sun = quiet_sun(12e9);
  const double narrow = 0.03 * kDegree;
  CHECK(disc_noise_k(sun, 0.0, pure_gain_dbi(narrow), narrow) ==
        Approx(sun.brightness_k).epsilon(1e-6));
  CHECK(disc_noise_k(sun, 0.15 * kDegree, pure_gain_dbi(narrow), narrow) ==
        Approx(sun.brightness_k).epsilon(1e-3));
  // A wide beam sees a point: brightness times the disc over the beam's solid angle.
  const double wide = 30.0 * kDegree;
  CHECK(disc_noise_k(sun, 0.0, pure_gain_dbi(wide), wide) ==
        Approx(sun.brightness_k * std::pow(sun.radius_rad / wide, 2) * 4.0 * std::numbers::ln2)
            .epsilon(1e-3));
}

TEST_CASE("Noise of a disc anywhere in any beam is the integral over it") {
  for (const double width : {0.1, 0.5, 2.0}) {
    for (const double offset : {0.0, 0.2, 0.2666, 0.5, 1.5}) {
      const double exact = summed_k(moon(1.0), offset * kDegree, 50.0, width * kDegree);
      CHECK(disc_noise_k(moon(1.0), offset * kDegree, 50.0, width * kDegree) ==
            Approx(exact).epsilon(2e-3).margin(1e-6));
    }
  }
}

TEST_CASE("The quiet Sun is some 10 000 K at 10 GHz and never colder than its surface") {
  CHECK(quiet_sun(10e9).brightness_k == Approx(10670.0).epsilon(1e-3)); // ITU-R P.372: 10^4
  CHECK(quiet_sun(100e9).brightness_k == 6000.0);
  CHECK(moon(0.0).brightness_k == 140.0);
  CHECK(moon(1.0).brightness_k == 280.0);
}
