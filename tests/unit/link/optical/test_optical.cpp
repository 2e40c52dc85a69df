#include "base/random.hpp"
#include "link/optical/optical_air.hpp"
#include "link/optical/optical_terms.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace urker::link;

TEST_CASE("Loss by jitter is exceeded as often as random errors of two axes exceed it") {
  const double gain_db = telescope_gain_db(0.08, 1.55e-6);
  const double jitter_rad = 1.5e-6;
  const urker::RandomKey key{1, urker::key_of("test"), urker::key_of("jitter")};
  constexpr int kDraws = 200000;
  for (const double exceeded : {0.5, 0.1, 0.01}) {
    const double loss_db = jitter_loss_db(gain_db, jitter_rad, exceeded);
    CHECK(jitter_exceedance(gain_db, jitter_rad, loss_db) == Approx(exceeded));
    int count = 0;
    for (std::uint64_t i = 0; i < kDraws; ++i) {
      const double angle =
          jitter_rad * std::hypot(random_normal(key, 2 * i), random_normal(key, 2 * i + 1));
      count += optical_pointing_loss_db(gain_db, angle) > loss_db;
    }
    CHECK(count / double(kDraws) == Approx(exceeded).margin(5 * std::sqrt(exceeded / kDraws)));
  }
}

TEST_CASE("Photons and power are two names of one thing") {
  // 1 nW at 1550 nm are 7.803e9 photons a second.
  CHECK(photons_per_bit(1.55e-6, 1e9, 1e-9) == Approx(7.803).epsilon(1e-3));
  CHECK(photons_per_bit(1.55e-6, 1e9, required_power_w(1.55e-6, 1e9, 20.0)) == Approx(20.0));
}

TEST_CASE("A Gaussian beam that fills its aperture spreads by 4 lambda / (pi D)") {
  CHECK(divergence_rad(0.1, 1.064e-6) == Approx(4.0 * 1.064e-6 / (std::numbers::pi * 0.1)));
  CHECK(divergence_rad(0.1, 1.064e-6, 0.5) == Approx(2.0 * divergence_rad(0.1, 1.064e-6)));
}

TEST_CASE("Thicker clouds see less far and take more, and beyond 6 km short waves more than long") {
  CHECK(visibility_m({0.29e-3, 250e6}) < visibility_m({0.06e-3, 0.025e6}));
  CHECK(extinction_per_m(500.0, 1.55e-6) == Approx(extinction_per_m(500.0, 0.8e-6)));
  CHECK(extinction_per_m(20e3, 1.55e-6) < extinction_per_m(20e3, 0.8e-6));
  double before = INFINITY;
  for (double visibility = 100.0; visibility < 100e3; visibility *= 1.05) {
    REQUIRE(extinction_per_m(visibility, 1.55e-6) < before);
    before = extinction_per_m(visibility, 1.55e-6);
  }
  CHECK(geometric_scattering_loss_db(1e-4, 3000.0, 2000.0, 1.0) == 0.0);
  CHECK(mie_scattering_loss_db(1.55e-6, 2500.0, 1.0) < mie_scattering_loss_db(1.55e-6, 100.0, 1.0));
}
