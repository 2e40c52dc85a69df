#include "base/simd/pack.hpp"
#include "orbit/force/gravity_kernel.hpp"

namespace urker::orbit::URKER_SIMD {

using namespace urker::simd::URKER_SIMD;

namespace {

/// Sums over the degrees of one order, of A(n, m) (R/r)^n times the term's coefficients.
struct ColumnSums {
  Pack c = 0.0, s = 0.0, weighted_c = 0.0, weighted_s = 0.0, lower_c = 0.0, lower_s = 0.0;
};

/// The direction u of the positions, with powers of R/r taken into the Legendre functions.
struct Direction {
  Pack s, t, u;
  Pack along;   ///< u R/r
  Pack squared; ///< (R/r)^2
};

URKER_INLINE void add_column(ColumnSums& sums, const Direction& d, const GravityTerm* term,
                             int count, Pack diagonal) {
  Pack before = 0.0;
  Pack here = diagonal;
  for (int i = 0; i < count; ++i, ++term) {
    if (i > 0) {
      const Pack next =
          mul_add(Pack(term->along) * d.along, here, -(Pack(term->back) * d.squared * before));
      before = here;
      here = next;
    }
    sums.c = mul_add(here, term->c, sums.c);
    sums.s = mul_add(here, term->s, sums.s);
    sums.weighted_c = mul_add(here, term->weighted_c, sums.weighted_c);
    sums.weighted_s = mul_add(here, term->weighted_s, sums.weighted_s);
    sums.lower_c = mul_add(here, term->lower_c, sums.lower_c);
    sums.lower_s = mul_add(here, term->lower_s, sums.lower_s);
  }
}

/// As `add_column` for degrees 2 to 4 with coefficients of each lane's own.
URKER_INLINE void add_corrections(ColumnSums& sums, const Direction& d, const GravityTerm* term,
                                  int order, Pack diagonal, const GravityCorrections& extra,
                                  int lane) {
  Pack before = 0.0;
  Pack here = diagonal;
  for (int n = order; n <= 4; ++n, ++term) {
    if (n > order) {
      const Pack next =
          mul_add(Pack(term->along) * d.along, here, -(Pack(term->back) * d.squared * before));
      before = here;
      here = next;
    }
    if (n < 2) {
      continue;
    }
    const Pack c = Pack::load(&extra.c[n - 2][order][lane]);
    const Pack s = Pack::load(&extra.s[n - 2][order][lane]);
    const Pack weight = static_cast<double>(n + order + 1);
    sums.c = mul_add(here, c, sums.c);
    sums.s = mul_add(here, s, sums.s);
    sums.weighted_c = mul_add(here * weight, c, sums.weighted_c);
    sums.weighted_s = mul_add(here * weight, s, sums.weighted_s);
    if (order > 0) {
      const double product = static_cast<double>((n - order + 1) * (n + order));
      const Pack ratio = sqrt(Pack(order == 1 ? 0.5 * product : product));
      sums.lower_c =
          mul_add(here * ratio, Pack::load(&extra.c[n - 2][order - 1][lane]), sums.lower_c);
      sums.lower_s =
          mul_add(here * ratio, Pack::load(&extra.s[n - 2][order - 1][lane]), sums.lower_s);
    }
  }
}

URKER_INLINE void one_pack(const GravityTable& table, const GravityBlock& block, int lane) {
  const Pack x = Pack::load(block.x + lane);
  const Pack y = Pack::load(block.y + lane);
  const Pack z = Pack::load(block.z + lane);
  const Pack inverse = Pack(1.0) / sqrt(mul_add(x, x, mul_add(y, y, z * z)));
  const Pack ratio = inverse * table.radius;
  Direction d;
  d.s = x * inverse;
  d.t = y * inverse;
  d.u = z * inverse;
  d.along = d.u * ratio;
  d.squared = ratio * ratio;

  // Pines' four sums, and the real and imaginary parts of (s + i t)^m, and those of m - 1.
  Pack a1 = 0.0;
  Pack a2 = 0.0;
  Pack a3 = 0.0;
  Pack a4 = 0.0;
  Pack re = 1.0;
  Pack im = 0.0;
  Pack lower_re = 0.0;
  Pack lower_im = 0.0;
  Pack diagonal = 1.0;
  const GravityTerm* column = table.terms;
  for (int m = 0; m < table.columns; ++m) {
    if (m > 0) {
      diagonal = diagonal * (Pack(table.sectoral[m]) * ratio);
      lower_re = re;
      lower_im = im;
      re = mul_add(d.s, lower_re, -(d.t * lower_im));
      im = mul_add(d.s, lower_im, d.t * lower_re);
    }
    ColumnSums sums;
    add_column(sums, d, column, table.degree - m + 1, diagonal);
    if (block.corrections != nullptr && m <= 4) {
      add_corrections(sums, d, column, m, diagonal, *block.corrections, lane);
    }
    const Pack order = static_cast<double>(m);
    a1 = mul_add(order, mul_add(sums.c, lower_re, sums.s * lower_im), a1);
    a2 = mul_add(order, mul_add(sums.s, lower_re, -(sums.c * lower_im)), a2);
    const Pack up = mul_add(sums.lower_c, lower_re, sums.lower_s * lower_im);
    a3 += up;
    a4 -= mul_add(sums.weighted_c, re, sums.weighted_s * im) + d.u * up;
    column += table.degree - m + 1;
  }
  const Pack scale = inverse * inverse * table.mu;
  (mul_add(d.s, a4, a1) * scale).store(block.ax + lane);
  (mul_add(d.t, a4, a2) * scale).store(block.ay + lane);
  (mul_add(d.u, a4, a3) * scale).store(block.az + lane);
}

} // namespace

void gravity_perturbations(const GravityTable& table, const GravityBlock& block) {
  for (int lane = 0; lane < kGravityLanes; lane += kLanes) {
    one_pack(table, block, lane);
  }
}

} // namespace urker::orbit::URKER_SIMD
