#pragma once

#include "base/calendar.hpp"
#include "orbit/sgp4/sgp4_model.hpp"
#include "orbit/trajectory.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace urker::orbit {

/// Mean elements as published in two-line and OMM element sets: only SGP4 gives them their meaning.
/// Equator and equinox: TEME of date.
struct MeanElements {
  CalendarTime epoch;             ///< UTC
  double mean_motion_rad_s = 0.0; ///< Kozai's mean motion, as published
  double eccentricity = 0.0;
  double inclination_rad = 0.0;
  double raan_rad = 0.0;
  double argument_of_perigee_rad = 0.0;
  double mean_anomaly_rad = 0.0;
  double bstar_per_earth_radius = 0.0; ///< drag term B*, per radius of 6378.135 km
};

/// Why SGP4 has no state; the values are the codes of the reference implementation.
enum class Sgp4Error {
  none = 0,
  eccentricity = 1,           ///< mean eccentricity outside [-0.001, 1)
  mean_motion = 2,            ///< mean motion not above zero
  perturbed_eccentricity = 3, ///< eccentricity outside [0, 1] under the Sun and Moon
  semilatus_rectum = 4,       ///< negative semi-latus rectum
  decayed = 6,                ///< below the Earth's radius
};
[[nodiscard]] std::string_view explain(Sgp4Error error);

/// SGP4 and SDP4 with WGS72 constants, "improved" mode: Hoots and Roehrich, Spacetrack Report 3
/// (1980), as revised by Vallado, Crawford, Hujsak and Kelso, AIAA 2006-6753. Equal to the authors'
/// program within 1e-6 km + 1e-12 |r| and 1e-9 km/s. A pure function of time: no state is kept
/// between calls.
class Sgp4 {
 public:
  /// Throws `Error{invalid_input}` for elements without an orbit (eccentricity, mean motion).
  explicit Sgp4(const MeanElements& elements);

  /// TEME state `minutes` after the elements' epoch. `decayed` comes with the state, the other
  /// errors leave `teme` alone.
  [[nodiscard]] Sgp4Error propagate(double minutes, State& teme) const;

  /// The same at many times, several at once (`simd::active()`), within the tolerance above; all
  /// have one size. A state does not depend on its company. Where there is none it is not a number.
  void propagate(std::span<const double> minutes, const StateColumns& teme,
                 std::span<Sgp4Error> errors) const;

  /// Bounds over an interval in minutes after the epoch, for the instants at which there is a
  /// state. Throws `Error{invalid_input}` where drag takes the elements out of the model's range.
  [[nodiscard]] MotionBounds bounds(double begin_min, double end_min) const;

  /// The period is 225 min or more: Sun, Moon and resonances are modelled (SDP4).
  [[nodiscard]] bool deep_space() const { return deep_.has_value(); }

 private:
  /// What drag has done since the epoch.
  struct DragChange {
    double axis_factor = 1.0; ///< square root of the ratio of semi-major axes
    double eccentricity = 0.0;
    double longitude = 0.0; ///< per mean motion
  };
  /// Mean elements at an instant.
  struct Mean {
    sgp4::Elements elements;
    double semi_major_axis = 0.0;
  };
  /// Sets the elements with all secular changes but those of drag.
  [[nodiscard]] DragChange apply_secular(double minutes, sgp4::Elements& elements) const;
  [[nodiscard]] Sgp4Error mean_at(double minutes, Mean& mean) const;
  /// A multiple of 8 times; the result's bits are the unusual lanes (sgp4_batch.hpp).
  [[nodiscard]] std::uint64_t propagate_lanes(std::span<const double> minutes,
                                              const sgp4::LaneStates& states) const;

  sgp4::Elements epoch_;
  double semi_major_axis_ = 0.0; ///< at the epoch, Earth radii
  sgp4::SecularRates rates_;
  sgp4::DragTerms drag_;
  sgp4::InclinationTerms inclination_;
  std::optional<sgp4::DeepSpace> deep_;
};

} // namespace urker::orbit
