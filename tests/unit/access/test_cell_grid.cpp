#include "access/cell_grid.hpp"
#include "base/error.hpp"
#include "base/random.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace urker;
using namespace urker::access;
using orbit::Geodetic;
using std::numbers::pi;

namespace {

Geodetic deg(double latitude, double longitude) {
  return {latitude * pi / 180.0, longitude * pi / 180.0, 0.0};
}

/// Area of WGS84 between two latitudes and over a range of longitude, by Gauss-Legendre quadrature
/// of the radii of curvature: independent of the authalic formula.
double ellipsoid_area_m2(double south_rad, double north_rad, double width_rad) {
  const double a = orbit::kEarthEquatorialRadius_m;
  const double e2 = orbit::kEarthFlattening * (2.0 - orbit::kEarthFlattening);
  const double nodes[] = {0.0, 0.538469310105683, 0.906179845938664};
  const double weights[] = {0.568888888888889, 0.478628670499366, 0.236926885056189};
  const int panels = 40;
  const double half = (north_rad - south_rad) / (2.0 * panels);
  double sum = 0.0;
  for (int panel = 0; panel < panels; ++panel) {
    for (int k = -2; k <= 2; ++k) {
      const double offset = (k < 0 ? -1.0 : 1.0) * nodes[std::abs(k)];
      const double latitude = south_rad + half * (2.0 * panel + 1.0 + offset);
      const double w = 1.0 - e2 * std::sin(latitude) * std::sin(latitude);
      const double meridian = a * (1.0 - e2) / std::pow(w, 1.5);
      const double normal = a / std::sqrt(w);
      sum += weights[std::abs(k)] * half * meridian * normal * std::cos(latitude);
    }
  }
  return sum * width_rad;
}

} // namespace

TEST_CASE("cells have exactly the same area on the ellipsoid") {
  const CellGrid grid(200e3);
  const double surface_m2 = 510065621724088.0; // WGS84, Moritz 1980: 5.10065621724e14 m2
  CHECK(grid.cell_area_m2() * static_cast<double>(grid.cell_count()) ==
        Approx(surface_m2).epsilon(1e-12));
  // A band's edge is where the neighbouring cell begins: found by bisection, measured by
  // quadrature.
  const auto edge_north_of = [&grid](std::int64_t cell) {
    const Geodetic centre = grid.centre(cell);
    double inside = centre.latitude_rad, outside = inside + 0.1;
    while (outside - inside > 1e-14) {
      const double middle = (inside + outside) / 2.0;
      if (middle == inside || middle == outside) {
        break;
      }
      const auto there = grid.cell_at({middle, centre.longitude_rad, 0.0});
      (there == cell ? inside : outside) = middle;
    }
    return inside;
  };
  double south = -pi / 2.0;
  int bands = 0;
  for (std::int64_t first = 0; first < grid.cell_count() / 2;) {
    const double north = edge_north_of(first);
    const auto next = grid.cell_at({north + 1e-9, -pi, 0.0});
    const double width_rad = 2.0 * pi / static_cast<double>(next - first);
    CHECK(ellipsoid_area_m2(south, north, width_rad) == Approx(grid.cell_area_m2()).epsilon(1e-9));
    first = next;
    south = north;
    ++bands;
  }
  CHECK(bands >= 49);
}

TEST_CASE("every cell contains its centre, and every place lies in one cell") {
  for (const double size_m : {2500e3, 700e3, 100e3}) {
    const CellGrid grid(size_m);
    for (std::int64_t cell = 0; cell < grid.cell_count(); ++cell) {
      const Geodetic centre = grid.centre(cell);
      if (grid.cell_at(centre) != cell || centre.longitude_rad < -pi ||
          centre.longitude_rad >= pi) {
        FAIL("cell " << cell << " of size " << size_m);
      }
    }
  }
  const CellGrid grid(10e3);
  CHECK(grid.cell_count() == Approx(5.1e6).epsilon(0.01));
  CHECK(grid.cell_at(deg(-90.0, 12.0)) < 3);
  CHECK(grid.cell_at(deg(90.0, 12.0)) >= grid.cell_count() - 3);
  CHECK(grid.cell_at(deg(40.0, 180.0)) == grid.cell_at(deg(40.0, -180.0)));
  CHECK(grid.cell_at(deg(40.0, 400.0)) == grid.cell_at(deg(40.0, 40.0)));
  // A place is never farther from its cell's centre than the cell's half diagonal.
  const RandomKey key{3, key_of("tests.cells"), key_of("places")};
  for (std::uint64_t i = 0; i < 2000; ++i) {
    const Geodetic place{std::asin(2.0 * random_uniform(key, 2 * i) - 1.0) * 0.98,
                         2.0 * pi * random_uniform(key, 2 * i + 1), 0.0};
    CHECK(orbit::great_circle_m(place, grid.centre(grid.cell_at(place))) < 8.5e3);
  }
}

TEST_CASE("ids depend on the cell size alone") {
  CHECK(CellGrid(10e3).cell_at(deg(41.0, 45.0)) == CellGrid(10e3).cell_at(deg(41.0, 45.0)));
  // Recorded once: results name cells by id, so that ids must never change.
  const CellGrid grid(10e3);
  CHECK(grid.cell_count() == 5101888);
  CHECK(grid.cell_at(deg(41.0, 45.0)) == 4220316);
  CHECK(grid.cell_at(deg(-33.0, -70.0)) == 1166103);
}

TEST_CASE("cells in a polygon are those with the centre inside") {
  const CellGrid grid(50e3);
  const std::vector<Geodetic> polygon{deg(38.0, 40.0), deg(38.5, 50.0), deg(44.0, 49.0),
                                      deg(41.0, 45.0), deg(45.0, 41.0)};
  const auto cells = grid.cells_in(polygon);
  CHECK(std::is_sorted(cells.begin(), cells.end()));
  CHECK(std::adjacent_find(cells.begin(), cells.end()) == cells.end());
  // Independent test: winding angle around the centre.
  std::vector<std::int64_t> expected;
  for (std::int64_t cell = 0; cell < grid.cell_count(); ++cell) {
    const Geodetic c = grid.centre(cell);
    double turn = 0.0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
      const Geodetic& p = polygon[i];
      const Geodetic& q = polygon[(i + 1) % polygon.size()];
      const double px = p.longitude_rad - c.longitude_rad, py = p.latitude_rad - c.latitude_rad;
      const double qx = q.longitude_rad - c.longitude_rad, qy = q.latitude_rad - c.latitude_rad;
      turn += std::atan2(px * qy - py * qx, px * qx + py * qy);
    }
    if (std::abs(turn) > pi) {
      expected.push_back(cell);
    }
  }
  CHECK(cells == expected);
  CHECK(cells.size() > 100);
  auto reversed = polygon;
  std::reverse(reversed.begin(), reversed.end());
  CHECK(grid.cells_in(reversed) == cells);
}

TEST_CASE("polygons may cross the antimeridian, and neighbours share no cell") {
  const CellGrid grid(50e3);
  const auto whole = grid.cells_in({deg(10, 170), deg(10, 190), deg(20, 190), deg(20, 170)});
  auto parts = grid.cells_in({deg(10, 170), deg(10, 180), deg(20, 180), deg(20, 170)});
  const auto east = grid.cells_in({deg(10, -180), deg(10, -170), deg(20, -170), deg(20, -180)});
  parts.insert(parts.end(), east.begin(), east.end());
  std::sort(parts.begin(), parts.end());
  CHECK(whole == parts);
  CHECK(grid.cells_in({deg(10, 20), deg(10.01, 20.01), deg(10, 20.02)}).empty());
}

TEST_CASE("misuse of the grid is our own mistake") {
  CHECK_THROWS_AS(CellGrid(0.0), Error);
  const CellGrid grid(1000e3);
  CHECK_THROWS_AS(grid.centre(-1), Error);
  CHECK_THROWS_AS(grid.centre(grid.cell_count()), Error);
}
