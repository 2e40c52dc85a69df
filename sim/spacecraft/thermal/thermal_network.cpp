#include "spacecraft/thermal/thermal_network.hpp"

#include "base/error.hpp"
#include "spacecraft/thermal/view_factor.hpp"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>

namespace urker::spacecraft {

namespace {

using orbit::Vector3;

constexpr double kStefanBoltzmann_w_m2_k4 = 5.670374419e-8; // CODATA 2018, exact

/// The outward normal of the front in body axes.
Vector3 normal(const ThermalSurfaceConfig& surface, const LocalEnvironment& here) {
  switch (surface.drive) {
  case PanelDrive::two_axis:
    return here.to_sun;
  case PanelDrive::one_axis: {
    const Vector3 axis = surface.direction.unit();
    const Vector3 across = here.to_sun - here.to_sun.dot(axis) * axis;
    // With the Sun along the axis every position is edge-on to it; any will do.
    return across.norm() > 1e-9 ? across.normalized() : Vector3(axis.unitOrthogonal());
  }
  case PanelDrive::fixed:
    break;
  }
  return surface.direction.unit();
}

double fourth_power(double x) {
  return x * x * x * x;
}

} // namespace

ThermalNetwork::ThermalNetwork(const ThermalConfig& config)
    : albedo_(config.albedo), infrared_w_m2_(config.earth_infrared_w_m2), space_k_(config.space_k) {
  for (const auto& [name, c] : config.nodes) {
    Node node{name, c.capacity_j_k, c.initial_k, {}, {}};
    for (const auto& surface : c.surfaces) {
      node.surfaces.push_back(surface.second);
    }
    for (const DissipationConfig& d : c.dissipation) {
      node.share[static_cast<std::size_t>(d.unit)] += d.share;
    }
    nodes_.push_back(std::move(node));
  }
  for (const ConductanceConfig& c : config.conductances) {
    links_.push_back({index(c.from), index(c.to), c.conductance_w_k});
  }
}

std::size_t ThermalNetwork::index(const std::string& name) const {
  const auto found =
      std::find_if(nodes_.begin(), nodes_.end(), [&](const Node& n) { return n.name == name; });
  require(found != nodes_.end(), "a thermal model has no such node");
  return static_cast<std::size_t>(found - nodes_.begin());
}

std::vector<double> ThermalNetwork::initial_k() const {
  std::vector<double> result;
  for (const Node& node : nodes_) {
    result.push_back(node.initial_k);
  }
  return result;
}

double ThermalNetwork::absorbed_w(const ThermalSurfaceConfig& surface,
                                  const LocalEnvironment& here) const {
  const Vector3 front = normal(surface, here);
  const double earth_w_m2 = infrared_w_m2_ * surface.emissivity;
  const double albedo_w_m2 =
      albedo_ * here.full_sun_w_m2 * std::max(0.0, here.sun_zenith_cosine) * surface.absorptivity;
  double flux_w_m2 = 0.0;
  const auto add = [&](const Vector3& face) {
    const double factor = sphere_view_factor(here.distance_ratio, face.dot(here.to_earth));
    flux_w_m2 += surface.absorptivity * here.sun_w_m2 * std::max(0.0, face.dot(here.to_sun)) +
                 factor * (earth_w_m2 + albedo_w_m2);
  };
  add(front);
  if (surface.two_sided) {
    add(-front);
  }
  return surface.area_m2 * flux_w_m2;
}

void ThermalNetwork::rates(const LocalEnvironment& here, std::span<const double> temperature_k,
                           std::span<const double> unit_w, std::span<const double> taken_w,
                           std::span<double> rate_k_s) const {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    double heat_w = -taken_w[i];
    for (std::size_t u = 0; u < kUnits; ++u) {
      heat_w += node.share[u] * unit_w[u];
    }
    for (const ThermalSurfaceConfig& surface : node.surfaces) {
      const double area_m2 = surface.area_m2 * (surface.two_sided ? 2.0 : 1.0);
      heat_w +=
          absorbed_w(surface, here) - area_m2 * surface.emissivity * kStefanBoltzmann_w_m2_k4 *
                                          (fourth_power(temperature_k[i]) - fourth_power(space_k_));
    }
    rate_k_s[i] = heat_w / node.capacity_j_k;
  }
  for (const Link& link : links_) {
    const double flow_w =
        link.conductance_w_k * (temperature_k[link.from] - temperature_k[link.to]);
    rate_k_s[link.from] -= flow_w / nodes_[link.from].capacity_j_k;
    rate_k_s[link.to] += flow_w / nodes_[link.to].capacity_j_k;
  }
}

void ThermalNetwork::switches(const LocalEnvironment& here, std::vector<double>& values) const {
  for (const Node& node : nodes_) {
    for (const ThermalSurfaceConfig& surface : node.surfaces) {
      if (surface.drive == PanelDrive::fixed) {
        values.push_back(surface.direction.unit().dot(here.to_sun));
      }
    }
  }
  values.push_back(here.sun_zenith_cosine);
}

} // namespace urker::spacecraft
