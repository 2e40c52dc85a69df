#include "access/area.hpp"
#include "access/area_config.hpp"
#include "base/error.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace urker;
using namespace urker::access;
using orbit::Geodetic;

namespace {

constexpr double kDegree = std::numbers::pi / 180.0;

Geodetic deg(double latitude, double longitude) {
  return {latitude * kDegree, longitude * kDegree, 0.0};
}

double central_angle(const Geodetic& a, const Geodetic& b) {
  const auto u = orbit::to_itrf_m(a), v = orbit::to_itrf_m(b);
  return std::atan2(u.cross(v).norm(), u.dot(v));
}

} // namespace

TEST_CASE("an area's cap encloses its outline and is not much larger than it must be") {
  const CellGrid grid(20e3);
  const std::vector<Geodetic> square{deg(60, 40), deg(60, 44), deg(62, 44), deg(62, 40)};
  const Area area = make_area(square, grid, "square");
  CHECK(area.name == "square");
  CHECK(area.cells.size() == Approx(215e3 * 222e3 / 4e8).epsilon(0.05));
  double farthest = 0.0;
  for (int k = 0; k <= 1000; ++k) {
    const double part = k / 1000.0;
    for (const auto& p : {deg(60, 40 + 4 * part), deg(62, 40 + 4 * part), deg(60 + 2 * part, 40),
                          deg(60 + 2 * part, 44)}) {
      farthest = std::max(farthest, central_angle(p, area.cap_centre));
    }
  }
  CHECK(area.cap_radius_rad >= farthest);
  CHECK(area.cap_radius_rad < 1.01 * farthest);
  // The least cap passes through two opposite corners of the wider side.
  CHECK(area.cap_radius_rad < 1.03 * central_angle(square[0], square[2]) / 2.0);
  for (const auto cell : area.cells) {
    CHECK(central_angle(grid.centre(cell), area.cap_centre) < area.cap_radius_rad);
  }
}

TEST_CASE("an area without a cell is refused by name") {
  const std::vector<Geodetic> speck{deg(10, 20), deg(10.001, 20.001), deg(10, 20.002)};
  try {
    static_cast<void>(make_area(speck, CellGrid(100e3), "speck"));
    FAIL("accepted");
  } catch (const Error& error) {
    CHECK(error.cause() == Cause::invalid_input);
    CHECK(std::string(error.what()).find("areas.speck") != std::string::npos);
    CHECK(std::string(error.what()).find("coverage.cell_size") != std::string::npos);
  }
}

TEST_CASE("polygons that touch themselves are recognised") {
  CHECK(is_simple({deg(0, 0), deg(0, 1), deg(1, 1)}));
  CHECK(is_simple({deg(0, 0), deg(0, 4), deg(4, 4), deg(2, 2), deg(4, 0)}));
  CHECK(is_simple({deg(0, 0), deg(0, 1), deg(0, 2), deg(1, 1)}));       // a corner of 180 deg
  CHECK_FALSE(is_simple({deg(0, 0), deg(1, 1), deg(0, 1), deg(1, 0)})); // bow tie
  CHECK_FALSE(is_simple({deg(0, 0), deg(0, 1), deg(1, 1), deg(0, 0)})); // closed twice
  CHECK_FALSE(is_simple({deg(0, 0), deg(0, 1), deg(0, 1), deg(1, 1)})); // repeated corner
  CHECK_FALSE(is_simple({deg(0, 0), deg(0, 2), deg(0, 1)}));            // no area
  CHECK_FALSE(
      is_simple({deg(0, 0), deg(0, 4), deg(4, 4), deg(0, 2), deg(4, 0)})); // touches an edge
}
