#pragma once

#include "orbit/analytic/mean_orbit.hpp"
#include "spacecraft/propulsion/decay_forecast.hpp"
#include "spacecraft/propulsion/strategy_config.hpp"
#include "spacecraft/propulsion/thruster_config.hpp"

#include <memory>
#include <optional>
#include <string>

namespace urker::spacecraft {

/// What a strategy sees at a mark.
struct Look {
  Time mark, next;
  const orbit::MeanOrbit& orbit;
  double mass_kg;
  double available_m_s; ///< that the propellant gives
  const ThrusterConfig& thruster;
  const DecayForecast& decay;

  [[nodiscard]] double speed_m_s() const;
  /// Change of velocity, forward positive, for a change of the semi-major axis.
  [[nodiscard]] double delta_v_for_m_s(double semi_major_axis_m) const;
};

/// A change of velocity that a strategy wants, along the velocity.
struct Wish {
  enum class Place {
    balanced,  ///< in pairs half a revolution apart, which keep the eccentricity
    at_apogee, ///< once a revolution
    centred,   ///< about `centre`
  };
  double delta_v_m_s = 0.0; ///< forward positive
  Place place = Place::balanced;
  Time centre = kStart;
  Time not_before = kStart;
};

/// What a strategy says at a mark.
struct Answer {
  enum class State { working, done, refused };
  State state = State::working;
  std::optional<Wish> wish{};
  std::string text{};       ///< reason or result
  std::optional<Time> at{}; ///< when it was over, if before the mark
  static Answer done(std::string text) {
    return {State::done, std::nullopt, std::move(text), std::nullopt};
  }
  static Answer refused(std::string text) {
    return {State::refused, std::nullopt, std::move(text), std::nullopt};
  }
};

/// One purpose of burns, from its begin to its end. At every mark it compares the mean orbit with
/// what it wants: so what a burn missed, or could not do before the next mark, is made up for.
class Strategy {
 public:
  virtual ~Strategy() = default;
  [[nodiscard]] virtual Answer ask(const Look& now) = 0;
  [[nodiscard]] virtual bool imaging() const { return true; }
};

/// Of every kind but `avoid`. `begin`: when it takes over.
[[nodiscard]] std::unique_ptr<Strategy> make_strategy(const StrategyConfig& config, Time begin);

/// Of which altitudes are counted.
inline constexpr double kAltitudeZero_m = 6378137.0;

/// "needs 5.4 m/s, 3.2 m/s are left".
[[nodiscard]] std::string too_little(double needed_m_s, double available_m_s);

} // namespace urker::spacecraft
