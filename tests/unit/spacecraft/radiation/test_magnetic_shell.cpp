#include "base/text_lines.hpp"
#include "base/units.hpp"
#include "orbit/earth/geodesy.hpp"
#include "spacecraft/radiation/magnetic_shell.hpp"

#include <Eigen/Geometry>
#include <catch2/catch.hpp>

#include <cmath>

using namespace urker;
using namespace urker::spacecraft;

namespace {

constexpr double kGauss_t = 1e-4;

/// A place on the ellipsoid of the table.
orbit::Vector3 place_m(double latitude_deg, double longitude_deg, double height_km) {
  constexpr double kEquator_m = 6378.160e3;
  constexpr double kPole_m = 6356.775e3;
  const double latitude = latitude_deg * unit::deg.scale;
  const double longitude = longitude_deg * unit::deg.scale;
  const double c = kEquator_m * std::cos(latitude);
  const double s = kPole_m * std::sin(latitude);
  const double norm = std::hypot(c, s);
  const double out = kEquator_m * c / norm + 1e3 * height_km * std::cos(latitude);
  return {out * std::cos(longitude), out * std::sin(longitude),
          kPole_m * s / norm + 1e3 * height_km * std::sin(latitude)};
}

} // namespace

TEST_CASE("Field and L agree with NSSDC's routines") {
  const std::string text = read_text(URKER_TEST_DATA "/radiation/field_and_shell.csv");
  ShippedRows rows(text, "field_and_shell.csv");
  const MagneticField& field = MagneticField::of_1965();
  int count = 0;
  double greatest = 0.0;
  while (rows.next()) {
    const double latitude = rows.number();
    const double longitude = rows.number();
    const double height = rows.number();
    INFO(latitude << " deg north, " << longitude << " deg east, " << height << " km");
    const double north = rows.number();
    const double east = rows.number();
    const double down = rows.number();
    const double l = rows.number();
    const orbit::Vector3 r_m = place_m(latitude, longitude, height);
    const orbit::Vector3 b = field.at(r_m);
    const double lat = latitude * unit::deg.scale;
    const double lon = longitude * unit::deg.scale;
    const orbit::Vector3 to_east(-std::sin(lon), std::cos(lon), 0.0);
    const orbit::Vector3 to_north(-std::sin(lat) * std::cos(lon), -std::sin(lat) * std::sin(lon),
                                  std::cos(lat));
    const orbit::Vector3 down_axis = to_north.cross(to_east);
    CHECK(b.dot(to_north) / kGauss_t == Approx(north).margin(2e-5));
    CHECK(b.dot(to_east) / kGauss_t == Approx(east).margin(2e-5));
    CHECK(b.dot(down_axis) / kGauss_t == Approx(down).margin(2e-5));
    const auto shell = magnetic_shell(field, r_m);
    REQUIRE(shell);
    // Ours goes with McIlwain's moment of 0.3117 G, theirs with the year's 0.3095 G.
    CHECK(shell->l == Approx(l).epsilon(0.01));
    greatest = std::max(greatest, std::abs(field.eccentric_l(r_m) / l - 1.0));
    ++count;
  }
  CHECK(count == 67);
  CHECK(greatest < 0.25);
}

TEST_CASE("In a dipole far from the ground L is the distance at the magnetic equator") {
  // The higher, the more the field is that of its dipole.
  const MagneticField field = MagneticField::at_year(2026.0);
  const orbit::Vector3 far = field.at(orbit::Vector3(0, 0, 1e9));
  const orbit::Vector3 axis = orbit::Vector3(-far.x(), -far.y(), 0.5 * far.z()).normalized();
  const orbit::Vector3 out = axis.cross(orbit::Vector3(1, 0, 0)).normalized();
  const orbit::Vector3 r_m = 5.0 * MagneticField::kRadius_m * out;
  CHECK(field.eccentric_l(r_m) == Approx(5.0).epsilon(0.03));
  const auto shell = magnetic_shell(field, r_m);
  REQUIRE(shell);
  CHECK(shell->l == Approx(5.0).epsilon(0.04));
  CHECK(field.dipole_t() == Approx(29.8e-6).epsilon(0.01)); // 2020: 29 805 nT
  CHECK_FALSE(magnetic_shell(field, 1.1 * MagneticField::kRadius_m * axis));
}
