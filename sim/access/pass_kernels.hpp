#pragma once

#include "base/simd/instruction_set.hpp"

#include <cstddef>
#include <cstdint>

namespace urker::access {

/// A site as the search of passes wants it, ITRF.
struct SearchSite {
  double position_m[3];
  double up[3];
  double east[2]; ///< x and y; its z is 0
  double sine;    ///< of the least elevation
  double radius_m;
};

/// Which arcs of a satellite's track a site may see: bit i % 64 of word i / 64 is set where the
/// cosine between the site's direction and the satellite's in the middle of arc i is at least
/// `least`. Single precision: a cosine of unit vectors rounded to it is in error by less than
/// 4e-7, which the caller allows for.
struct ArcScreen {
  const float *x, *y, *z, *least; ///< by arc, filled up to whole words with least > 1
  std::size_t words;
  const float *site_x, *site_y, *site_z;
  std::size_t sites;
  std::uint64_t* seen; ///< [site][word]
};

/// The nodes of a track, as columns; 8 more may be read.
struct SightNodes {
  const double* columns[6]; ///< x, y, z, vx, vy, vz
  const double* sag_m;
};

/// The condition of a pass, f = q.n - s |q| as in station_model.hpp, at up to 64 nodes.
struct Sight {
  std::uint64_t inside = 0;  ///< bit i: f of node i is above its sag
  std::uint64_t outside = 0; ///< below the negative of it
  std::uint64_t rising = 0;  ///< the elevation grows
};

/// A beginning or end of a pass: the root of f between `from` and `to`, parts of an arc (-1 to 1),
/// where f has the values `at_from` and `at_to` of different signs and is monotone. At from == to
/// nothing is sought.
struct PassTurn {
  std::uint32_t site, node; ///< it lies between this node and the next
  double from, to, at_from, at_to;
  double x = 0.0;
  double azimuth_rad = 0.0; ///< -pi to pi
};

/// A local maximum of the elevation, likewise: the root of a multiple of its rate.
struct PassSummit {
  std::uint32_t site, node;
  double from, to, at_from, at_to;
  double x = 0.0;
  double elevation_rad = 0.0, sine = 0.0, cosine = 0.0;
};

/// Those of one arc.
template <class Point>
struct PassRoots {
  const double* terms; ///< of the arc, track.hpp
  double half_length_s;
  const SearchSite* sites;
  const std::uint32_t* order; ///< which of `points`
  std::size_t count;
  Point* points;
};

/// `f` and the elevation's rate, times a positive factor, are written for whole packs.
URKER_SIMD_DECLARE(void screen_arcs(const ArcScreen& screen);
                   Sight look_at_nodes(const SightNodes& nodes, std::size_t first,
                                       std::size_t count, const SearchSite& site, double* f,
                                       double* rise);
                   void solve_turns(const PassRoots<PassTurn>& roots);
                   void solve_summits(const PassRoots<PassSummit>& roots);)

} // namespace urker::access
