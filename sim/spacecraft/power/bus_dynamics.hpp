#pragma once

#include "spacecraft/attitude/attitude_control.hpp"
#include "spacecraft/dynamics/dense_step.hpp"
#include "spacecraft/dynamics/environment.hpp"
#include "spacecraft/illumination.hpp"
#include "spacecraft/power/energy_store.hpp"
#include "spacecraft/power_config.hpp"
#include "spacecraft/thermal/thermal_network.hpp"

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace urker::spacecraft {

/// What the parts of a bus draw while nothing is switched.
struct BusLoads {
  std::array<double, kUnits> unit_w{};
  std::vector<double> heater_w; ///< by node; they are part of the unit heater's power
  [[nodiscard]] double sum_w() const;
  template <class Packer>
  void pack(Packer& p) {
    for (double& power_w : unit_w) {
      p(power_w);
    }
    p(heater_w);
  }
};

/// Generation, store and temperatures of a satellite as one differential equation: its right side,
/// and steps along it that end where the right side has a kink that is known beforehand.
class BusDynamics {
 public:
  /// `attitude` may be null: the nadir's pointing.
  BusDynamics(const PowerConfig& power, const std::optional<ThermalConfig>& thermal,
              std::shared_ptr<const Heavens> heavens,
              std::shared_ptr<const AttitudeControl> attitude);

  static constexpr std::size_t kStore = 0;     ///< state of the store
  static constexpr std::size_t kGenerated = 1; ///< J since the step's begin
  static constexpr std::size_t kFirstNode = 2; ///< temperatures

  [[nodiscard]] const std::optional<ThermalNetwork>& network() const { return network_; }
  [[nodiscard]] std::vector<double> initial(const EnergyStore& store) const;
  /// Power of the panels at that time and state.
  [[nodiscard]] double generation_w(Time t, const Illumination::Piece& light,
                                    const std::vector<double>& state) const;
  /// Temperatures' change per second.
  [[nodiscard]] std::vector<double> temperature_rates(Time t, const Illumination::Piece& light,
                                                      const std::vector<double>& state,
                                                      const BusLoads& loads) const;
  /// A step from `begin` in the light of the piece that begins or holds there. In sunlight it
  /// reckons with sunlight beyond the piece's end, so that it does not depend on how early an
  /// eclipse is known; in an eclipse it ends with the piece.
  [[nodiscard]] DenseStep step(Time begin, const Illumination::Piece& light,
                               const std::vector<double>& state, const BusLoads& loads,
                               const EnergyStore& store, StoreRegime regime, double first_s) const;
  /// Part of the panels and the array that works.
  void set_array_part(double part) { array_part_ = part; }
  void set_tolerance(double tolerance) { power_.tolerance = tolerance; }
  [[nodiscard]] const Heavens& heavens() const { return *heavens_; }

 private:
  struct Sources {
    double generation_w = 0.0;
    std::vector<double> taken_w; ///< by node, minus what heaters bring
  };
  [[nodiscard]] orbit::Matrix3 orientation(Time t) const;
  [[nodiscard]] LocalEnvironment environment(Time t, const Illumination::Piece& light) const;
  [[nodiscard]] Sources sources(Time t, const LocalEnvironment& here,
                                std::span<const double> state) const;
  [[nodiscard]] std::vector<double> switches(Time t) const;
  /// The first instant in the step at which light on a surface begins or ends.
  [[nodiscard]] std::optional<Time> first_switch(Time begin, Time end) const;

  PowerConfig power_;
  double array_part_ = 1.0;
  std::optional<ThermalNetwork> network_;
  std::shared_ptr<const Heavens> heavens_;
  std::shared_ptr<const AttitudeControl> attitude_;
  AttitudeConfig nadir_; ///< axes, without an attitude
  std::vector<SolarPanelConfig> panels_;
  std::vector<std::optional<std::size_t>> panel_nodes_;
};

} // namespace urker::spacecraft
