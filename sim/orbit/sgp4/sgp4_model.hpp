#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// The parts of SGP4 in its own units: lengths in Earth radii, times in minutes, angles in radians.
// Symbols in comments are those of Spacetrack Report 3 (1980).
namespace urker::orbit::sgp4 {

/// WGS72, which the published elements are fitted with.
inline constexpr double kMu_km3_s2 = 398600.8;
inline constexpr double kEarthRadius_km = 6378.135;
inline constexpr double kJ2 = 0.001082616;
inline constexpr double kJ3 = -0.00000253881;
inline constexpr double kJ4 = -0.00000165597;
/// Square root of mu, Earth radii^1.5 per minute (k_e).
[[nodiscard]] double root_mu();

/// Least and greatest value of a quantity over an interval.
struct Span {
  double least = 0.0, most = 0.0;
  Span& operator+=(const Span& other) {
    least += other.least;
    most += other.most;
    return *this;
  }
};

/// Mean elements at an instant; mean motion after Brouwer, rad/min.
struct Elements {
  double mean_motion = 0.0;
  double eccentricity = 0.0;
  double inclination = 0.0;
  double node = 0.0;
  double perigee = 0.0; ///< argument of perigee
  double anomaly = 0.0; ///< mean anomaly
};

/// Linear change of the elements with time by J2, J2^2 and J4.
struct SecularRates {
  double anomaly = 0.0;
  double perigee = 0.0;
  double node = 0.0;
};

/// What depends on the inclination alone in the short- and long-period terms.
struct InclinationTerms {
  explicit InclinationTerms(double inclination);
  double sin_i, cos_i;
  double three_cos2_minus_1;
  double one_minus_cos2;
  double seven_cos2_minus_1;
  double j3_node;      ///< long-period term in e sin(argument of perigee)
  double j3_longitude; ///< long-period term in the mean longitude
};

/// Polynomials in time by which drag changes the orbit. With a perigee below 220 km, and in deep
/// space, only the terms of lowest order are kept (`simple`).
struct DragTerms {
  bool simple = false;
  double c1 = 0.0, d2 = 0.0, d3 = 0.0, d4 = 0.0; ///< semi-major axis
  double e1 = 0.0, e2 = 0.0;                     ///< eccentricity: B* C4, B* C5
  double l2 = 0.0, l3 = 0.0, l4 = 0.0, l5 = 0.0; ///< mean longitude
  double node = 0.0;                             ///< of the square of the time
  double perigee_rate = 0.0;                     ///< B* C3 cos(omega)
  double anomaly_cubic = 0.0;                    ///< factor of the cubes of 1 + eta cos M
  double eta = 0.0;
  double epoch_cube = 0.0; ///< (1 + eta cos M)^3 at the epoch
  double epoch_sin_anomaly = 0.0;
};

/// Brouwer's mean motion of the mean motion after Kozai, in which elements are published.
[[nodiscard]] double brouwer_mean_motion(double kozai, double eccentricity, double inclination);
[[nodiscard]] double semi_major_axis(double mean_motion);
[[nodiscard]] SecularRates secular_rates(const Elements& epoch);
[[nodiscard]] DragTerms drag_terms(const Elements& epoch, double bstar, bool deep_space);

/// Sun or Moon: how it moves the elements, to the first order in its mass.
struct ThirdBody {
  double mean_motion = 0.0;   ///< of the body, rad/min
  double eccentricity = 0.0;  ///< of the body's orbit
  double epoch_anomaly = 0.0; ///< of the body at the elements' epoch
  Elements rates;             ///< secular change of each element; no mean motion
  /// Amplitudes of the long-period terms in f2, f3 and sin f of the body's true anomaly f.
  struct Amplitudes {
    double f2 = 0.0, f3 = 0.0, sin_f = 0.0;
  } eccentricity_terms, inclination_terms, anomaly_terms, perigee_terms, node_terms;
};

/// Mean longitude and mean motion under the Earth's tesseral harmonics, for orbits of about one or
/// two revolutions a day, integrated from the epoch in fixed steps of 720 min so that the result
/// depends on the time alone. What was integrated once is kept, but not for several threads.
class Resonance {
 public:
  enum class Kind { none, one_day, half_day };
  Resonance() = default;
  /// `third_body_rates` is the sum for Sun and Moon.
  Resonance(const Elements& epoch, const SecularRates& rates, const Elements& third_body_rates,
            double sidereal_angle);
  [[nodiscard]] Kind kind() const { return kind_; }
  /// Replaces mean motion and mean anomaly of elements that hold the secular changes.
  void apply(double minutes, Elements& elements) const;
  /// The resonant mean longitude and mean motion themselves, at each time.
  void advance(std::span<const double> minutes, double* longitude, double* mean_motion) const;
  [[nodiscard]] double sidereal_angle() const { return sidereal_angle_; } ///< at the epoch
  [[nodiscard]] Span mean_motion(double begin, double end) const;

 private:
  /// One harmonic of the resonance: amplitude * sin(l * longitude + k * perigee - phase).
  struct Harmonic {
    double amplitude = 0.0, l = 0.0, k = 0.0, phase = 0.0;
  };
  /// The integrator's state with its derivatives.
  struct Node {
    double minutes = 0.0;
    double longitude = 0.0, mean_motion = 0.0;
    double longitude_rate = 0.0, motion_rate = 0.0, motion_rate_rate = 0.0;
  };
  static constexpr double kStep_min = 720.0;
  static constexpr std::size_t kMostKept = 7320; ///< steps of ten years
  void choose_one_day(const Elements& epoch);
  void choose_half_day(const Elements& epoch);
  [[nodiscard]] Node node(double minutes, double longitude, double mean_motion) const;
  [[nodiscard]] Node next(const Node& from, double step_min) const;
  /// The last one between the epoch and an instant.
  [[nodiscard]] Node last_before(double minutes) const;

  Kind kind_ = Kind::none;
  double sidereal_angle_ = 0.0; ///< at the epoch
  double drift_ = 0.0;          ///< rate of the resonant longitude less the mean motion
  double epoch_perigee_ = 0.0, perigee_rate_ = 0.0;
  std::size_t harmonic_count_ = 0;
  std::array<Harmonic, 10> harmonics_{};
  mutable std::vector<Node> forward_, backward_; ///< by steps from the epoch, as far as needed
};

struct BatchObject; // sgp4_batch.hpp
struct LaneStates;

/// Everything that SDP4 adds.
class DeepSpace {
 public:
  /// `days_since_1950` of the epoch, UTC: 1950 January 0.0 is 0.
  DeepSpace(const Elements& epoch, const SecularRates& rates, double days_since_1950);
  /// Adds the secular changes by Sun and Moon and the resonances to elements that hold those by
  /// the zonal harmonics.
  void add_secular(double minutes, Elements& elements) const;
  /// Adds the long-period terms of Sun and Moon.
  void add_periodic(double minutes, Elements& elements) const;
  /// Ranges over an interval: of the mean motion, and of what is added to the eccentricity.
  [[nodiscard]] Span mean_motion(double begin, double end, double epoch_mean_motion) const;
  [[nodiscard]] Span eccentricity_change(double begin, double end) const;
  /// States in lanes (sgp4_batch.hpp), a multiple of 8; the result is the unusual ones.
  [[nodiscard]] std::uint64_t propagate(const BatchObject& object, std::span<const double> minutes,
                                        const LaneStates& states) const;

 private:
  std::array<ThirdBody, 2> bodies_; ///< Sun, Moon
  Elements rates_;                  ///< their sum
  Resonance resonance_;
};

/// Sun and Moon as SDP4 has them at the epoch, acting on an orbit of these elements.
[[nodiscard]] std::array<ThirdBody, 2> third_bodies(const Elements& epoch, double days_since_1950);

/// Greenwich mean sidereal time (IAU 1982) with UT1 = UTC, rad in [0, 2 pi).
[[nodiscard]] double sidereal_angle(double days_since_1950);

} // namespace urker::orbit::sgp4
