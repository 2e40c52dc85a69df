#pragma once

#include "base/field_types.hpp"
#include "orbit/earth/geodesy.hpp"
#include "orbit/trajectory.hpp"
#include "time/time.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace urker::spacecraft {

/// What a satellite is doing, the more binding first. It decides how the satellite points.
enum class Activity : std::uint8_t { safe_mode, burn, imaging, downlink, charging };
inline constexpr std::size_t kActivities = 5;
[[nodiscard]] std::string_view activity_name(Activity activity);

/// Where a satellite points. `any`: whatever holds already will do.
enum class PointingMode : std::uint8_t { any, nadir, sun, target, station, velocity, inertial };

/// A pointing with what it needs to be a function of time. Body axes: x forward, y against the
/// orbit normal, z down, if pointed at the nadir without a roll.
struct Pointing {
  PointingMode mode = PointingMode::any;
  /// About x, from the nadir, positive to the right of the track: `nadir`, and a `target` that is a
  /// strip beside the track.
  double roll_rad = 0.0;
  bool has_place = false; ///< of a station, or of a target that is one place
  orbit::Geodetic place;
  /// Direction by velocity, inward across it in the orbit's plane, and orbit normal.
  orbit::Vector3 tnw = orbit::Vector3::UnitX();

  [[nodiscard]] static Pointing at_roll(PointingMode mode, double roll_rad);
  [[nodiscard]] static Pointing at_place(PointingMode mode, const orbit::Geodetic& place);
  [[nodiscard]] static Pointing along(const orbit::Vector3& tnw);
  friend bool operator==(const Pointing& a, const Pointing& b);
  template <class Packer>
  void pack(Packer& p) {
    p(mode, roll_rad, has_place, place.latitude_rad, place.longitude_rad, place.height_m, tnw.x(),
      tnw.y(), tnw.z());
  }
};

/// A pointing that an activity wants over a time.
struct PointingWish {
  Activity activity = Activity::charging;
  Pointing pointing;
  Time begin = kStart;
  Time end = kNever;
  friend bool operator==(const PointingWish&, const PointingWish&) = default;
  template <class Packer>
  void pack(Packer& p) {
    p(activity, pointing, begin, end);
  }
};

} // namespace urker::spacecraft

template <>
struct urker::EnumNames<urker::spacecraft::PointingMode> {
  static constexpr std::array<std::string_view, 7> names{"any",     "nadir",    "sun",     "target",
                                                         "station", "velocity", "inertial"};
};
