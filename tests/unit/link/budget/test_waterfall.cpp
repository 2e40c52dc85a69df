#include "link/budget/waterfall.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>

using namespace urker::link;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

RadioConfig radio() {
  RadioConfig r;
  r.frequency_hz = 8.2e9;
  r.transmit_power_dbw = 10.0;
  r.back_off_db = 2.0;
  r.antenna_gain_dbi = 7.0;
  r.feeder_loss_db = 1.0;
  r.pointing_loss_db = 0.5;
  r.polarisation_loss_db = 0.25;
  r.implementation_loss_db = 1.5;
  r.required_margin_db = 3.0;
  r.rates.resize(3);
  r.rates[0].rate_bit_s = 100e6;
  r.rates[0].required_ebn0_db = 4.5;
  r.rates[1].rate_bit_s = 2e9;
  r.rates[1].required_ebn0_db = 4.5;
  r.rates[2].rate_bit_s = 50e6;
  r.rates[2].required_ebn0_db = 3.0;
  return r;
}

GroundAntennaConfig antenna() {
  GroundAntennaConfig a;
  a.g_over_t_db_k = 31.0;
  a.system_temperature_k = 100.0;
  a.zenith_attenuation_db = 0.05;
  return a;
}

AtmosphericLoss air() {
  AtmosphericLoss loss{0.3, 0.1, 1.0, 0.4, 0.0};
  loss.total_db = total_attenuation_db(0.3, 0.1, 1.0, 0.4);
  return loss;
}

constexpr LinkMotion kMotion{{1000e3, 30.0 * kDegree}, -7000.0, 50.0};

Waterfall waterfall_of(const RadioConfig& radio) {
  return waterfall(Transmitter(radio), Receiver(antenna(), radio.frequency_hz), kMotion, air());
}

double value(const Waterfall& w, std::string_view key) {
  const auto term = std::find_if(w.terms.begin(), w.terms.end(),
                                 [key](const BudgetTerm& t) { return t.key == key; });
  REQUIRE(term != w.terms.end());
  return term->value;
}

} // namespace

TEST_CASE("The terms of a waterfall add up to each of its levels") {
  const Waterfall w = waterfall_of(radio());
  double sum = 0.0;
  int levels = 0;
  for (const BudgetTerm& term : w.terms) {
    CAPTURE(term.key);
    if (term.role == TermRole::level) {
      CHECK(sum == Approx(term.value).margin(1e-9));
      ++levels;
    } else if (term.role != TermRole::shown) {
      sum += term.role == TermRole::adds ? term.value : -term.value;
    }
  }
  CHECK(levels == 3);
  // What the search of rates takes is the same.
  CHECK(
      value(w, "cn0_db_hz") ==
      link_budget(Transmitter(radio()), Receiver(antenna(), 8.2e9), kMotion.line, air()).cn0_db_hz);
  // G/T is its two parts.
  CHECK(value(w, "g_over_t_db_k") == Approx(value(w, "receiving_gain_dbi") -
                                            10.0 * std::log10(value(w, "system_temperature_k"))));
}

TEST_CASE("A waterfall has the figures of a calculation by hand") {
  const Waterfall w = waterfall_of(radio());
  CHECK(value(w, "eirp_dbw") == Approx(14.0));                            // 10 - 2 - 1 + 7
  CHECK(value(w, "free_space_loss_db") == Approx(170.7241).margin(1e-4)); // 20 lg(4 pi d f / c)
  CHECK(value(w, "air_loss_db") == Approx(1.4705).margin(1e-4)); // 0.3 + sqrt(1.1^2 + 0.4^2)
  // Passed: 0.72444 of the signal through 1.4 dB, 0.98855 at the clear zenith.
  CHECK(value(w, "sky_temperature_k") == Approx(77.74).margin(0.01));     // 275 (1 - p) + 2.7 p
  CHECK(value(w, "system_temperature_k") == Approx(172.63).margin(0.01)); // 100 + 275 (p0 - p)
  CHECK(value(w, "receiving_gain_dbi") == Approx(51.0));                  // 31 + 20
  CHECK(value(w, "g_over_t_db_k") == Approx(28.6288).margin(1e-4));
  CHECK(value(w, "cn0_db_hz") == Approx(98.2834).margin(1e-4));
  CHECK(value(w, "doppler_shift_hz") == Approx(191465.8).margin(0.1)); // 7000 f / c
  CHECK(value(w, "doppler_rate_hz_s") == Approx(-1367.6).margin(0.1)); // -50 f / c

  REQUIRE(w.rates.size() == 3);
  CHECK(w.rates[0].ebn0_db == Approx(18.2834).margin(1e-4));   // less 80 dB
  CHECK(w.rates[0].margin_db == Approx(12.2834).margin(1e-4)); // less 4.5 and 1.5
  CHECK(w.rates[1].margin_db == Approx(-0.7269).margin(1e-4)); // 13.0103 dB less
  CHECK(w.rates[0].holds);
  CHECK_FALSE(w.rates[1].holds);
  CHECK(w.rates[2].holds);
  CHECK(w.used == 0u);

  // 14 dBW on a sphere of 1000 km, 130.992 dB m2; 4 kHz of 100 MHz, 43.979 dB.
  REQUIRE(w.flux.size() == 1);
  CHECK(w.occupied_hz == 100e6);
  CHECK(w.flux[0].flux_dbw_m2 == Approx(-160.9715).margin(1e-4));
  CHECK(w.flux[0].limit_dbw_m2 == -140.0);
  CHECK(w.flux[0].margin_db() == Approx(20.9715).margin(1e-4));
}

TEST_CASE("Where no rate holds the flux is that of the lowest") {
  RadioConfig weak = radio();
  weak.transmit_power_dbw = -20.0;
  const Waterfall w = waterfall_of(weak);
  CHECK_FALSE(w.used.has_value());
  CHECK(w.occupied_hz == 50e6);
}
