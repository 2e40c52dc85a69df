#include "orbit/force/gravity.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace urker::orbit {

GravityField::GravityField(double mu_m3_s2, double radius_m, int degree, TideSystem tides)
    : mu_m3_s2_(mu_m3_s2), radius_m_(radius_m), degree_(degree), tides_(tides),
      c_(index(degree + 1, 0), 0.0), s_(index(degree + 1, 0), 0.0) {
  require(degree >= 2 && degree <= kGreatestDegree, "a gravity field's degree is out of range");
  c_[0] = 1.0;
}

namespace {

/// The coefficients of one degree and order. `order` may be one above those of the field: the
/// derivative along the axis of order m - 1 is a term of order m.
GravityTerm make_term(const GravityField& field, int n, int m, int greatest_order) {
  GravityTerm term{};
  const double dn = n;
  const double dm = m;
  if (n > m) {
    term.along = std::sqrt((2 * dn - 1) * (2 * dn + 1) / ((dn - dm) * (dn + dm)));
  }
  if (n > m + 1) {
    term.back = std::sqrt((2 * dn + 1) * (dn + dm - 1) * (dn - dm - 1) /
                          ((dn - dm) * (dn + dm) * (2 * dn - 3)));
  }
  if (n < 2) {
    return term;
  }
  if (m <= greatest_order) {
    term.c = field.c(n, m);
    term.s = field.s(n, m);
    term.weighted_c = (dn + dm + 1) * term.c;
    term.weighted_s = (dn + dm + 1) * term.s;
  }
  if (m > 0) {
    const double ratio = std::sqrt((dn - dm + 1) * (dn + dm) * (m == 1 ? 0.5 : 1.0));
    term.lower_c = ratio * field.c(n, m - 1);
    term.lower_s = ratio * field.s(n, m - 1);
  }
  return term;
}

} // namespace

GravityModel::GravityModel(const GravityField& field, int greatest_degree, int greatest_order) {
  require(greatest_degree >= 2 && greatest_degree <= field.degree() && greatest_order >= 0 &&
              greatest_order <= greatest_degree,
          "a gravity model goes beyond its field");
  // Tides need degree and order 4, with the column above.
  const int degree = std::max(greatest_degree, 4);
  const int columns = std::min(std::max(greatest_order, 4) + 2, degree + 1);
  for (int m = 0; m < columns; ++m) {
    for (int n = m; n <= degree; ++n) {
      terms_.push_back(n <= greatest_degree && m <= greatest_order + 1
                           ? make_term(field, n, m, greatest_order)
                           : make_term(GravityField(1.0, 1.0, degree, field.tides()), n, m, -1));
    }
    const double dm = m;
    sectoral_.push_back(m == 0   ? 1.0
                        : m == 1 ? std::sqrt(3.0)
                                 : std::sqrt((2 * dm + 1) / (2 * dm)));
  }
  table_ = {terms_.data(), sectoral_.data(), degree, columns, field.mu_m3_s2(), field.radius_m()};
}

void GravityModel::perturbations(const GravityBlock& block) const {
  GravityTable table = table_;
  table.terms = terms_.data();
  table.sectoral = sectoral_.data();
  URKER_SIMD_PICK(gravity_perturbations)(table, block);
}

Vector3 GravityModel::acceleration(const Vector3& r_m) const {
  using Lanes = std::array<double, kGravityLanes>;
  Lanes x;
  Lanes y;
  Lanes z;
  Lanes ax;
  Lanes ay;
  Lanes az;
  x.fill(r_m.x());
  y.fill(r_m.y());
  z.fill(r_m.z());
  perturbations({x.data(), y.data(), z.data(), ax.data(), ay.data(), az.data(), nullptr});
  const double r = r_m.norm();
  return Vector3(ax[0], ay[0], az[0]) - table_.mu / (r * r * r) * r_m;
}

} // namespace urker::orbit
