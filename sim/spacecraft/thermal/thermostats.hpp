#pragma once

#include "spacecraft/dynamics/dense_step.hpp"
#include "spacecraft/thermal/thermal_network.hpp"
#include "spacecraft/units.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace urker::spacecraft {

/// Heaters with their thermostats, and the limits at which units go off or slow down: what is
/// switched, and the temperatures at which that changes next.
class Thermostats {
 public:
  Thermostats() = default;
  Thermostats(const ThermalConfig& config, const ThermalNetwork& network);

  /// Switches what is due at these temperatures, and enters what it means for the units; the name
  /// of the change, empty if there is none.
  std::string_view handle(std::span<const double> temperature_k, UnitStates& units);
  [[nodiscard]] bool due(std::span<const double> temperature_k) const;
  /// Heat by node of the heaters that are on.
  [[nodiscard]] std::vector<double> heater_w(std::size_t nodes) const;
  /// The first time in (from_s, to_s] of the step at which something is due; nodes begin at the
  /// component `first`.
  [[nodiscard]] std::optional<double> next_s(const DenseStep& step, std::size_t first,
                                             double from_s, double to_s) const;
  [[nodiscard]] std::int64_t limit_changes() const { return limit_changes_; }

  template <class Packer>
  void pack(Packer& p) {
    p(heater_on_, limit_on_, limit_changes_);
  }

 private:
  struct Heater {
    std::size_t node;
    double power_w, on_below_k, off_above_k;
  };
  struct Limit {
    std::size_t node;
    UnitKind unit;
    LimitAction action;
    double pace, at_k, until_k;
  };
  /// A temperature that is waited for.
  struct Watch {
    std::size_t node;
    double temperature_k;
    bool rising;
  };
  [[nodiscard]] Watch watch(std::size_t i) const; ///< heaters, then limits
  [[nodiscard]] bool reached(std::size_t i, std::span<const double> temperature_k) const;

  std::vector<Heater> heaters_;
  std::vector<Limit> limits_;
  std::vector<std::uint8_t> heater_on_;
  std::vector<std::uint8_t> limit_on_;
  std::int64_t limit_changes_ = 0;
};

} // namespace urker::spacecraft
