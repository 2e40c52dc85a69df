#include "spacecraft/propulsion/energy_forecast.hpp"

#include "spacecraft/power/planning_figures.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace urker::spacecraft {

ShadowForecast ShadowForecast::of(const orbit::MeanOrbit& orbit, const orbit::Vector3& sun_m) {
  constexpr double kTurn = 2.0 * std::numbers::pi;
  const double ci = std::cos(orbit.inclination_rad), si = std::sin(orbit.inclination_rad);
  const double co = std::cos(orbit.raan_rad), so = std::sin(orbit.raan_rad);
  const orbit::Vector3 sun = sun_m.normalized();
  const double at_node = sun.dot(orbit::Vector3(co, so, 0.0));
  const double ahead = sun.dot(orbit::Vector3(-so * ci, co * ci, si));
  const double in_plane = std::hypot(at_node, ahead);
  const double rate =
      orbit::mean_rates(orbit.semi_major_axis_m, orbit.inclination_rad).latitude_argument_rad_s;
  ShadowForecast shadow;
  shadow.revolution = round_seconds(kTurn / rate);
  const double ratio = orbit::kGravityRadius_m / orbit.semi_major_axis_m;
  const double edge = std::sqrt(1.0 - ratio * ratio);
  if (edge < in_plane) {
    shadow.half = round_seconds(std::acos(edge / in_plane) / rate);
  }
  const double to_middle = std::atan2(-ahead, -at_node) - orbit.latitude_argument_rad;
  shadow.middle = orbit.time + round_seconds(std::remainder(to_middle, kTurn) / rate);
  return shadow;
}

bool ShadowForecast::dark(Time t) const {
  const Duration turn = (t - middle) % revolution;
  const Duration since = turn < Duration::zero() ? turn + revolution : turn;
  return since < half || since >= revolution - half;
}

Time ShadowForecast::next_edge(Time t) const {
  if (half == Duration::zero()) {
    return kNever;
  }
  const Duration turn = (t - middle) % revolution;
  const Duration since = turn < Duration::zero() ? turn + revolution : turn;
  const Duration edge = since < half                ? half
                        : since < revolution - half ? revolution - half
                                                    : revolution + half;
  return t + (edge - since);
}

EnergyForecast::EnergyForecast(const PowerConfig& power, double load_w) : load_w_(load_w) {
  const PlanningFigures figures = planning_figures(power);
  array_w_ = figures.sunlit_w;
  capacity_j_ = figures.capacity_j;
  charging_ = figures.charging;
  discharging_ = figures.discharging;
}

EnergyForecast::Result EnergyForecast::run(double charge, Time from, Time until,
                                           std::span<const Draw> draws,
                                           const ShadowForecast& shadow) const {
  Result result{1.0, charge};
  auto draw = draws.begin();
  for (Time t = from; t < until;) {
    while (draw != draws.end() && draw->end <= t) {
      ++draw;
    }
    const bool draws_now = draw != draws.end() && draw->begin <= t;
    Time next = std::min(until, shadow.next_edge(t));
    if (draw != draws.end()) {
      next = std::min(next, draws_now ? draw->end : draw->begin);
    }
    const double net_w =
        (shadow.dark(t) ? 0.0 : array_w_) - load_w_ - (draws_now ? draw->power_w : 0.0);
    const double stored_w = net_w > 0.0 ? net_w * charging_ : net_w / discharging_;
    if (!draws.empty() && t >= draws.front().begin) {
      result.least = std::min(result.least, result.last);
    }
    result.last = std::clamp(result.last + stored_w * to_seconds(next - t) / capacity_j_, 0.0, 1.0);
    if (!draws.empty() && next > draws.front().begin) {
      result.least = std::min(result.least, result.last);
    }
    t = next;
  }
  return result;
}

} // namespace urker::spacecraft
