#include "spacecraft/radiation/magnetic_field.hpp"

#include "base/text_lines.hpp"

#include <cmath>
#include <map>
#include <string_view>
#include <utility>

namespace urker::data {
std::string_view magnetic_field(); // sim/data/magnetic_field.csv
} // namespace urker::data

namespace urker::spacecraft {

namespace {

using orbit::Vector3;

constexpr int kDegree = 10;

struct Coefficient {
  double g = 0.0;
  double h = 0.0;
};
struct Row {
  Coefficient in_1965, in_2020, per_year; ///< tesla
};
using Rows = std::map<std::pair<int, int>, Row>;

Rows read_rows() {
  constexpr double kNanotesla = 1e-9;
  Rows result;
  ShippedRows rows(data::magnetic_field(), "magnetic_field.csv");
  while (rows.next()) {
    const int n = rows.integer();
    const int m = rows.integer();
    rows.require_row(n >= 1 && n <= kDegree && m >= 0 && m <= n);
    Row& row = result[{n, m}];
    for (Coefficient* c : {&row.in_1965, &row.in_2020, &row.per_year}) {
      c->g = rows.number() * kNanotesla;
      c->h = rows.number() * kNanotesla;
    }
  }
  return result;
}

const Rows& shipped() {
  static const Rows rows = read_rows();
  return rows;
}

/// A magnetic potential is a gravity potential with the square of the radius for mu, but for its
/// normalisation: 4 pi there, Schmidt's here. The gravity model leaves degree 1 out.
template <class Get>
orbit::GravityField multipoles(const Get& get) {
  orbit::GravityField field(MagneticField::kRadius_m * MagneticField::kRadius_m,
                            MagneticField::kRadius_m, kDegree, orbit::TideSystem::tide_free);
  for (int n = 2; n <= kDegree; ++n) {
    const double scale = 1.0 / std::sqrt(2.0 * n + 1.0);
    for (int m = 0; m <= n; ++m) {
      const Coefficient c = get(n, m);
      field.set(n, m, scale * c.g, scale * c.h);
    }
  }
  return field;
}

/// Eqs. 24 to 27 of Fraser-Smith.
template <class Get>
Vector3 dipole_centre_m(const Get& get) {
  const auto [g10, h10] = get(1, 0);
  const auto [g11, h11] = get(1, 1);
  const auto [g20, h20] = get(2, 0);
  const auto [g21, h21] = get(2, 1);
  const auto [g22, h22] = get(2, 2);
  const double root3 = std::sqrt(3.0);
  const double square = g10 * g10 + g11 * g11 + h11 * h11;
  const double l0 = 2.0 * g10 * g20 + root3 * (g11 * g21 + h11 * h21);
  const double l1 = -g11 * g20 + root3 * (g10 * g21 + g11 * g22 + h11 * h22);
  const double l2 = -h11 * g20 + root3 * (g10 * h21 - h11 * g22 + g11 * h22);
  const double e = (l0 * g10 + l1 * g11 + l2 * h11) / (4.0 * square);
  return MagneticField::kRadius_m / (3.0 * square) *
         Vector3(l1 - g11 * e, l2 - h11 * e, l0 - g10 * e);
}

} // namespace

template <class Get>
MagneticField::MagneticField(const Get& get)
    : dipole_t_(get(1, 1).g, get(1, 1).h, get(1, 0).g), centre_m_(dipole_centre_m(get)),
      multipoles_(multipoles(get), kDegree, kDegree) {}

const MagneticField& MagneticField::of_1965() {
  static const MagneticField field([](int n, int m) -> Coefficient {
    return shipped().at({n, m}).in_1965;
  });
  return field;
}

MagneticField MagneticField::at_year(double year) {
  return MagneticField([years = year - 2020.0](int n, int m) -> Coefficient {
    const Row& row = shipped().at({n, m});
    return {row.in_2020.g + years * row.per_year.g, row.in_2020.h + years * row.per_year.h};
  });
}

Vector3 MagneticField::at(const Vector3& r_m) const {
  const double r = r_m.norm();
  const double ratio = kRadius_m / r;
  const Vector3 up = r_m / r;
  const Vector3 dipole_t = ratio * ratio * ratio * (3.0 * dipole_t_.dot(up) * up - dipole_t_);
  const double mu = multipoles_.mu_m3_s2();
  return dipole_t - (multipoles_.acceleration(r_m) + mu / (r * r * r) * r_m);
}

double MagneticField::eccentric_l(const Vector3& r_m) const {
  const Vector3 from_centre_m = r_m - centre_m_;
  const double r = from_centre_m.norm();
  const double sine = from_centre_m.dot(dipole_t_) / (r * dipole_t_.norm());
  return r / kRadius_m / (1.0 - sine * sine);
}

} // namespace urker::spacecraft
