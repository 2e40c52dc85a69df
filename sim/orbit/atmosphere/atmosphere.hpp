#pragma once

#include "base/fields.hpp"
#include "orbit/atmosphere/space_weather.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/earth/geodesy.hpp"
#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"
#include "time/time.hpp"

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace urker::orbit {

/// Where and when a density is asked for. The caller has all of it at hand: the numerical
/// propagator turns its states to ITRF and knows the Sun.
struct DensityPoint {
  Time time;
  Geodetic place; ///< on WGS84
  Vector3 r_itrf_m = Vector3::Zero();
  Vector3 sun_itrf_m = Vector3::Zero(); ///< geocentric; its length does not matter
  double hour_angle_rad = 0.0;          ///< of the Sun: right ascension of the place less the Sun's
};

/// Right ascension of `r_m` less that of `sun_m`, in (-pi, pi]; both in one frame: GCRF or ITRF,
/// which differ by the precession since 2000 (up to 1e-3 of the density in 2024).
[[nodiscard]] double hour_angle_rad(const Vector3& r_m, const Vector3& sun_m);

/// Total mass density of the air, as a function of place and time. Immutable; safe to call from
/// several threads. No model knows winds: the air turns with the Earth.
class Atmosphere {
 public:
  virtual ~Atmosphere() = default;
  [[nodiscard]] virtual double density_kg_m3(const DensityPoint& point) const = 0;
  /// Many at once, `out` has the size of `points`; a density does not depend on its company. The
  /// vector kernels take eight at a time.
  virtual void densities_kg_m3(std::span<const DensityPoint> points, std::span<double> out) const {
    for (std::size_t i = 0; i < points.size(); ++i) {
      out[i] = density_kg_m3(points[i]);
    }
  }
};

/// rho0 exp(-(h - h0) / H).
struct ExponentialAtmosphereConfig {
  double density_kg_m3 = 0.0;
  double height_m = 0.0;
  double scale_height_m = 0.0;
  friend bool operator==(const ExponentialAtmosphereConfig&,
                         const ExponentialAtmosphereConfig&) = default;
};

/// Harris-Priester for mean solar activity; see harris_priester.hpp.
struct HarrisPriesterConfig {
  double exponent = 4.0;
  friend bool operator==(const HarrisPriesterConfig&, const HarrisPriesterConfig&) = default;
};

/// Ap of the day, or its history by 3 h, which follows storms as they come and go.
enum class MagneticActivity { daily, three_hourly };

/// NRLMSISE-00; see nrlmsise00.hpp. Indices of activity are constant, of a file, or as shipped.
struct Nrlmsise00Config {
  std::optional<SolarIndices> indices;
  std::string space_weather_file; ///< below the scenario's folder; empty: the shipped table
  /// What that file holds, as `load_scenario` reads it.
  std::shared_ptr<const SpaceWeather> space_weather;
  MagneticActivity activity = MagneticActivity::daily;
  friend bool operator==(const Nrlmsise00Config&, const Nrlmsise00Config&) = default;
};

/// The air above a propagated orbit, as one of several models.
struct AtmosphereConfig {
  std::optional<ExponentialAtmosphereConfig> exponential;
  std::optional<HarrisPriesterConfig> harris_priester;
  std::optional<Nrlmsise00Config> nrlmsise00;
  friend bool operator==(const AtmosphereConfig&, const AtmosphereConfig&) = default;
};
void describe(FieldVisitor& v, ExponentialAtmosphereConfig& model);
void describe(FieldVisitor& v, HarrisPriesterConfig& model);
void describe(FieldVisitor& v, SolarIndices& indices);
void describe(FieldVisitor& v, Nrlmsise00Config& model);
void describe(FieldVisitor& v, AtmosphereConfig& atmosphere);

/// NRLMSISE-00 takes UT1 from `earth`, which must outlive the result. A file of space weather has
/// been read.
[[nodiscard]] std::unique_ptr<Atmosphere> make_atmosphere(const AtmosphereConfig& config,
                                                          const Epoch& epoch, const Earth& earth);

} // namespace urker::orbit

template <>
struct urker::EnumNames<urker::orbit::MagneticActivity> {
  static constexpr std::array<std::string_view, 2> names{"daily", "three_hourly"};
};
