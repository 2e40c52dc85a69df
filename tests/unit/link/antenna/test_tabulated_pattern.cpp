#include "base/error.hpp"
#include "link/antenna/polarisation.hpp"
#include "link/antenna/tabulated_pattern.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace urker;
using namespace urker::link;

namespace {
constexpr double kDegree = std::numbers::pi / 180.0;
}

TEST_CASE("A table is read between its points, around the axis and beyond its end") {
  const TabulatedPattern table({0.0, 10 * kDegree, 30 * kDegree},
                               {0.0, 90 * kDegree, 270 * kDegree},
                               {20, 20, 20, 10, 14, 12, 0, 4, 2});
  CHECK(table.gain_dbi(0.0, 1.0) == Approx(20.0));
  CHECK(table.gain_dbi(10 * kDegree, 90 * kDegree) == Approx(14.0));
  CHECK(table.gain_dbi(10 * kDegree, 45 * kDegree) == Approx(12.0));
  CHECK(table.gain_dbi(20 * kDegree, 45 * kDegree) == Approx(7.0));
  CHECK(table.gain_dbi(10 * kDegree, 315 * kDegree) == Approx(11.0)); // from the last to the first
  CHECK(table.gain_dbi(10 * kDegree, -45 * kDegree) == Approx(11.0));
  CHECK(table.gain_dbi(170 * kDegree, 0.0) == Approx(0.0));
  const TabulatedPattern round({0.0, 10 * kDegree}, {0.0}, {20, 10});
  CHECK(round.gain_dbi(5 * kDegree, 2.0) == Approx(15.0));
}

TEST_CASE("A table that is none is refused") {
  CHECK_THROWS_WITH(TabulatedPattern({0.1}, {0.0}, {1.0}),
                    "antenna pattern: angles off the axis must begin with 0 deg");
  CHECK_THROWS_WITH(TabulatedPattern({0.0, 1.0, 1.0}, {0.0}, {1.0, 1.0, 1.0}),
                    "antenna pattern: angles off the axis must increase");
  CHECK_THROWS_WITH(TabulatedPattern({0.0}, {0.0, 2.0 * std::numbers::pi}, {1.0, 1.0}),
                    "antenna pattern: angles around the axis must end before 360 deg");
  CHECK_THROWS_WITH(TabulatedPattern({0.0, 1.0}, {0.0}, {1.0}),
                    "antenna pattern: 1 gains for 2 angles off the axis by 1 around it");
}

TEST_CASE("Polarisations that match lose nothing, crossed ones all, others in between") {
  const Polarisation right{0.0, true, 0.0}, left{0.0, false, 0.0};
  const Polarisation horizontal{200.0, true, 0.0}, vertical{200.0, true, 90 * kDegree};
  CHECK(polarisation_loss_db(right, right) == Approx(0.0).margin(1e-9));
  CHECK(polarisation_loss_db(right, left) > 100.0);
  CHECK(polarisation_loss_db(right, horizontal) == Approx(3.0103).margin(1e-4));
  CHECK(polarisation_loss_db(horizontal, vertical) > 100.0);
  const Polarisation slanted{200.0, true, 30 * kDegree};
  CHECK(polarisation_loss_db(horizontal, slanted) == Approx(1.2494).margin(1e-4)); // cos^2
  // Two ellipses of 3 dB crosswise, the worst case: Maral and Bousquet give 0.5 dB.
  const Polarisation along{3.0, true, 0.0}, across{3.0, true, 90 * kDegree};
  CHECK(polarisation_loss_db(along, across) == Approx(0.51).margin(0.01));
}
