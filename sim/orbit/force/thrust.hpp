#pragma once

#include "base/calendar.hpp"
#include "base/fields.hpp"
#include "orbit/force/axis_config.hpp"
#include "orbit/trajectory.hpp"
#include "time/epoch.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace urker::orbit {

/// Axes in which a burn's direction is fixed: GCRF; RTN (outward, forward in the plane, orbit
/// normal); TNW (along the GCRF velocity, W x T in the plane, which is inward, orbit normal).
enum class ThrustFrame : std::uint8_t { gcrf, rtn, tnw };

/// A burn of constant thrust. Left out: the rise and decay of the thrust, errors of pointing.
struct BurnConfig {
  CalendarTime start;
  double duration_s = 0.0;
  double thrust_n = 0.0;
  double specific_impulse_s = 0.0;
  ThrustFrame frame = ThrustFrame::tnw;
  AxisConfig direction{1.0, 0.0, 0.0};
};
void describe(FieldVisitor& v, BurnConfig& burn);

/// The same on the scenario's clock. The engine burns in [begin, end).
struct Burn {
  Time begin;
  Time end;
  double thrust_n = 0.0;
  double mass_flow_kg_s = 0.0; ///< thrust/(g0 Isp)
  ThrustFrame frame = ThrustFrame::tnw;
  Vector3 direction = Vector3::UnitX(); ///< unit vector in `frame`
  template <class Packer>
  void pack(Packer& p) {
    p(begin, end, thrust_n, mass_flow_kg_s, frame, direction.x(), direction.y(), direction.z());
  }
};

/// Standard gravity, which turns a specific impulse into a velocity.
inline constexpr double kStandardGravity_m_s2 = 9.80665;

/// In the order of time. Throws `Error{invalid_input}` for burns that overlap.
[[nodiscard]] std::vector<Burn> make_burns(std::span<const BurnConfig> burns, const Epoch& epoch);

/// Acceleration in GCRF while the burn lasts, m/s2.
[[nodiscard]] Vector3 thrust_acceleration(const Burn& burn, const State& gcrf, double mass_kg);

/// Mass at `t`, before or after, of what has `mass_kg` at `from`: exact, as every flow is constant.
/// Throws `Error{invalid_input}` if nothing is left.
[[nodiscard]] double mass_after(std::span<const Burn> burns, double mass_kg, Time from, Time t);

/// The instants at which a thrust starts or stops, ascending, each once: an integrator has to start
/// anew there.
[[nodiscard]] std::vector<Time> switch_times(std::span<const Burn> burns);

} // namespace urker::orbit

template <>
struct urker::EnumNames<urker::orbit::ThrustFrame> {
  static constexpr std::array<std::string_view, 3> names{"gcrf", "rtn", "tnw"};
};
