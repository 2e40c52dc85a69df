#pragma once

#include "link/ground_antenna_config.hpp"
#include "link/weather/rain_state.hpp"
#include "link/weather/weather_loss.hpp"

#include <variant>

namespace urker::link {

/// The air above a station for the carriers of one band, in one of the forms of
/// `PropagationConfig`. Copies are cheap beside a pass; each user has its own, since weather in
/// time keeps what it drew last.
class StationSky {
 public:
  /// A homogeneous shell: gases and thin clouds, by the length of the path through it.
  explicit StationSky(const GroundAntennaConfig& antenna);
  /// What is exceeded for a share of the year, 1e-5 to 0.5.
  StationSky(const WeatherLoss& loss, double share);
  /// As rain comes and goes.
  StationSky(const WeatherLoss& loss, const RainState& rain);

  [[nodiscard]] AtmosphericLoss loss(Time t, double elevation_rad);
  /// Discrimination of polarisations that rain leaves; infinite without rain.
  [[nodiscard]] double cross_polarisation_db(Time t, double elevation_rad);

 private:
  struct Shell {
    double zenith_attenuation_db;
  };
  struct Steady {
    WeatherLoss loss;
    double state;
  };
  struct InTime {
    WeatherLoss loss;
    RainState rain;
  };
  std::variant<Shell, Steady, InTime> air_;
};

} // namespace urker::link
