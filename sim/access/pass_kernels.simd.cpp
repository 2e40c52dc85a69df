#include "access/pass_kernels.hpp"

#include "base/simd/math.hpp"

namespace urker::access::URKER_SIMD {

using namespace urker::simd::URKER_SIMD;

namespace {

constexpr std::size_t kFloats = 2 * kLanes;
using Floats [[gnu::vector_size(8 * kLanes)]] = float;
using Truths [[gnu::vector_size(8 * kLanes)]] = std::int32_t;

URKER_INLINE Floats load(const float* p) {
  Floats v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

/// Bit i is lane i's.
URKER_INLINE std::uint64_t bits_of(Truths truths) {
#if defined(__AVX512F__)
  return _mm512_movepi32_mask(reinterpret_cast<__m512i>(truths));
#elif defined(__AVX2__)
  return static_cast<unsigned>(_mm256_movemask_ps(reinterpret_cast<__m256>(truths)));
#elif defined(__SSE2__)
  return static_cast<unsigned>(_mm_movemask_ps(reinterpret_cast<__m128>(truths)));
#else
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kFloats; ++i) {
    bits |= truths[i] != 0 ? std::uint64_t{1} << i : 0U;
  }
  return bits;
#endif
}

struct Vector {
  Pack x, y, z;
};
URKER_INLINE Pack dot(const Vector& a, const Vector& b) {
  return mul_add(a.x, b.x, mul_add(a.y, b.y, a.z * b.z));
}
URKER_INLINE Vector mul_add(const Vector& a, Pack s, const Vector& b) {
  return {mul_add(a.x, s, b.x), mul_add(a.y, s, b.y), mul_add(a.z, s, b.z)};
}

/// Sites, one a lane.
struct Sites {
  Vector position, up;
  Pack east_x, east_y, sine;

  URKER_INLINE Pack east(const Vector& q) const { return mul_add(east_x, q.x, east_y * q.y); }
  URKER_INLINE Pack north(const Vector& q) const {
    const Pack z = up.x * east_y - up.y * east_x;
    return mul_add(z, q.z, up.z * (east_x * q.y - east_y * q.x));
  }
};

/// `kLanes` roots side by side; the last one fills up.
template <class Point>
struct Lanes {
  Sites sites;
  Pack from, to, at_from, at_to;

  URKER_INLINE Lanes(const PassRoots<Point>& roots, std::size_t first) {
    const Point* points[kLanes];
    const SearchSite* places[kLanes];
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      points[lane] = roots.points + index(roots, first, lane);
      places[lane] = roots.sites + points[lane]->site;
    }
    const auto of_sites = [&places](const auto& member) __attribute__((always_inline)) {
      Doubles v;
      for (int lane = 0; lane < kLanes; ++lane) {
        v[lane] = member(*places[lane]);
      }
      return Pack(v);
    };
    const auto of_points = [&points](double Point::*member) __attribute__((always_inline)) {
      Doubles v;
      for (int lane = 0; lane < kLanes; ++lane) {
        v[lane] = points[lane]->*member;
      }
      return Pack(v);
    };
    sites.position.x = of_sites([](const SearchSite& s) { return s.position_m[0]; });
    sites.position.y = of_sites([](const SearchSite& s) { return s.position_m[1]; });
    sites.position.z = of_sites([](const SearchSite& s) { return s.position_m[2]; });
    sites.up.x = of_sites([](const SearchSite& s) { return s.up[0]; });
    sites.up.y = of_sites([](const SearchSite& s) { return s.up[1]; });
    sites.up.z = of_sites([](const SearchSite& s) { return s.up[2]; });
    sites.east_x = of_sites([](const SearchSite& s) { return s.east[0]; });
    sites.east_y = of_sites([](const SearchSite& s) { return s.east[1]; });
    sites.sine = of_sites([](const SearchSite& s) { return s.sine; });
    from = of_points(&Point::from);
    to = of_points(&Point::to);
    at_from = of_points(&Point::at_from);
    at_to = of_points(&Point::at_to);
  }
  URKER_INLINE static std::size_t index(const PassRoots<Point>& roots, std::size_t first,
                                        std::size_t lane) {
    return roots.order[first + lane < roots.count ? first + lane : roots.count - 1];
  }
};

/// Where a satellite is on its arc, seen from a site; derivatives by the arc's variable.
struct Motion {
  Vector q, slope, bend;

  URKER_INLINE Motion(const double* terms, const Vector& site, Pack x) {
    Pack value[3], first[3], half_second[3];
    for (int c = 0; c < 3; ++c, terms += 8) {
      value[c] = terms[7];
      first[c] = half_second[c] = 0.0;
      for (int i = 6; i >= 0; --i) {
        half_second[c] = mul_add(half_second[c], x, first[c]);
        first[c] = mul_add(first[c], x, value[c]);
        value[c] = mul_add(value[c], x, terms[i]);
      }
    }
    q = {value[0] - site.x, value[1] - site.y, value[2] - site.z};
    slope = {first[0], first[1], first[2]};
    bend = {2.0 * half_second[0], 2.0 * half_second[1], 2.0 * half_second[2]};
  }
};

struct Function {
  Pack value, slope;
};

/// Newton's method in a bracket that each value makes smaller, halved where a step leads out of it.
/// A lane rests once its step is shorter than `enough_s`; `found` is told of it with the motion and
/// the last step, so that the company of a lane makes no difference to it.
template <class Point, class F, class Found>
URKER_INLINE void solve(const PassRoots<Point>& roots, Lanes<Point>& lanes, double enough_s,
                        const F& f, const Found& found) {
  constexpr int kMostSteps = 80;
  const Pack enough = enough_s / roots.half_length_s;
  const Pack share = lanes.at_from / (lanes.at_from - lanes.at_to);
  Pack x = mul_add(lanes.to - lanes.from, share, lanes.from);
  x = select(x >= lanes.from, min(x, lanes.to), 0.5 * (lanes.from + lanes.to));
  const Mask ends_up = lanes.at_to >= 0.0;
  Mask resting = Pack(0.0) > 1.0;
  for (int i = 0; i < kMostSteps && !all(resting); ++i) {
    const Motion motion(roots.terms, lanes.sites.position, x);
    const Function now = f(lanes.sites, motion);
    const Mask up = now.value >= 0.0;
    const Mask at_end = (up & ends_up) | (!up & !ends_up);
    lanes.to = select(at_end, x, lanes.to);
    lanes.from = select(at_end, lanes.from, x);
    Pack next = x - now.value / now.slope;
    const Mask within = (next >= lanes.from) & (next <= lanes.to);
    next = select(within, next, 0.5 * (lanes.from + lanes.to));
    const Mask rests = abs(next - x) <= enough;
    found(rests & !resting, next, motion, next - x);
    resting = resting | rests;
    x = select(resting, x, next);
  }
}

} // namespace

void screen_arcs(const ArcScreen& screen) {
  for (std::size_t site = 0; site < screen.sites; ++site) {
    const float sx = screen.site_x[site], sy = screen.site_y[site], sz = screen.site_z[site];
    for (std::size_t word = 0; word < screen.words; ++word) {
      std::uint64_t seen = 0;
      for (std::size_t lane = 0; lane < 64; lane += kFloats) {
        const std::size_t i = 64 * word + lane;
        const Floats cosine =
            load(screen.x + i) * sx + load(screen.y + i) * sy + load(screen.z + i) * sz;
        seen |= bits_of(cosine >= load(screen.least + i)) << lane;
      }
      screen.seen[site * screen.words + word] = seen;
    }
  }
}

Sight look_at_nodes(const SightNodes& nodes, std::size_t first, std::size_t count,
                    const SearchSite& site, double* f, double* rise) {
  Sight sight;
  const Vector up{site.up[0], site.up[1], site.up[2]};
  for (std::size_t i = 0; i < count; i += kLanes) {
    const auto column = [&](int k) __attribute__((always_inline)) {
      return Pack::load(nodes.columns[k] + first + i);
    };
    const Vector q{column(0) - site.position_m[0], column(1) - site.position_m[1],
                   column(2) - site.position_m[2]};
    const Vector v{column(3), column(4), column(5)};
    const Pack square = dot(q, q), height = dot(q, up);
    const Pack value = height - site.sine * sqrt(square);
    const Pack rate = dot(v, up) * square - height * dot(q, v);
    value.store(f + i);
    rate.store(rise + i);
    const Pack sag = Pack::load(nodes.sag_m + first + i);
    sight.inside |= std::uint64_t{bits(value > sag)} << i;
    sight.outside |= std::uint64_t{bits(value < -sag)} << i;
    sight.rising |= std::uint64_t{bits(rate > 0.0)} << i;
  }
  return sight;
}

void solve_turns(const PassRoots<PassTurn>& roots) {
  // The next step would be the square of this, over the seconds in which f bends.
  constexpr double kEnough_s = 1e-4;
  for (std::size_t first = 0; first < roots.count; first += kLanes) {
    Lanes<PassTurn> lanes(roots, first);
    Pack x = 0.0, azimuth_rad = 0.0;
    solve(
        roots, lanes, kEnough_s,
        [](const Sites& sites, const Motion& m) __attribute__((always_inline)) {
          const Pack range = sqrt(dot(m.q, m.q));
          return Function{dot(m.q, sites.up) - sites.sine * range,
                          dot(m.slope, sites.up) - sites.sine * dot(m.q, m.slope) / range};
        },
        [&](Mask now, Pack root, const Motion& m, Pack step) __attribute__((always_inline)) {
          const Vector q = mul_add(m.slope, step, m.q);
          x = select(now, root, x);
          azimuth_rad = select(now, atan2(lanes.sites.east(q), lanes.sites.north(q)), azimuth_rad);
        });
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      PassTurn& turn = roots.points[Lanes<PassTurn>::index(roots, first, lane)];
      turn.x = x[static_cast<int>(lane)];
      turn.azimuth_rad = azimuth_rad[static_cast<int>(lane)];
    }
  }
}

void solve_summits(const PassRoots<PassSummit>& roots) {
  constexpr double kEnough_s = 1e-3;
  for (std::size_t first = 0; first < roots.count; first += kLanes) {
    Lanes<PassSummit> lanes(roots, first);
    Pack x = 0.0, elevation_rad = 0.0, sine = 0.0, cosine = 0.0;
    solve(
        roots, lanes, kEnough_s,
        [](const Sites& sites, const Motion& m) __attribute__((always_inline)) {
          const Pack square = dot(m.q, m.q), height = dot(m.q, sites.up);
          const Pack along = dot(m.q, m.slope), climb = dot(m.slope, sites.up);
          return Function{climb * square - height * along,
                          dot(m.bend, sites.up) * square + climb * along -
                              height * (dot(m.slope, m.slope) + dot(m.q, m.bend))};
        },
        [&](Mask now, Pack root, const Motion& m, Pack step) __attribute__((always_inline)) {
          const Vector q = mul_add(mul_add(m.bend, 0.5 * step, m.slope), step, m.q);
          const Pack east = lanes.sites.east(q), north = lanes.sites.north(q);
          const Pack height = dot(q, lanes.sites.up);
          const Pack level = sqrt(mul_add(east, east, north * north));
          const Pack range = sqrt(dot(q, q));
          x = select(now, root, x);
          elevation_rad = select(now, atan2(height, level), elevation_rad);
          sine = select(now, height / range, sine);
          cosine = select(now, level / range, cosine);
        });
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      PassSummit& summit = roots.points[Lanes<PassSummit>::index(roots, first, lane)];
      summit.x = x[static_cast<int>(lane)];
      summit.elevation_rad = elevation_rad[static_cast<int>(lane)];
      summit.sine = sine[static_cast<int>(lane)];
      summit.cosine = cosine[static_cast<int>(lane)];
    }
  }
}

} // namespace urker::access::URKER_SIMD
