#pragma once

#include "access/ground_place.hpp"
#include "access/site_table.hpp"
#include "access/track.hpp"

#include <vector>

namespace urker::access {

/// Least chord between the direction to a satellite and that to any point on the ground at or above
/// `ground_radius_m` that it cannot image, on a unit sphere around the Earth's centre: neither
/// within `off_nadir_rad` of the ellipsoid's normal through it, nor below a point's horizon.
///
/// Proof. Both verticals depart from the geocentric ones by less than t = kGreatestVerticalAngle. A
/// point at the geocentric radius R sees the satellite, at r, only within acos(R cos t / r) + t;
/// and seen from the satellite, at the geocentric off-nadir angle n <= off_nadir + t, it is at
/// asin(r sin n / R) - n, unless beyond the tangent, where its elevation is below -t as long as
/// r sin n < R cos t. All of it grows with r and falls with R.
[[nodiscard]] double reach_chord(double satellite_radius_m, double ground_radius_m,
                                 double off_nadir_rad);

/// Tells which points a satellite cannot have imaged anywhere on a section of its track.
///
/// Proof. The satellite's direction u turns with |u''| <= A / r + 1.62 (V / r)^2 (of v = v_r + v_t:
/// u'' = a_t / r - 2 v_r v_t / r^2 - v_t^2 / r^2 u, and 2 s c + s^2 <= 1.62 for a sine and cosine).
/// So between two nodes h apart it departs from their chord by no more than |u''| h^2 / 8, and a
/// point farther than that and the reach from every chord is never in reach.
class ReachScreen {
 public:
  /// For points at or above a geocentric radius.
  ReachScreen(const TrackSection& section, double ground_radius_m, double off_nadir_rad);

  /// `direction`: to the point, a unit vector.
  [[nodiscard]] bool may_reach(const orbit::Vector3& direction) const {
    for (const Chord& chord : chords_) {
      const orbit::Vector3 from_begin = direction - chord.begin;
      const double along = from_begin.dot(chord.step) * chord.per_square;
      const double part = along < 0.0 ? 0.0 : along > 1.0 ? 1.0 : along;
      if ((from_begin - part * chord.step).squaredNorm() <= chord.greatest_square) {
        return true;
      }
    }
    return false;
  }

 private:
  struct Chord {
    orbit::Vector3 begin, step;
    double per_square;      ///< 1 / |step|^2
    double greatest_square; ///< of the distance of a point that may be in reach
  };
  void add(const TrackSection& section, std::size_t interval, double ground_radius_m,
           double off_nadir_rad);

  std::vector<Chord> chords_;
};

} // namespace urker::access
