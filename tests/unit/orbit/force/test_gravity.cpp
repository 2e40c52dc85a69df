#include "base/error.hpp"
#include "orbit/force/gravity.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace urker;
using namespace urker::orbit;

TEST_CASE("gravity is regular at the poles, and lanes do not know each other") {
  const GravityModel model(GravityField::egm2008(), 70, 70);
  const Vector3 pole(0.0, 0.0, 6900e3);
  const Vector3 near(1e-3, -1e-3, 6900e3);
  CHECK((model.acceleration(pole) - model.acceleration(near)).norm() < 1e-8);
  double x[8], y[8], z[8], ax[8], ay[8], az[8];
  for (int i = 0; i < 8; ++i) {
    x[i] = 7e6 * std::cos(0.4 * i);
    y[i] = 7e6 * std::sin(0.4 * i);
    z[i] = 1e5 * i - 3e5;
  }
  model.perturbations({x, y, z, ax, ay, az, nullptr});
  for (int i = 0; i < 8; ++i) {
    const Vector3 r(x[i], y[i], z[i]);
    const double norm = r.norm();
    const Vector3 alone = model.acceleration(r);
    const Vector3 together =
        Vector3(ax[i], ay[i], az[i]) - model.mu_m3_s2() / (norm * norm * norm) * r;
    CHECK(alone == together);
  }
}

TEST_CASE("corrections act as the field's own coefficients") {
  GravityField changed = GravityField::egm2008();
  GravityCorrections extra{};
  for (int n = 2; n <= 4; ++n) {
    for (int m = 0; m <= n; ++m) {
      const double c = 1e-8 * (n + m);
      const double s = m == 0 ? 0.0 : -1e-8 * (2 * n - m);
      changed.set(n, m, changed.c(n, m) + c, changed.s(n, m) + s);
      for (int lane = 0; lane < 8; ++lane) {
        extra.c[n - 2][m][lane] = c;
        extra.s[n - 2][m][lane] = s;
      }
    }
  }
  for (const int degree : {2, 3, 20}) {
    const GravityModel plain(GravityField::egm2008(), degree, degree);
    const GravityModel all(changed, 20, 20);
    const GravityModel base(GravityField::egm2008(), 20, 20);
    const Vector3 r(3e6, -4e6, 5e6);
    double x[8], y[8], z[8], ax[8], ay[8], az[8], bx[8], by[8], bz[8];
    std::fill_n(x, 8, r.x());
    std::fill_n(y, 8, r.y());
    std::fill_n(z, 8, r.z());
    plain.perturbations({x, y, z, ax, ay, az, &extra});
    plain.perturbations({x, y, z, bx, by, bz, nullptr});
    const Vector3 difference(ax[5] - bx[5], ay[5] - by[5], az[5] - bz[5]);
    CHECK((difference - (all.acceleration(r) - base.acceleration(r))).norm() <
          1e-9 * difference.norm() + 1e-14);
  }
}

TEST_CASE("ICGEM files are read, and refused with the place of the mistake") {
  const std::string head = "modelname X\nearth_gravity_constant 3.986004415D+14\nradius 6378136.3\n"
                           "max_degree 2\nnorm fully_normalized\ntide_system zero_tide\n"
                           "end_of_head ====\ngfc 0 0 1.0 0.0 0 0\n";
  const GravityField field =
      read_icgem(head + "gfc 2 0 -4.84D-04 0.0 0 0\ngfc 2 1 1e-10 +2e-9 0 0\n", "x.gfc", 70);
  CHECK(field.degree() == 2);
  CHECK(field.tides() == TideSystem::zero_tide);
  CHECK(field.mu_m3_s2() == 3.986004415e14);
  CHECK(field.c(2, 0) == -4.84e-4);
  CHECK(field.s(2, 1) == 2e-9);
  CHECK_THROWS_WITH(read_icgem(head + "gfct 2 0 -4.84D-04 0.0\n", "x.gfc", 70),
                    Catch::StartsWith("x.gfc:9:1: 'gfct' makes the field vary with time"));
  CHECK_THROWS_WITH(read_icgem(head + "gfc 2 0 abc 0.0\n", "x.gfc", 70),
                    Catch::StartsWith("x.gfc:9:9: expected a number"));
  CHECK_THROWS_AS(read_icgem(head, "x.gfc", 70), Error);
  CHECK_THROWS_AS(read_icgem("nothing\n", "x.gfc", 70), Error);
}
