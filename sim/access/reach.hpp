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

/// A stretch of a satellite's motion, and which points it cannot have imaged anywhere on it.
///
/// Proof. The satellite's direction u turns with |u''| <= A / r + 1.62 (V / r)^2 (of v = v_r + v_t:
/// u'' = a_t / r - 2 v_r v_t / r^2 - v_t^2 / r^2 u, and 2 s c + s^2 <= 1.62 for a sine and cosine).
/// So between two instants h apart it departs from their chord by no more than |u''| h^2 / 8, and a
/// point farther than that and the reach from the chord is not in reach between them.
class ReachChord {
 public:
  /// From ITRF positions at its ends, bounds of the motion in ITRF, and what reach_chord wants.
  ReachChord(const orbit::Vector3& begin_m, const orbit::Vector3& end_m, double length_s,
             const orbit::MotionBounds& fixed, double ground_radius_m, double off_nadir_rad);

  [[nodiscard]] bool may_reach(const GroundPlace& point) const {
    const orbit::Vector3 from_begin = point.direction - begin_;
    const double along = from_begin.dot(step_) * per_square_;
    const double part = along < 0.0 ? 0.0 : along > 1.0 ? 1.0 : along;
    return (from_begin - part * step_).squaredNorm() <= greatest_square_;
  }

 private:
  orbit::Vector3 begin_, step_; ///< of the direction
  double per_square_ = 0.0;     ///< 1 / |step|^2
  double greatest_square_;      ///< of the distance of a point that may be in reach
};

/// The same for a section of a track, chord by chord.
class ReachScreen {
 public:
  /// For points at or above a geocentric radius.
  ReachScreen(const TrackSection& section, double ground_radius_m, double off_nadir_rad);

  [[nodiscard]] bool may_reach(const GroundPlace& point) const {
    for (const ReachChord& chord : chords_) {
      if (chord.may_reach(point)) {
        return true;
      }
    }
    return false;
  }

 private:
  std::vector<ReachChord> chords_;
};

} // namespace urker::access
