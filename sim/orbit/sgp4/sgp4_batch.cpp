#include "orbit/sgp4/sgp4_batch.hpp"

#include "base/error.hpp"
#include "orbit/sgp4/sgp4.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace urker::orbit {

namespace sgp4 {

void Resonance::advance(std::span<const double> minutes, double* longitude,
                        double* mean_motion) const {
  for (std::size_t i = 0; i < minutes.size(); ++i) {
    const Node at = last_before(minutes[i]);
    const double rest = minutes[i] - at.minutes;
    const double half_square = 0.5 * rest * rest;
    longitude[i] = at.longitude + at.longitude_rate * rest + at.motion_rate * half_square;
    mean_motion[i] = at.mean_motion + at.motion_rate * rest + at.motion_rate_rate * half_square;
  }
}

std::uint64_t DeepSpace::propagate(const BatchObject& object, std::span<const double> minutes,
                                   const LaneStates& states) const {
  std::array<double, kMostLanes> longitude;
  std::array<double, kMostLanes> mean_motion;
  if (resonance_.kind() != Resonance::Kind::none) {
    resonance_.advance(minutes, longitude.data(), mean_motion.data());
  }
  return URKER_SIMD_PICK(propagate_deep_space)({.object = object,
                                                .bodies = bodies_.data(),
                                                .rates = &rates_,
                                                .resonance = resonance_.kind(),
                                                .sidereal_angle = resonance_.sidereal_angle(),
                                                .longitude = longitude.data(),
                                                .mean_motion = mean_motion.data(),
                                                .minutes = minutes.data(),
                                                .count = minutes.size(),
                                                .states = states});
}

} // namespace sgp4

namespace {

constexpr std::size_t kGroup = 8; ///< what the kernels' counts are a multiple of

/// Room for a last group that is not full.
struct PaddedStates {
  std::array<double, kGroup> x, y, z, vx, vy, vz;
};

} // namespace

std::uint64_t Sgp4::propagate_lanes(std::span<const double> minutes,
                                    const sgp4::LaneStates& states) const {
  const sgp4::BatchObject object{&epoch_, &rates_, &drag_, sgp4::root_mu()};
  if (deep_) {
    return deep_->propagate(object, minutes, states);
  }
  using namespace sgp4;
  return URKER_SIMD_PICK(propagate_near_earth)({.object = object,
                                                .inclination = &inclination_,
                                                .semi_major_axis = semi_major_axis_,
                                                .minutes = minutes.data(),
                                                .count = minutes.size(),
                                                .states = states});
}

void Sgp4::propagate(std::span<const double> minutes, const StateColumns& teme,
                     std::span<Sgp4Error> errors) const {
  require(teme.size() == minutes.size() && errors.size() == minutes.size(),
          "SGP4 has a state and an error for each time");
  std::fill(errors.begin(), errors.end(), Sgp4Error::none);
  const auto redo = [&](std::uint64_t unusual, std::size_t first) {
    for (; unusual != 0; unusual &= unusual - 1) {
      const std::size_t i = first + static_cast<std::size_t>(std::countr_zero(unusual));
      State state;
      constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
      state.r_m.setConstant(kNone);
      state.v_m_s.setConstant(kNone);
      errors[i] = propagate(minutes[i], state);
      teme.set(i, state);
    }
  };
  const std::size_t whole = minutes.size() - minutes.size() % kGroup;
  for (std::size_t first = 0; first < whole; first += sgp4::kMostLanes) {
    const std::size_t count = std::min(sgp4::kMostLanes, whole - first);
    redo(propagate_lanes(minutes.subspan(first, count),
                         {&teme.x_m[first], &teme.y_m[first], &teme.z_m[first], &teme.vx_m_s[first],
                          &teme.vy_m_s[first], &teme.vz_m_s[first]}),
         first);
  }
  const std::size_t rest = minutes.size() - whole;
  if (rest == 0) {
    return;
  }
  std::array<double, kGroup> times;
  times.fill(minutes[whole]);
  std::copy(minutes.begin() + static_cast<std::ptrdiff_t>(whole), minutes.end(), times.begin());
  PaddedStates s;
  const std::uint64_t unusual = propagate_lanes(
      times, {s.x.data(), s.y.data(), s.z.data(), s.vx.data(), s.vy.data(), s.vz.data()});
  for (std::size_t i = 0; i < rest; ++i) {
    teme.set(whole + i, {{s.x[i], s.y[i], s.z[i]}, {s.vx[i], s.vy[i], s.vz[i]}});
  }
  redo(unusual & ((std::uint64_t{1} << rest) - 1), whole);
}

} // namespace urker::orbit
