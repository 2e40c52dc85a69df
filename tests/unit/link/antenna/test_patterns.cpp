#include "link/antenna/dish.hpp"
#include "link/antenna/masks.hpp"
#include "link/antenna/small_antennas.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace urker::link;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

/// Full width between the directions 3.01 dB below the axis, in the plane `around`.
double width_deg(const AntennaPattern& antenna, double around_rad) {
  const double peak = antenna.gain_dbi(0.0, around_rad);
  double low = 0.0, high = 90.0;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (antenna.gain_dbi(middle * kDegree, around_rad) > peak - 10.0 * std::log10(2.0) ? low : high) =
        middle;
  }
  return low + high;
}

/// Power over all directions against that of an isotropic antenna.
double radiated(const AntennaPattern& antenna) {
  return mean_power([&](double off, double around) {
    return std::pow(10.0, antenna.gain_dbi(off, around) / 10.0);
  });
}

} // namespace

TEST_CASE("Beams have their half-power widths") {
  const double width = 2.0 * kDegree;
  CHECK(width_deg(ParabolicBeam(40.0, width, -10.0), 0.0) == Approx(2.0).epsilon(2e-3));
  const GaussianBeam beam(40.0, width, 2.0 * width, -100.0);
  CHECK(width_deg(beam, 0.0) == Approx(2.0).epsilon(1e-6));
  CHECK(width_deg(beam, 90.0 * kDegree) == Approx(4.0).epsilon(1e-6));
  // An even illumination is at half power where 2 J1(u) / u is, u = 1.6163.
  const UniformAperture dish(100 * 0.0299792458, 10e9, 1.0, -100.0);
  CHECK(width_deg(dish, 0.0) == Approx(0.589).epsilon(2e-3));
  CHECK(dish.gain_dbi(0.0, 0.0) == Approx(20.0 * std::log10(std::numbers::pi * 100.0)));
  // Its first side lobe is 17.57 dB down.
  double lobe = -100.0;
  for (double deg = 0.75; deg < 1.2; deg += 0.001) {
    lobe = std::max(lobe, dish.gain_dbi(deg * kDegree, 0.0));
  }
  CHECK(dish.gain_dbi(0.0, 0.0) - lobe == Approx(17.57).margin(0.01));
}

TEST_CASE("A dish with a mask has both, without a step up outwards") {
  for (const SideLobes mask : {SideLobes::s465, SideLobes::s580, SideLobes::f699}) {
    for (const double diameter_m : {0.6, 1.2, 2.4, 7.3}) {
      const MaskedDish dish(diameter_m, 12e9, 0.65, mask);
      CHECK(dish.gain_dbi(0.0, 0.0) == Approx(dish_gain_dbi(diameter_m, 12e9, 0.65)));
      double before = 1e9;
      for (double deg = 0.0; deg <= 180.0; deg += 0.01) {
        const double gain = dish.gain_dbi(deg * kDegree, 0.0);
        // The masks step up by 0.031 dB at 48 deg.
        REQUIRE(gain <= before + 0.032);
        before = gain;
      }
    }
  }
}

TEST_CASE("A patch is as wide and as strong as the textbooks have it") {
  // On a substrate some 6 to 7 dBi, half a wavelength on air 8 to 9.
  const PatchAntenna small(0.302, 0.395, 1.0, -30.0);
  CHECK(small.gain_dbi(0.0, 0.0) > 6.0);
  CHECK(small.gain_dbi(0.0, 0.0) < 7.5);
  const PatchAntenna air(0.49, 0.5, 1.0, -30.0);
  CHECK(air.gain_dbi(0.0, 0.0) == Approx(8.7).margin(0.6));
  CHECK(radiated(PatchAntenna(0.49, 0.5, 0.8, -60.0)) == Approx(0.8).epsilon(1e-3));
  CHECK(air.gain_dbi(100.0 * kDegree, 0.3) == -30.0);
  // Wider across the field than along it for a short one.
  CHECK(width_deg(small, 0.0) > 80.0);
  CHECK(width_deg(small, 90.0 * kDegree) > 60.0);
}

TEST_CASE("A helix is as wide as Kraus's rule says") {
  for (const int turns : {6, 10, 16}) {
    const HelixAntenna helix(turns, 1.0, 0.226, 1.0, -30.0);
    CHECK(width_deg(helix, 0.0) == Approx(helix.kraus_width_rad() / kDegree).epsilon(0.15));
    CHECK(radiated(HelixAntenna(turns, 1.0, 0.226, 0.9, -60.0)) == Approx(0.9).epsilon(1e-3));
    // Between King and Wong's measurements and Kraus's 15 N C^2 S, which is high by 3 to 4 dB.
    const double kraus_db = 10.0 * std::log10(15.0 * turns * 0.226);
    CHECK(helix.gain_dbi(0.0, 0.0) < kraus_db);
    CHECK(helix.gain_dbi(0.0, 0.0) > kraus_db - 4.0);
  }
}

TEST_CASE("An isoflux antenna lights its disc evenly") {
  const double altitude_m = 600e3;
  const double edge = 60.0 * kDegree;
  const IsofluxAntenna antenna(altitude_m, edge, 5.0 * kDegree, 0.9);
  CHECK(radiated(antenna) == Approx(0.9).epsilon(1e-3));
  const auto flux = [&](double nadir) {
    return antenna.gain_dbi(nadir, 0.0) - 20.0 * std::log10(range_at_nadir_angle_m(6971e3, nadir));
  };
  for (double deg = 0.0; deg <= 60.0; deg += 1.0) {
    REQUIRE(flux(deg * kDegree) == Approx(flux(0.0)).margin(1e-9));
  }
  CHECK(flux(65.0 * kDegree) < flux(0.0) - 11.0);
  CHECK(range_at_nadir_angle_m(6971e3, 0.0) == Approx(600e3));
  CHECK(range_at_nadir_angle_m(6971e3, 1.5) == // the limb
        Approx(std::sqrt(6971e3 * 6971e3 - 6371e3 * 6371e3)));
}
