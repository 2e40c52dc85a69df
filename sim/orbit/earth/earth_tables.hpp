#pragma once

#include "orbit/earth/earth.hpp"
#include "orbit/earth/earth_orientation.hpp"
#include "orbit/earth/sun_moon.hpp"

#include <array>
#include <vector>

namespace urker::orbit {

/// A cubic in the seconds since the start of its span.
struct Cubic {
  std::array<double, 4> c{};
  [[nodiscard]] double operator()(double s) const {
    return c[0] + s * (c[1] + s * (c[2] + s * c[3]));
  }
  [[nodiscard]] double rate(double s) const { return c[1] + s * (2.0 * c[2] + s * 3.0 * c[3]); }
};

/// Cubic through four values at 0, 1, 2 and 3 steps.
[[nodiscard]] Cubic cubic_through(const std::array<double, 4>& values, double step_s);

/// The Earth's rotation over one UTC day (86401 s where it ends in a leap second).
struct RotationDay {
  Time start;
  Cubic rotation_angle; ///< Earth rotation angle
  Cubic sidereal_angle; ///< the same for TEME: mean sidereal time
  Cubic pole_x, pole_y;
  Cubic teme_pole_x, teme_pole_y; ///< celestial pole in TEME
};

/// Celestial pole, CIO locator and geocentric Sun (GCRF, m) in equidistant nodes.
struct SkyNode {
  double pole_x = 0.0, pole_y = 0.0, cio_locator = 0.0;
  Vector3 sun_m = Vector3::Zero();
};

/// What `Earth` evaluates.
struct Earth::Tables {
  Tables(const Epoch& epoch, Time begin, Time end, EarthOrientationModel model,
         std::shared_ptr<const EarthOrientationTable> table);

  struct Rotation {
    double angle; ///< sidereal for TEME, else the Earth rotation angle; with the TIO locator s'
    double rate_rad_s;
    double pole_x, pole_y;
    double teme_pole_x, teme_pole_y; ///< for TEME only
  };
  [[nodiscard]] Rotation rotation(Frame frame, Time t) const;
  [[nodiscard]] SkyNode sky(Time t) const;
  /// Geocentric, GCRF.
  [[nodiscard]] State moon(Time t) const { return bodies_.states(t).moon; }
  /// By the full series; for TEME only with the model `standard`.
  [[nodiscard]] Matrix3 from_gcrf(Frame frame, Time t) const;
  [[nodiscard]] bool covers(Time t) const;
  [[nodiscard]] EarthOrientation orientation(Time t) const;

 private:
  [[nodiscard]] RotationDay rotation_day(Time start, Time next) const;
  [[nodiscard]] SkyNode sky_node(Time t) const;
  [[nodiscard]] const EarthOrientationTable& table() const {
    return table_ ? *table_ : EarthOrientationTable::shipped();
  }
  void require_inside(Time t) const;

  Epoch epoch_;
  EarthOrientationModel model_;
  std::shared_ptr<const EarthOrientationTable> table_; ///< null: the shipped one
  SunMoon bodies_;
  Time begin_, end_;
  std::vector<RotationDay> days_;
  double tio_locator_ = 0.0; ///< s', at the scenario's start: it changes by 2e-12 rad a year
  Time first_sky_node_;
  std::vector<SkyNode> sky_;
};

} // namespace urker::orbit
