#pragma once

#include "spacecraft/dynamics/environment.hpp"
#include "spacecraft/thermal/thermal_config.hpp"

#include <array>
#include <span>
#include <string>
#include <vector>

namespace urker::spacecraft {

/// Heat balance of the nodes of a satellite: conduction, radiation to space, direct sunlight,
/// sunlight from the Earth (the whole disc as bright as the point below the satellite, by the
/// cosine of the Sun's zenith angle there), the Earth's own radiation, and the units' heat.
class ThermalNetwork {
 public:
  explicit ThermalNetwork(const ThermalConfig& config);

  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] const std::string& name(std::size_t node) const { return nodes_[node].name; }
  [[nodiscard]] std::size_t index(const std::string& name) const;
  [[nodiscard]] std::vector<double> initial_k() const;

  /// Change of the temperatures in kelvin per second. `unit_w`: power of each unit; `taken_w`:
  /// power taken out of each node as electricity.
  void rates(const LocalEnvironment& here, std::span<const double> temperature_k,
             std::span<const double> unit_w, std::span<const double> taken_w,
             std::span<double> rate_k_s) const;
  /// Heat of a heater, per unit of its power, goes to that node.
  [[nodiscard]] double capacity_j_k(std::size_t node) const { return nodes_[node].capacity_j_k; }

  /// Appends functions whose sign changes where the light on a surface begins or ends.
  void switches(const LocalEnvironment& here, std::vector<double>& values) const;

 private:
  struct Node {
    std::string name;
    double capacity_j_k;
    double initial_k;
    std::vector<ThermalSurfaceConfig> surfaces;
    std::array<double, kUnits> share;
  };
  struct Link {
    std::size_t from, to;
    double conductance_w_k;
  };
  [[nodiscard]] double absorbed_w(const ThermalSurfaceConfig& surface,
                                  const LocalEnvironment& here) const;

  std::vector<Node> nodes_; ///< bytewise by name
  std::vector<Link> links_;
  double albedo_;
  double infrared_w_m2_;
  double space_k_;
};

} // namespace urker::spacecraft
