#include "spacecraft/power/panels.hpp"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>

namespace urker::spacecraft {

namespace {

constexpr double kYear_s = 365.25 * 86400.0;

} // namespace

double panel_tilt(const SolarPanelConfig& panel, const orbit::Vector3& to_sun) {
  switch (panel.drive) {
  case PanelDrive::fixed:
    return panel.direction.unit().dot(to_sun);
  case PanelDrive::one_axis:
    return panel.direction.unit().cross(to_sun).norm();
  case PanelDrive::two_axis:
    break;
  }
  return 1.0;
}

double panel_cosine(const SolarPanelConfig& panel, const orbit::Vector3& to_sun) {
  return std::max(0.0, panel_tilt(panel, to_sun));
}

double panel_power_w(const SolarPanelConfig& panel, double flux_w_m2, double temperature_k,
                     Time t) {
  const double years = (panel.age_s + seconds_since_start(t)) / kYear_s;
  const double warmth = std::max(0.0, 1.0 + panel.temperature_coefficient_per_k *
                                                (temperature_k - panel.reference_temperature_k));
  return panel.area_m2 * panel.efficiency * panel.conversion * flux_w_m2 * warmth *
         std::pow(1.0 - panel.degradation_per_year, years);
}

} // namespace urker::spacecraft
