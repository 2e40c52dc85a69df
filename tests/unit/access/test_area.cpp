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

/// Hears only the rules of a group.
struct Rules final : FieldVisitor {
  std::vector<std::string> broken;
  void exactly_one_of(std::span<const std::string_view>) override {}
  void check(bool holds, std::string_view name, std::string_view) override {
    if (!holds) {
      broken.emplace_back(name);
    }
  }
  void visit_number(const Field&, double&, const Range&) override {}
  void visit_integer(const Field&, std::int64_t&, std::int64_t, std::int64_t) override {}
  void visit_boolean(const Field&, bool&) override {}
  void visit_text(const Field&, std::string&) override {}
  void visit_reference(const Field&, std::string&, Reference) override {}
  void visit_calendar(const Field&, CalendarTime&) override {}
  void visit_choice(const Field&, std::size_t&, std::span<const std::string_view>) override {}
  void visit_group(const Field&, const Template&, const GroupVisit&) override {}
  void visit_map(const Field&, const Template&, MapAccess&) override {}
  void visit_list(const Field&, ListAccess&) override {}
  bool visit_presence(const Field&, bool present) override { return present; }
};

std::vector<std::string> broken_rules(std::vector<VertexConfig> polygon) {
  AreaConfig config;
  config.polygon = std::move(polygon);
  Rules rules;
  describe(rules, config);
  return rules.broken;
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

TEST_CASE("a polygon needs three corners and must not cross itself") {
  const std::vector<std::string> polygon_broken{"polygon"};
  CHECK(broken_rules({{0.1, 0.2}, {0.1, 0.3}, {0.2, 0.3}}).empty());
  CHECK(broken_rules({}) == polygon_broken);
  CHECK(broken_rules({{0.1, 0.2}, {0.1, 0.3}}) == polygon_broken);
  CHECK(broken_rules({{0, 0}, {0.1, 0.1}, {0, 0.1}, {0.1, 0}}) == polygon_broken);
  AreaConfig config;
  config.polygon = {{0.1, 0.2}, {0.1, 0.3}, {0.2, 0.3}};
  const auto vertices = config.vertices();
  REQUIRE(vertices.size() == 3);
  CHECK(vertices[2].latitude_rad == 0.2);
  CHECK(vertices[2].longitude_rad == 0.3);
  CHECK(vertices[2].height_m == 0.0);
}
