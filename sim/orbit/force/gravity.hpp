#pragma once

#include "orbit/force/gravity_kernel.hpp"
#include "orbit/trajectory.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace urker::orbit {

/// How a field counts the permanent part of the tides in C20. The solid tides of the IERS
/// Conventions belong to a tide-free field; a zero-tide one has the permanent part already.
enum class TideSystem { tide_free, zero_tide };

/// A body's static gravity field: fully normalised Stokes coefficients (4 pi normalisation, no
/// Condon-Shortley phase), degree 2 to `degree()`. Degree 0 is 1 and degree 1 is 0: the origin is
/// the centre of mass.
class GravityField {
 public:
  GravityField(double mu_m3_s2, double radius_m, int degree, TideSystem tides);

  /// EGM2008 to degree 70, as shipped (sim/data/egm2008_70.csv). Read once.
  static const GravityField& egm2008();

  [[nodiscard]] double mu_m3_s2() const { return mu_m3_s2_; }
  [[nodiscard]] double radius_m() const { return radius_m_; }
  [[nodiscard]] int degree() const { return degree_; }
  [[nodiscard]] TideSystem tides() const { return tides_; }
  [[nodiscard]] double c(int n, int m) const { return c_[index(n, m)]; }
  [[nodiscard]] double s(int n, int m) const { return s_[index(n, m)]; }
  void set(int n, int m, double c, double s) {
    c_[index(n, m)] = c;
    s_[index(n, m)] = s;
  }

  /// Place of a coefficient among those of all degrees and orders up to it.
  static std::size_t index(int n, int m) {
    const auto degree = static_cast<std::size_t>(n);
    return degree * (degree + 1) / 2 + static_cast<std::size_t>(m);
  }
  /// Greatest degree that is accepted: beyond it the recursions would leave the range of a double.
  static constexpr int kGreatestDegree = 360;

 private:
  double mu_m3_s2_, radius_m_;
  int degree_;
  TideSystem tides_;
  std::vector<double> c_, s_;
};

/// Reads an ICGEM file (.gfc, Barthelmes and Foerste, "The ICGEM-format", 2011) up to
/// `greatest_degree`. Static fields only: time-variable terms (gfct, trnd, acos, asin) are refused,
/// as are normalisations other than fully_normalized. `name` is for the messages, which give line
/// and column. Throws `Error{invalid_input}`.
[[nodiscard]] GravityField read_icgem(std::string_view text, const std::string& name,
                                      int greatest_degree);

/// Acceleration of a field cut to some degree and order, prepared for blocks of eight positions.
///
/// Sums by order (Pines, AIAA Journal 11 (1973) 1508), with the derived Legendre functions of the
/// sine of the latitude by the fully normalised recursion in degree (Holmes and Featherstone, J.
/// Geodesy 76 (2002) 279): no singularity at the poles. A position's bits do not depend on its
/// company.
class GravityModel {
 public:
  /// `greatest_degree` and `greatest_order` cut the field; order is no greater than degree.
  GravityModel(const GravityField& field, int greatest_degree, int greatest_order);

  [[nodiscard]] double mu_m3_s2() const { return table_.mu; }
  /// Accelerations without the central term, body-fixed axes, m/s2, of the eight positions, metres.
  /// `corrections`, if any, are added to the coefficients of degree 2 to 4 (solid tides).
  void perturbations(const GravityBlock& block) const;
  /// One position alone, with the central term.
  [[nodiscard]] Vector3 acceleration(const Vector3& r_m) const;

 private:
  std::vector<GravityTerm> terms_;
  std::vector<double> sectoral_;
  GravityTable table_;
};

} // namespace urker::orbit
