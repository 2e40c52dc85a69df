#include "access/satellite_grid.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace urker::access {
namespace {

using orbit::Matrix3;
using orbit::MotionBounds;
using orbit::State;

/// Mean rotation rate; what it is off is left to the interpolation.
constexpr double kRate_rad_s = 7.2921151467e-5;

struct Turn {
  double sine, cosine;
};

/// For less than 0.14 rad (half an hour): the series' next terms are below 1e-16.
Turn turn_in(double seconds) {
  const double x = kRate_rad_s * seconds, z = x * x;
  return {x * (1.0 - z / 6.0 * (1.0 - z / 20.0 * (1.0 - z / 42.0 * (1.0 - z / 72.0)))),
          1.0 -
              z / 2.0 * (1.0 - z / 12.0 * (1.0 - z / 30.0 * (1.0 - z / 56.0 * (1.0 - z / 90.0))))};
}

} // namespace

Attitudes::Attitudes(const orbit::Earth& earth, orbit::Frame frame, const GridTimes& grid,
                     std::size_t first, std::size_t last)
    : grid_(grid), first_(first) {
  for (std::size_t i = first; i <= last; ++i) {
    at_node_.push_back(earth.rotation_to_itrf(frame, grid.at(i)));
  }
  for (std::size_t i = first; i < last; ++i) {
    const Turn turn = turn_in(to_seconds(grid.at(i + 1) - grid.at(i)));
    Matrix3 back = Matrix3::Identity();
    back(0, 0) = back(1, 1) = turn.cosine;
    back(0, 1) = -turn.sine;
    back(1, 0) = turn.sine;
    change_.emplace_back(back * at_node_[i + 1 - first] - at_node_[i - first]);
  }
}

State Attitudes::to_itrf(const State& state, std::size_t interval, Time t) const {
  const std::size_t i = interval - first_;
  const double since_s = to_seconds(t - grid_.at(interval));
  Matrix3 matrix = at_node_[i];
  if (i < change_.size() && since_s > 0.0) {
    matrix += since_s / to_seconds(grid_.at(interval + 1) - grid_.at(interval)) * change_[i];
  }
  const Turn turn = turn_in(since_s);
  const auto about_axis = [&turn](const orbit::Vector3& v) {
    return orbit::Vector3(turn.cosine * v.x() + turn.sine * v.y(),
                          turn.cosine * v.y() - turn.sine * v.x(), v.z());
  };
  State itrf{about_axis(matrix * state.r_m), about_axis(matrix * state.v_m_s)};
  itrf.v_m_s.x() += kRate_rad_s * itrf.r_m.y();
  itrf.v_m_s.y() -= kRate_rad_s * itrf.r_m.x();
  return itrf;
}

SatelliteGrid::SatelliteGrid(const orbit::Trajectory& trajectory, const Attitudes& attitudes,
                             const GridTimes& times, std::size_t first_node, std::size_t last_node)
    : grid(times), first(first_node) {
  std::vector<Time> instants;
  for (std::size_t i = first; i <= last_node; ++i) {
    instants.push_back(grid.at(i));
  }
  StateBuffer buffer;
  buffer.resize(instants.size());
  std::size_t count = instants.size();
  try {
    trajectory.states(instants, buffer.columns());
  } catch (const Error&) {
    // One by one, to know which is the first without a state.
    for (count = 0; count < instants.size(); ++count) {
      try {
        static_cast<void>(trajectory.state(instants[count]));
      } catch (const Error& error) {
        failed_at = instants[count];
        reason = error.what();
        break;
      }
    }
    trajectory.states(std::span(instants).first(count), [&] {
      buffer.resize(count);
      return buffer.columns();
    }());
  }
  for (std::size_t i = 0; i < count; ++i) {
    states.push_back(attitudes.to_itrf(buffer[i], first + i, instants[i]));
  }
  bound(trajectory, count == 0 ? first : last());
}

// Bounds over a stretch of intervals serve each of them where the orbit is nearly circular. The
// stretches do not depend on where the grid's part begins.
void SatelliteGrid::bound(const orbit::Trajectory& trajectory, std::size_t last_node) {
  constexpr std::size_t kStretch = 64;
  constexpr double kNearlyCircular = 1.1;
  std::size_t i = first;
  while (i < last_node) {
    const std::size_t begin = i / kStretch * kStretch;
    const std::size_t end = std::min(begin + kStretch, grid.intervals());
    std::optional<MotionBounds> stretch;
    try {
      stretch = trajectory.bounds(grid.at(begin), grid.at(end));
    } catch (const Error&) { // it may hold for a part
    }
    if (stretch && stretch->greatest_radius_m > kNearlyCircular * stretch->least_radius_m) {
      stretch.reset();
    }
    for (; i < std::min(end, last_node); ++i) {
      try {
        bounds.push_back(stretch ? *stretch : trajectory.bounds(grid.at(i), grid.at(i + 1)));
      } catch (const Error& error) {
        end_before(grid.at(i + 1), error.what());
        return;
      }
    }
  }
}

void SatelliteGrid::end_before(Time t, const std::string& why) {
  while (!states.empty() && grid.at(last()) >= t) {
    states.pop_back();
  }
  bounds.resize(std::min(bounds.size(), states.empty() ? 0 : states.size() - 1));
  failed_at = t;
  reason = why;
}

// As TrackSection::fixed_bounds.
MotionBounds SatelliteGrid::fixed_bounds(std::size_t interval) const {
  constexpr double kRate = orbit::Earth::kRotationRate_rad_s;
  constexpr double kSlack = 1.0 + 1e-3;
  const MotionBounds& b = bounds[interval - first];
  MotionBounds fixed = b;
  fixed.greatest_speed_m_s = kSlack * (b.greatest_speed_m_s + kRate * b.greatest_radius_m);
  fixed.greatest_acceleration_m_s2 =
      kSlack * (b.greatest_acceleration_m_s2 + 2.0 * kRate * b.greatest_speed_m_s +
                kRate * kRate * b.greatest_radius_m);
  return fixed;
}

Duration grid_step(const MotionBounds& bounds) {
  constexpr double kAngle_rad = 0.07;
  const double most_s = kAngle_rad * bounds.least_radius_m / bounds.greatest_speed_m_s;
  constexpr int kSteps_s[] = {1800, 1500, 1200, 900, 720, 600, 480, 360, 300, 240, 180, 150,
                              120,  100,  90,   75,  60,  50,  40,  30,  20,  15,  10};
  for (const int step_s : kSteps_s) {
    if (step_s <= most_s) {
      return std::chrono::seconds(step_s);
    }
  }
  return std::chrono::seconds(10);
}

} // namespace urker::access
