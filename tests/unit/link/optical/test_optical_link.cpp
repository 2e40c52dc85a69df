#include "link/optical/optical_link.hpp"
#include "link/optical/optical_terms.hpp"
#include "link/optical/optical_waterfall.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>

using namespace urker::link;

namespace {

double db(double ratio) {
  return 10.0 * std::log10(ratio);
}

/// Terminals of 70 and 60 mm as in the example of a published toolbox (reference cases "ISL
/// MathWorks-example terminals").
OpticalTerminalConfig sender() {
  OpticalTerminalConfig c;
  c.wavelength_m = 1.55e-6;
  c.diameter_m = 0.07;
  c.transmit_power_dbw = 17.5 - 30.0;
  c.transmit_optics_loss_db = -db(0.8);
  c.pointing_error_rad = 1e-6;
  c.required_margin_db = 0.0;
  c.rates = {{10e9, std::nullopt, -35.5 - 30.0}};
  return c;
}

OpticalReceiver receiver() {
  OpticalTerminalConfig c = sender();
  c.diameter_m = 0.06;
  c.receive_optics_loss_db = -db(0.8);
  return receiver_of(c);
}

double value(const OpticalWaterfall& w, std::string_view key) {
  const auto found = std::find_if(w.terms.begin(), w.terms.end(),
                                  [key](const BudgetTerm& t) { return t.key == key; });
  REQUIRE(found != w.terms.end());
  return found->value;
}

} // namespace

TEST_CASE("An optical link between satellites has the published power and margin") {
  struct Case {
    double range_m, received_dbm, margin_db, photons;
  };
  for (const Case& c : {Case{500e3, -32.009098, 3.490902, 491.298155},
                        Case{1000e3, -38.029698, -2.529698, 122.824539},
                        Case{2000e3, -44.050298, -8.550298, 30.706135},
                        Case{4000e3, -50.070898, -14.570898, 7.676534}}) {
    const OpticalWaterfall w = optical_waterfall(sender(), receiver(), {c.range_m, 0.0, 0.0}, 0.0);
    CHECK(value(w, "received_dbw") + 30.0 == Approx(c.received_dbm).margin(1e-4));
    REQUIRE(w.rates.size() == 1);
    CHECK(w.rates[0].margin_db == Approx(c.margin_db).margin(1e-4));
    CHECK(w.rates[0].photons_per_bit == Approx(c.photons).epsilon(1e-4));
    CHECK(w.used.has_value() == (c.margin_db >= 0.0));
  }
}

TEST_CASE("A link from a low orbit to a geostationary relay has its power and angle ahead") {
  OpticalTerminalConfig c;
  c.wavelength_m = 1.064e-6;
  c.diameter_m = 0.135;
  c.transmit_power_dbw = db(2.2);
  c.transmit_optics_loss_db = -db(0.8);
  c.receive_optics_loss_db = -db(0.7);
  c.pointing_error_rad = 1e-6;
  c.rates = {{2.8125e9, 100.0, std::nullopt}};
  const auto w = optical_waterfall(c, receiver_of(c), {45000e3, 0.0, 7000.0}, -7000.0);
  CHECK(value(w, "received_dbw") + 30.0 == Approx(-40.961874).margin(1e-4));
  CHECK(w.rates[0].photons_per_bit == Approx(152.610682).epsilon(1e-4));
  CHECK(w.rates[0].required_photons_per_bit == Approx(100.0));
  CHECK(value(w, "point_ahead_urad") == Approx(46.698973).epsilon(1e-6));
  CHECK(value(w, "doppler_shift_ghz") == Approx(7000.0 / 1.064e-6 * 1e-9));
}

TEST_CASE("A Gaussian beam radiates what its laser gives, and loses as its shape says") {
  OpticalTerminalConfig c = sender();
  c.divergence_rad = 1e-3;
  c.pointing_error_rad = 0.0;
  const double gain =
      std::pow(10.0, optical_levels(c, receiver(), {1e6, 0.0, 0.0}).transmit_gain_db / 10.0);
  double sum = 0.0; // of the power over all directions, by rings
  constexpr int kRings = 20000;
  constexpr double kReach_rad = 3e-3;
  double at_edge = 0.0;
  for (int i = 0; i < kRings; ++i) {
    c.pointing_error_rad = kReach_rad * (i + 0.5) / kRings;
    const double loss = optical_levels(c, receiver(), {1e6, 0.0, 0.0}).pointing_loss_db;
    sum += gain * std::pow(10.0, -loss / 10.0) * 2.0 * std::numbers::pi *
           std::sin(c.pointing_error_rad) * kReach_rad / kRings;
  }
  c.pointing_error_rad = 0.5e-3;
  at_edge = optical_levels(c, receiver(), {1e6, 0.0, 0.0}).pointing_loss_db;
  CHECK(sum == Approx(4.0 * std::numbers::pi).epsilon(1e-5));
  CHECK(at_edge == Approx(db(std::exp(2.0)))); // 1/e^2 at half the full angle
}

TEST_CASE("Who does not point ahead loses what that error costs") {
  OpticalTerminalConfig c = sender();
  c.pointing_error_rad = point_ahead_rad(300.0);
  const double loss_db = optical_levels(c, receiver(), {1e6, 0.0, 0.0}).pointing_loss_db;
  c.pointing_error_rad = 0.0;
  CHECK(optical_levels(c, receiver(), {1e6, 0.0, 300.0}).point_ahead_loss_db == 0.0);
  c.points_ahead = false;
  CHECK(optical_levels(c, receiver(), {1e6, 0.0, 300.0}).point_ahead_loss_db == Approx(loss_db));
  CHECK(loss_db > 0.3);
}

TEST_CASE("A telescope's terms add up, its clear air by the sine of the elevation") {
  OpticalTerminalConfig c = sender();
  c.pointing_jitter_rad = 2e-6;
  OpticalStationConfig station;
  station.diameter_m = 1.0;
  station.turbulence_loss_db = 2.0;
  station.receiver_loss_db = 1.5;
  const OpticalReceiver r = receiver_of(station, 1000.0, c.wavelength_m);
  // The reference case: 0.334213 dB at 50 deg of elevation, 1 km above the sea.
  const double elevation_rad = 50.0 * std::numbers::pi / 180.0;
  const auto w = optical_waterfall(c, r, {1e6, elevation_rad, 0.0}, 0.0);
  CHECK(value(w, "air_loss_db") == Approx(0.334213).margin(1e-6));
  double sum = 0.0;
  for (const BudgetTerm& t : w.terms) {
    if (t.role == TermRole::level) {
      CHECK(t.value == Approx(sum));
    } else if (t.role != TermRole::shown) {
      sum += t.role == TermRole::adds ? t.value : -t.value;
    }
  }
  station.zenith_loss_db = 0.7;
  CHECK(receiver_of(station, 1000.0, c.wavelength_m).zenith_loss_db == 0.7);
}

TEST_CASE("Rates are climbed by the power received") {
  OpticalTerminalConfig c = sender();
  c.required_margin_db = 3.0;
  c.rates = {{200e9, 100.0, std::nullopt}, {100e9, 100.0, std::nullopt}};
  const RateLadder ladder = optical_ladder(c);
  REQUIRE(ladder.steps().size() == 2);
  CHECK(ladder.steps()[0].rate_bit_s == 100'000'000'000);
  const double needed = db(required_power_w(c.wavelength_m, 100e9, 100.0));
  CHECK(ladder.steps()[0].least_cn0_db_hz == Approx(needed));
  CHECK_FALSE(ladder.first_step(needed + 2.999).has_value());
  CHECK(ladder.first_step(needed + 3.001) == 0U);
  CHECK(ladder.first_step(needed + db(2.0) + 3.001) == 1U);
}
