#include "link/antenna/pattern.hpp"
#include "spacecraft/payload/transponder_config.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace urker;
using namespace urker::spacecraft;

namespace {

constexpr double kDegree = 3.14159265358979323846 / 180.0;

} // namespace

TEST_CASE("A beam of a table lies between its points, in decibels", "[payload]") {
  BeamConfig beam;
  // In any order; an oval that is half as wide at 90 deg.
  beam.table = {{4.0 * kDegree, 90.0 * kDegree, 12.0},
                {0.0, 0.0, 0.0},
                {4.0 * kDegree, 0.0, 6.0},
                {0.0, 90.0 * kDegree, 0.0},
                {4.0 * kDegree, 180.0 * kDegree, 6.0},
                {0.0, 180.0 * kDegree, 0.0},
                {0.0, 270.0 * kDegree, 0.0},
                {4.0 * kDegree, 270.0 * kDegree, 12.0}};
  const auto pattern = beam.pattern();
  CHECK(pattern->gain_dbi(0.0, 0.0) == Approx(0.0).margin(1e-12));
  CHECK(pattern->gain_dbi(4.0 * kDegree, 0.0) == Approx(-6.0));
  CHECK(pattern->gain_dbi(2.0 * kDegree, 90.0 * kDegree) == Approx(-6.0));
  CHECK(pattern->gain_dbi(4.0 * kDegree, 45.0 * kDegree) == Approx(-9.0));
  CHECK(pattern->gain_dbi(2.0 * kDegree, -45.0 * kDegree) == Approx(-4.5));
}

TEST_CASE("A Gaussian beam is 3 dB down at half its widths", "[payload]") {
  BeamConfig beam;
  beam.gaussian = GaussianBeamConfig{6.0 * kDegree, 2.0 * kDegree};
  const auto pattern = beam.pattern();
  CHECK(pattern->gain_dbi(3.0 * kDegree, 0.0) == Approx(-3.0103).margin(1e-3));
  CHECK(pattern->gain_dbi(1.0 * kDegree, 90.0 * kDegree) == Approx(-3.0103).margin(1e-3));
}

TEST_CASE("A steerable beam points where its last move said", "[payload]") {
  BeamConfig beam;
  beam.latitude_rad = 40.0 * kDegree;
  beam.moves = {{{2026, 3, 1}, 10.0 * kDegree, 0.0}, {{2026, 6, 1}, 20.0 * kDegree, 0.0}};
  const auto latitude_deg = [&](const CalendarTime& utc) {
    return beam.boresight_at(utc).latitude_rad / kDegree;
  };
  CHECK(latitude_deg({2026, 2, 28}) == Approx(40.0));
  CHECK(latitude_deg({2026, 3, 1}) == Approx(10.0));
  CHECK(latitude_deg({2026, 5, 31}) == Approx(10.0));
  CHECK(latitude_deg({2027, 1, 1}) == Approx(20.0));
}

TEST_CASE("What is known of an amplifier takes the place of the limiter", "[payload]") {
  TransponderConfig transponder;
  CHECK(transponder.back_off(1).output_db == Approx(0.5));
  CHECK(std::isinf(transponder.back_off(1).carrier_to_intermodulation_db));
  CHECK(transponder.back_off(3).input_db == Approx(3.0));
  transponder.input_back_off_db = 6.0;
  transponder.output_back_off_db = 2.5;
  transponder.carrier_to_intermodulation_db = 18.0;
  const link::BackOff measured = transponder.back_off(3);
  CHECK(measured.input_db == 6.0);
  CHECK(measured.output_db == 2.5);
  CHECK(measured.carrier_to_intermodulation_db == 18.0);
}
