#include "base/error.hpp"
#include "base/random.hpp"
#include "link/antenna/dish.hpp"
#include "link/transponder/amplifier.hpp"
#include "link/transponder/carriers.hpp"
#include "link/transponder/cascade.hpp"
#include "link/transponder/geo_beam.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace urker;
using namespace urker::link;
using Catch::Matchers::Contains;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

std::string refusal(const Band& band, const std::vector<CarrierWish>& wishes) {
  try {
    static_cast<void>(share_transponder(band, wishes));
  } catch (const Error& error) {
    CHECK(error.cause() == Cause::invalid_input);
    return error.what();
  }
  return "none";
}

/// At rest over the equator.
orbit::Vector3 geostationary_m(double longitude_deg) {
  return 42164.2e3 *
         orbit::Vector3(std::cos(longitude_deg * kDegree), std::sin(longitude_deg * kDegree), 0.0);
}

} // namespace

TEST_CASE("Inverse ratios of a cascade add up", "[transponder]") {
  // By hand: 1/10^2 + 1/10^1.7 + 1/10^1.5 + 1/10^2.5 = 0.0100000 + 0.0199526 + 0.0316228 +
  // 0.0031623 = 0.0647377, and -10 lg of it is 11.888 dB; the last two alone, 0.0347851, are 14.586
  // dB.
  const Cascade cascade{20.0, 17.0, 15.0, 25.0};
  CHECK(cascade.transparent_db() == Approx(11.8884).margin(1e-4));
  CHECK(cascade.regenerated_db() == Approx(14.5861).margin(1e-4));
  CHECK(Cascade{.downlink_db = 9.0}.transparent_db() == Approx(9.0));
}

TEST_CASE("Flux density at the satellite makes C/N0 of the uplink", "[transponder]") {
  // By hand, at 14 GHz: lambda = 21.4137 mm, lambda^2 / 4 pi = 3.6490e-5 m2 = -44.378 dB m2;
  // -90 - 44.378 + 5 + 228.599 = 99.221 dB Hz.
  CHECK(uplink_cn0_db_hz(-90.0, 14e9, 5.0) == Approx(99.221).margin(1e-3));
}

TEST_CASE("A limiter under many carriers", "[transponder]") {
  // By hand, saturation 1.594 times the input: 1 - exp(-1.594) = 0.79689 of the input comes out;
  // the linear part is 0.79689 + 0.88623 * 1.26254 * erfc(1.26254) = 0.79689 + 1.11890 * 0.07417 =
  // 0.87988, its power 0.77419; so 0.02270 are products, two thirds of them in the band.
  const BackOff b = many_carriers(10.0 * std::log10(1.594));
  CHECK(b.output_db == Approx(10.0 * std::log10(1.594 / 0.77419)).margin(1e-3));
  CHECK(b.carrier_to_intermodulation_db ==
        Approx(10.0 * std::log10(0.77419 / (0.02270 * 2.0 / 3.0))).margin(0.01));
  // More back-off is always cleaner and weaker, and far below saturation nothing is lost.
  for (double db = 0.0; db < 8.0; db += 0.5) {
    CHECK(many_carriers(db + 0.5).carrier_to_intermodulation_db >
          many_carriers(db).carrier_to_intermodulation_db);
    CHECK(many_carriers(db + 0.5).output_db > many_carriers(db).output_db);
    CHECK(many_carriers(db).output_db >= db);
  }
  CHECK(many_carriers(12.0).output_db == Approx(12.0).margin(1e-3));
  CHECK(one_carrier(0.5).output_db == 0.5);
  CHECK(std::isinf(one_carrier(0.5).carrier_to_intermodulation_db));
}

TEST_CASE("Carriers share band and power to the last bit", "[transponder]") {
  constexpr std::uint64_t kDraws = key_of("test.carriers");
  for (std::uint64_t number = 0; number < 500; ++number) {
    const auto draw = [&](std::uint64_t counter) {
      return random_uniform({1, kDraws, number}, counter);
    };
    const Band band{11e9 + 1e9 * draw(0), 36e6};
    const auto count = 1 + static_cast<std::size_t>(8.0 * draw(1));
    double left_hz = band.width_hz, left = 1.0;
    std::vector<CarrierWish> wishes;
    for (std::size_t i = 0; i < count; ++i) {
      wishes.push_back({fmt::format("c{}", i), left_hz * (0.05 + 0.9 * draw(10 + i))});
      left_hz -= wishes.back().width_hz;
      if (draw(30 + i) < 0.4) {
        wishes.back().power_share = left * 0.9 * draw(50 + i);
        left -= *wishes.back().power_share;
      }
    }
    const auto parts = share_transponder(band, wishes);
    double power = 0.0, width_hz = 0.0;
    bool all_given = true;
    for (std::size_t i = 0; i < count; ++i) {
      power += parts[i].power_share;
      width_hz += wishes[i].width_hz;
      all_given = all_given && wishes[i].power_share;
      CHECK(std::abs(parts[i].centre_hz - band.centre_hz) + wishes[i].width_hz / 2.0 <=
            band.width_hz / 2.0 + 1.0);
      for (std::size_t k = 0; k < i; ++k) {
        CHECK(overlap({parts[i].centre_hz, wishes[i].width_hz},
                      {parts[k].centre_hz, wishes[k].width_hz}) < 1e-3);
      }
    }
    CHECK(power <= 1.0 + 1e-12);
    CHECK((all_given || power == Approx(1.0).margin(1e-12)));
    CHECK(width_hz <= band.width_hz);
    // One more than there is room for is refused.
    wishes.push_back({"last", band.width_hz - width_hz + 1e3});
    CHECK_THAT(refusal(band, wishes), Contains("last") && Contains("take"));
  }
}

TEST_CASE("Overbooking names the carriers and their sums", "[transponder]") {
  const Band band{11.05e9, 36e6};
  CHECK(refusal(band, {{"news", 30e6}, {"films", 12e6}}) ==
        "its carriers news (30 MHz), films (12 MHz) take 42 MHz of its 36 MHz");
  CHECK(refusal(band, {{"news", 20e6, {}, 0.7}, {"films", 12e6, {}, 0.4}}) ==
        "its carriers news (70 %), films (40 %) take 110 % of its power");
  CHECK(refusal(band, {{"news", 20e6, {}, 1.0}, {"films", 12e6}}) ==
        "its carriers news (100 %), films (what is left) take 100 % of its power and leave nothing "
        "for those without a share");
  CHECK(refusal(band, {{"news", 20e6, 11.05e9}, {"films", 12e6}}) ==
        "of its carriers news (11050 MHz), films (none) some have a centre and some have none; "
        "expected all or none");
  CHECK(refusal(band, {{"news", 20e6, 11.05e9}, {"films", 12e6, 11.06e9}}) ==
        "its carriers news and films are 10 MHz apart and need 16 MHz");
  CHECK(refusal(band, {{"news", 20e6, 11.06e9}}) ==
        "its carrier news of 20 MHz around 11060 MHz leaves its band, 11032 to 11068 MHz");
  CHECK(refusal(band, {{"news", 18e6, 11.041e9}, {"films", 18e6, 11.059e9}}) == "none");
}

TEST_CASE("A beam falls by half at half its width", "[transponder]") {
  const orbit::Vector3 satellite_m = geostationary_m(46.0);
  const orbit::Geodetic boresight{40.0 * kDegree, 50.0 * kDegree, 0.0};
  const auto gaussian =
      std::make_shared<const GaussianBeam>(0.0, 4.0 * kDegree, 2.0 * kDegree, -40.0);
  const GeoBeam beam(gaussian, satellite_m, boresight, 0.0);
  CHECK(beam.relative_db(boresight) == Approx(0.0).margin(1e-3));
  const auto off_axis_deg = [&](const orbit::Geodetic& place) {
    const orbit::Vector3 a = (orbit::to_itrf_m(boresight) - satellite_m).normalized();
    const orbit::Vector3 b = (orbit::to_itrf_m(place) - satellite_m).normalized();
    return std::atan2(a.cross(b).norm(), a.dot(b)) / kDegree;
  };
  const auto contour = beam.contour(3.0103);
  REQUIRE(contour.size() == 120);
  for (const orbit::Geodetic& place : contour) {
    CHECK(beam.relative_db(place) == Approx(-3.0103).margin(1e-3));
  }
  // East first, then north: half the width along and across.
  CHECK(contour[0].longitude_rad > boresight.longitude_rad);
  CHECK(off_axis_deg(contour[0]) == Approx(2.0).margin(2e-3));
  CHECK(contour[30].latitude_rad > boresight.latitude_rad);
  CHECK(off_axis_deg(contour[30]) == Approx(1.0).margin(2e-3));
  // Turned by a right angle, the long axis points north.
  const auto turned = GeoBeam(gaussian, satellite_m, boresight, 90.0 * kDegree).contour(3.0103);
  CHECK(turned[0].latitude_rad > boresight.latitude_rad);
  CHECK(off_axis_deg(turned[0]) == Approx(2.0).margin(2e-3));
}

TEST_CASE("A line of equal gain ends at the limb of the Earth", "[transponder]") {
  const orbit::Vector3 satellite_m = geostationary_m(46.0);
  const GeoBeam beam(
      std::make_shared<const GaussianBeam>(0.0, 20.0 * kDegree, 20.0 * kDegree, -40.0), satellite_m,
      {0.0, 46.0 * kDegree, 0.0}, 0.0);
  for (const orbit::Geodetic& place : beam.contour(10.0)) {
    const double elevation =
        orbit::look_angles(place, {satellite_m, orbit::Vector3::Zero()}).elevation_rad / kDegree;
    CHECK(elevation == Approx(0.0).margin(0.01));
  }
}

TEST_CASE("Polarisations and bands keep carriers apart", "[transponder]") {
  using enum WavePolarisation;
  CHECK(polarisation_isolation_db(vertical, vertical, 25.0) == 0.0);
  CHECK(polarisation_isolation_db(vertical, horizontal, 25.0) == 25.0);
  CHECK(polarisation_isolation_db(left, right, 22.0) == 22.0);
  CHECK(polarisation_isolation_db(left, vertical, 22.0) == Approx(3.0103));
  CHECK(tilt_rad(right) == Approx(45.0 * kDegree));
  CHECK(overlap({11e9, 20e6}, {11e9, 40e6}) == Approx(0.5));
  CHECK(overlap({11e9, 20e6}, {11.015e9, 20e6}) == Approx(0.25));
  CHECK(overlap({11e9, 20e6}, {11.02e9, 20e6}) == Approx(0.0).margin(1e-9));
}
