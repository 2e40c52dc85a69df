#pragma once

#include "base/table.hpp"
#include "spacecraft/power/bus_dynamics.hpp"
#include "spacecraft/power/bus_rows.hpp"
#include "spacecraft/power/energy_store.hpp"
#include "spacecraft/power/power_system.hpp"
#include "spacecraft/thermal/thermostats.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::spacecraft {

/// Where the energy of a bus went since some time, by the same rule as EnergyBook.
struct EnergyTotals : EnergyBook {
  CompensatedSum sunlit_s;
  std::array<CompensatedSum, kUnits> by_unit;
  template <class Packer>
  void pack(Packer& p) {
    EnergyBook::pack(p);
    p(sunlit_s);
    for (CompensatedSum& sum : by_unit) {
      p(sum);
    }
  }
};

/// Power system, and temperatures if there is a thermal model, without a closed form: panels by
/// attitude, battery with limits and ageing or supercapacitor, shedding of units, heaters and
/// limits of temperature. Between switchings a differential equation with dense output, whose
/// thresholds are roots; steps end where light, attitude or the store's regime have a kink. Neither
/// the steps nor the results depend on how often it is asked, or on how early it learns of an
/// eclipse.
class AdaptiveBus final : public PowerSystem {
 public:
  AdaptiveBus(std::string satellite, const PowerConfig& power,
              const std::optional<ThermalConfig>& thermal, Illumination illumination,
              std::shared_ptr<const Heavens> heavens,
              std::shared_ptr<const AttitudeControl> attitude);

  void start(RowSink& rows) override;
  void learn(const std::vector<access::Eclipse>& eclipses) override;
  void set_load(UnitKind unit, double power_w, Time now, RowSink& rows) override;
  void set_parts(const PowerParts& parts, Time now, RowSink& rows) override;
  void turn(Time now) override;
  Transition handle(Time now, UnitStates& units, RowSink& rows) override;
  [[nodiscard]] Time next_event() override;
  void advance(Time now) override;
  void finish(Time now, RowSink& rows) override;

  [[nodiscard]] PowerMode mode() const override { return mode_; }
  [[nodiscard]] double state_of_charge() const override;
  [[nodiscard]] double charge_for_imaging() const override;
  [[nodiscard]] double charge_for_safe_mode() const override;
  [[nodiscard]] double least_charge(Time until, double power_w) const override;
  [[nodiscard]] double temperature_k(std::size_t node) const;
  [[nodiscard]] double charge_j() const { return store_.charge_j(now_state()[0]); }

  void save(Writer& writer) const override { writer(*this); }
  void restore(Reader& reader) override {
    reader(*this);
    dynamics_.set_array_part(parts_.array);
  }
  template <class Packer>
  void pack(Packer& p) {
    p(illumination_, store_, thermostats_, loads_, time_, now_, state_, step_, has_step_, try_s_,
      regime_, regime_end_, mode_, off_, shed_, shed_w_, totals_, orbit_totals_, orbit_begin_,
      orbit_end_, orbit_, orbit_charge_j_, orbit_least_, least_, safe_s_, off_s_, next_mark_, rows_,
      temperature_rows_, safe_modes_, offs_, sheddings_, parts_);
    for (double& power_w : wanted_w_) {
      p(power_w);
    }
  }

 private:
  /// A level counts as reached within this part of the capacity: far above what a nanosecond
  /// changes, far below what matters.
  static constexpr double kTolerance = 1e-9;
  [[nodiscard]] static std::size_t index(UnitKind unit) { return static_cast<std::size_t>(unit); }
  struct Level {
    double state_of_charge;
    bool downward;
    [[nodiscard]] bool reached(double soc) const;
  };
  enum class Shed : std::uint8_t { no, by_charge, by_power };

  [[nodiscard]] Illumination::Piece light() const;
  /// At `now_`.
  [[nodiscard]] std::vector<double> now_state() const;
  [[nodiscard]] double net_w() const;
  /// Takes the state at t, which the step reaches, as the begin of what follows.
  void commit(Time t);
  void book(const std::vector<double>& end, double duration_s);
  /// Lets the battery grow older along the step.
  void grow_older(double duration_s);
  void make_step();
  /// The end of what the step may be used for.
  [[nodiscard]] Time step_end() const;
  void set_drawn();
  [[nodiscard]] double drawn_w(UnitKind unit) const;
  [[nodiscard]] std::vector<Level> levels() const;
  [[nodiscard]] bool overdrawn() const;
  [[nodiscard]] bool can_shed() const;
  /// Whether a further load could be fed now.
  [[nodiscard]] bool fits(double power_w) const;
  /// Whether a mode, a unit or a thermostat is to be switched now.
  [[nodiscard]] bool due() const;
  [[nodiscard]] Time next_threshold() const;
  Transition change_mode(std::string_view& cause);
  bool shed_units(UnitStates& units, std::string_view& cause);
  void end_orbit(RowSink& rows);
  void emit(std::string_view cause, RowSink& rows);
  void emit_temperatures(std::string_view cause, RowSink& rows);

  std::string satellite_;
  PowerConfig config_;
  Illumination illumination_;
  BusDynamics dynamics_;
  EnergyStore store_;
  Thermostats thermostats_;
  std::optional<std::size_t> battery_node_; ///< whose temperature its age goes by
  std::array<double, kUnits> wanted_w_{};
  BusLoads loads_;     ///< drawn
  Time time_ = kStart; ///< of `state_`
  Time now_ = kStart;  ///< as last asked for
  std::vector<double> state_;
  DenseStep step_;
  bool has_step_ = false;
  PowerParts parts_;
  double try_s_ = 30.0;
  StoreRegime regime_ = StoreRegime::charging;
  Time regime_end_ = kNever;
  PowerMode mode_ = PowerMode::nominal;
  bool off_ = false;           ///< of a capacitor: nothing is drawn
  std::vector<Shed> shed_;     ///< by entry of the configuration
  std::vector<double> shed_w_; ///< that the unit drew when it was shed
  EnergyTotals totals_;
  EnergyTotals orbit_totals_; ///< at the begin of the orbit
  Time orbit_begin_ = kStart;
  Time orbit_end_ = kNever;
  std::int64_t orbit_ = 0;
  double orbit_charge_j_ = 0.0;
  double orbit_least_ = 1.0;
  double least_ = 1.0;
  CompensatedSum safe_s_, off_s_;
  Time next_mark_ = kNever;
  bool foresees_ = false; ///< of a copy: takes the light from the heavens, not from what is known
  std::int64_t rows_ = 0;
  std::int64_t temperature_rows_ = 0;
  std::int64_t safe_modes_ = 0;
  std::int64_t offs_ = 0;
  std::int64_t sheddings_ = 0;
};

} // namespace urker::spacecraft
