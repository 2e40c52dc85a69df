#include "orbit/force/thrust.hpp"

#include "base/error.hpp"
#include "orbit/force/thrust_kernel.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace urker::orbit {

void describe(FieldVisitor& v, AxisConfig& axis) {
  v.optional("x", axis.x, any(unit::one), "Part along the first axis");
  v.optional("y", axis.y, any(unit::one), "Part along the second axis");
  v.optional("z", axis.z, any(unit::one), "Part along the third axis");
  v.check(axis.x != 0.0 || axis.y != 0.0 || axis.z != 0.0, "x", "the direction has no length");
}

void describe(FieldVisitor& v, BurnConfig& burn) {
  v.required("start", burn.start, "Ignition, UTC");
  v.required("duration", burn.duration_s,
             Range{.unit = unit::s, .least = 0.0, .most = 366.0 * unit::d.scale, .open = true},
             "Time from ignition to cut-off");
  v.required("thrust", burn.thrust_n, positive(Unit{"N", {.length = 1, .mass = 1, .time = -2}}),
             "Constant thrust");
  v.required("specific_impulse", burn.specific_impulse_s, positive(unit::s),
             "Specific impulse; the mass flow is thrust/(9.80665 m/s2 times it)");
  v.optional("frame", burn.frame,
             "Axes of the direction: gcrf; rtn (outward, forward, orbit normal); tnw (velocity, "
             "inward, orbit normal)");
  v.optional("direction", burn.direction, "Direction of the acceleration in these axes");
}

std::vector<Burn> make_burns(std::span<const BurnConfig> burns, const Epoch& epoch) {
  std::vector<Burn> result;
  for (const BurnConfig& config : burns) {
    Burn burn;
    burn.begin = epoch.at(config.start);
    burn.end = burn.begin + round_seconds(config.duration_s);
    burn.thrust_n = config.thrust_n;
    burn.mass_flow_kg_s = config.thrust_n / (kStandardGravity_m_s2 * config.specific_impulse_s);
    burn.frame = config.frame;
    burn.direction = config.direction.unit();
    result.push_back(burn);
  }
  std::sort(result.begin(), result.end(),
            [](const Burn& a, const Burn& b) { return a.begin < b.begin; });
  for (std::size_t i = 1; i < result.size(); ++i) {
    if (result[i].begin < result[i - 1].end) {
      throw Error(Cause::invalid_input, fmt::format("the burn of {} begins before that of {} ends",
                                                    epoch.utc_text(result[i].begin),
                                                    epoch.utc_text(result[i - 1].begin)));
    }
  }
  return result;
}

Vector3 thrust_acceleration(const Burn& burn, const State& gcrf, double mass_kg) {
  const auto parts = [](const Vector3& x) { return kernel::Vector<double>{x.x(), x.y(), x.z()}; };
  kernel::ThrustAxes<double> axes{};
  switch (burn.frame) {
  case ThrustFrame::gcrf:
    axes.inertial = parts(burn.direction);
    break;
  case ThrustFrame::rtn:
    axes.local = parts(burn.direction);
    break;
  case ThrustFrame::tnw:
    axes.velocity = parts(burn.direction);
    break;
  }
  const kernel::Vector<double> a =
      kernel::thrust(parts(gcrf.r_m), parts(gcrf.v_m_s), axes, burn.thrust_n, mass_kg);
  return {a.x, a.y, a.z};
}

double mass_after(std::span<const Burn> burns, double mass_kg, Time from, Time t) {
  double left_kg = mass_kg;
  for (const Burn& burn : burns) {
    const Duration burnt =
        std::clamp(t, burn.begin, burn.end) - std::clamp(from, burn.begin, burn.end);
    left_kg -= burn.mass_flow_kg_s * to_seconds(burnt);
  }
  if (left_kg <= 0.0) {
    throw Error(Cause::invalid_input,
                fmt::format("the burns use more than the {:g} kg of the satellite", mass_kg));
  }
  return left_kg;
}

std::vector<Time> switch_times(std::span<const Burn> burns) {
  std::vector<Time> times;
  for (const Burn& burn : burns) {
    times.push_back(burn.begin);
    times.push_back(burn.end);
  }
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  return times;
}

} // namespace urker::orbit
