#include "link/budget.hpp"
#include "link/radio_rates.hpp"
#include "link/tracking/geo_arc.hpp"
#include "spacecraft/downlink.hpp"
#include "spacecraft/pass_rates.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

#include "fakes.hpp"

using namespace urker;
using namespace urker::spacecraft;
using urker::test::at;
using urker::test::PlainSurroundings;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;
constexpr double kSpeed_m_s = 7000.0, kHeight_m = 550e3, kMiddle_s = 300.0;

/// Right over a site, northwards over a plane.
SiteView overhead(const orbit::Geodetic& /*place*/, Time t) {
  const double north_m = kSpeed_m_s * (seconds_since_start(t) - kMiddle_s);
  SiteView view;
  view.range_m = std::hypot(north_m, kHeight_m);
  view.elevation_rad = std::atan2(kHeight_m, std::abs(north_m));
  view.azimuth_rad = north_m > 0.0 ? 0.0 : std::numbers::pi;
  view.speed_m_s = kSpeed_m_s;
  view.off_nadir_rad = std::numbers::pi / 2.0 - view.elevation_rad;
  view.around_nadir_rad = north_m > 0.0 ? std::numbers::pi : 0.0;
  return view;
}

/// A radio that closes its link all the way, and a dish that takes 2 s to lock.
struct Bench {
  link::RadioConfig radio;
  link::GroundAntennaConfig antenna;
  PlainSurroundings around;
  orbit::Geodetic place{40.0 * kDegree, 0.9, 0.0};

  Bench() {
    radio.frequency_hz = 8.2e9;
    radio.transmit_power_dbw = 10.0;
    radio.antenna_gain_dbi = 10.0;
    radio.rates = {{1e6, 4.0}};
    antenna.g_over_t_db_k = 30.0;
    antenna.lock_time_s = 2.0;
    around.view = overhead;
  }
  [[nodiscard]] PassRates rates() const {
    const link::Transmitter transmitter(radio);
    const link::Receiver receiver(antenna, radio.frequency_hz);
    const link::RateLadder ladder = link::rate_ladder(radio);
    return pass_rates({transmitter, ladder, place, receiver, around, at(0), at(600)},
                      link::StationSky(antenna));
  }
};

void check_gap(const link::Gap& gap, double begin_s, double end_s, link::GapCause cause) {
  CAPTURE(seconds_since_start(gap.begin), seconds_since_start(gap.end), begin_s, end_s);
  CHECK(seconds_since_start(gap.begin) == Approx(begin_s).margin(1e-4));
  CHECK(seconds_since_start(gap.end) == Approx(end_s).margin(1e-4));
  CHECK(gap.cause == cause);
}

} // namespace

TEST_CASE("In the keyhole nothing is received, and after it the demodulator locks again") {
  Bench b;
  b.antenna.mount.emplace();
  b.antenna.mount->azimuth_rate_rad_s = b.antenna.mount->elevation_rate_rad_s = 3.0 * kDegree;
  const PassRates rates = b.rates();
  REQUIRE(rates.gaps.size() == 3);
  check_gap(rates.gaps[0], 0.0, 2.0, link::GapCause::lock);
  check_gap(rates.gaps[1], 300.0, 360.0, link::GapCause::keyhole); // half a turn at 3 deg/s
  check_gap(rates.gaps[2], 360.0, 362.0, link::GapCause::lock);
  REQUIRE(rates.segments.size() == 2);
  CHECK(rates.segments[0].begin == rates.gaps[0].end);
  CHECK(rates.segments[0].end == rates.gaps[1].begin);
  CHECK(rates.segments[1].begin == rates.gaps[2].end);
  CHECK(rates.segments[1].end == at(600));
}

TEST_CASE("Near the geostationary arc nothing is sent, for whichever end keeps further off") {
  Bench b;
  b.radio.geo_arc_separation_rad = 5.0 * kDegree;
  b.antenna.geo_arc_separation_rad = 2.0 * kDegree;
  // The arc is crossed on the meridian; its elevation there from 40 deg is some 43.5 deg, and so
  // the line comes within 5 deg where its elevation has the same distance from that of the arc.
  const auto rates = b.rates();
  REQUIRE(rates.gaps.size() == 3);
  CHECK(rates.gaps[1].cause == link::GapCause::geo_arc);
  const link::GeoArc arc(b.place);
  for (const Time t : {rates.gaps[1].begin, rates.gaps[1].end}) {
    const SiteView view = overhead(b.place, t);
    CHECK(arc.separation_rad({view.azimuth_rad, view.elevation_rad}) / kDegree ==
          Approx(5.0).margin(1e-4));
  }
  CHECK(rates.gaps[1].end - rates.gaps[1].begin > std::chrono::seconds(10));
  b.radio.geo_arc_separation_rad.reset();
  const auto narrower = b.rates();
  CHECK(narrower.gaps[1].end - narrower.gaps[1].begin < rates.gaps[1].end - rates.gaps[1].begin);
}

TEST_CASE("Where the Sun comes into the beam the rate falls, however short") {
  Bench b;
  b.antenna.sun_noise = true; // a beam of some 0.5 deg
  // Past the Sun at 1 deg/s, right through its middle at 303.3 s: between the weather's knots.
  b.around.sky = [](Time t) {
    link::BodiesInSky sky;
    sky.sun_angle_rad = std::abs(seconds_since_start(t) - 303.3) * kDegree;
    return sky;
  };
  // The margin is set so that a few dB of noise end the rate.
  const link::Receiver receiver(b.antenna, b.radio.frequency_hz);
  const double cn0_db_hz =
      link::link_budget(link::Transmitter(b.radio), receiver, overhead(b.place, at(303.3)),
                        link::StationSky(b.antenna).loss(at(303.3), 1.5))
          .cn0_db_hz;
  b.radio.rates[0].required_ebn0_db =
      cn0_db_hz - 60.0 - b.radio.implementation_loss_db - b.radio.required_margin_db - 3.0;
  const auto rates = b.rates();
  double covered_s = 0.0;
  bool through = false;
  for (const auto& segment : rates.segments) {
    covered_s += to_seconds(segment.end - segment.begin);
    through = through || (segment.begin < at(303.3) && at(303.3) < segment.end);
  }
  CHECK_FALSE(through);
  CHECK(covered_s > 50.0);
  b.antenna.sun_noise = false;
  const auto deaf = b.rates();
  CHECK(deaf.segments.size() < rates.segments.size());
}

TEST_CASE("A pattern makes the rate follow the angle off the nadir") {
  Bench b;
  b.radio.antenna_gain_dbi.reset();
  b.radio.antenna.emplace();
  b.radio.antenna->type = link::AntennaType::parabolic;
  b.radio.antenna->gain_dbi = 20.0;
  b.radio.antenna->beamwidth_rad = 20.0 * kDegree;
  b.radio.antenna->floor_dbi = -60.0;
  b.antenna.lock_time_s = 0.0;
  const auto rates = b.rates();
  // It is lost on either side of the nadir, at the same distance.
  REQUIRE(rates.segments.size() == 1);
  const double before_s = kMiddle_s - seconds_since_start(rates.segments[0].begin);
  CHECK(before_s == Approx(seconds_since_start(rates.segments[0].end) - kMiddle_s).margin(1e-5));
  CHECK(before_s < 100.0);
  b.radio.antenna->pointing = link::AntennaPointing::station;
  CHECK(b.rates().segments[0].begin == at(0));
}
