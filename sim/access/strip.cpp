#include "access/strip.hpp"

#include "access/sign_change.hpp"
#include "base/error.hpp"
#include "orbit/angles.hpp"
#include "orbit/earth/ground_ray.hpp"
#include "orbit/itrf_state.hpp"

#include <Eigen/Geometry>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace urker::access {
namespace {

using orbit::Geodetic;
using orbit::State;
using orbit::Vector3;

/// Unit vectors of the satellite's local frame, see strip.hpp.
struct LocalFrame {
  Vector3 nadir, forward, right;
};

LocalFrame local_frame(const State& itrf) {
  LocalFrame frame;
  const Vector3 up = orbit::geodetic_up(orbit::to_geodetic(itrf.r_m));
  frame.nadir = -up;
  frame.forward = (itrf.v_m_s - itrf.v_m_s.dot(up) * up).normalized();
  frame.right = frame.nadir.cross(frame.forward);
  return frame;
}

/// Nodes of an interpolation, and how many of them come before the node on its left.
constexpr std::size_t kStencil = 6;
constexpr std::size_t kStencilBefore = 2;

/// Lagrange's weights of values at 0, 1, ... 5.
std::array<double, kStencil> weights_at(double x) {
  constexpr std::array<double, kStencil> kScale{-1.0 / 120, 1.0 / 24,  -1.0 / 12,
                                                1.0 / 12,   -1.0 / 24, 1.0 / 120};
  std::array<double, kStencil> weights{};
  double before = 1.0;
  for (std::size_t i = 0; i < kStencil; ++i) {
    weights[i] = before * kScale[i];
    before *= x - static_cast<double>(i);
  }
  double after = 1.0;
  for (std::size_t i = kStencil; i-- > 0;) {
    weights[i] *= after;
    after *= x - static_cast<double>(i);
  }
  return weights;
}

} // namespace

Flyover::Flyover(const orbit::Trajectory& trajectory, const orbit::Earth& earth, Time begin,
                 Time end, const std::optional<SideLimit>& limit)
    : begin_(begin), limit_(limit) {
  if (end <= begin) {
    return;
  }
  // A sixth-order stencil of steps that turn by 1/60 rad departs by less than 1e-11 of the radius.
  const auto bounds = trajectory.bounds(begin, end);
  const double rate_rad_s = bounds.greatest_speed_m_s / bounds.least_radius_m;
  const Duration wanted = round_seconds(1.0 / (60.0 * rate_rad_s));
  const auto intervals = std::max<Duration::rep>((end - begin) / wanted + 1, kStencil - 1);
  step_ = std::max((end - begin) / intervals, Duration(1));
  nodes_.reserve(static_cast<std::size_t>(intervals) + 1);
  for (Duration::rep i = 0; i <= intervals; ++i) {
    const Time t = begin + i * step_;
    const State itrf = orbit::itrf_state(trajectory, earth, t);
    const LocalFrame frame = local_frame(itrf);
    nodes_.push_back({itrf.r_m, frame.nadir, frame.forward, earth.sun_itrf_m(t)});
  }
  if (limit_) {
    const double step_s = to_seconds(step_);
    const auto fixed = fixed_bounds(bounds);
    sag_m_ = fixed.greatest_acceleration_m_s2 * step_s * step_s / 8.0;
    for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
      reach_.emplace_back(nodes_[i].r_m, nodes_[i + 1].r_m, step_s, fixed, limit_->ground_radius_m,
                          limit_->greatest_off_nadir_rad);
    }
  }
}

Time Flyover::node_time(std::size_t node) const {
  return begin_ + static_cast<Duration::rep>(node) * step_;
}

std::size_t Flyover::stencil_of(std::size_t interval) const {
  return std::min(interval - std::min(interval, kStencilBefore), nodes_.size() - kStencil);
}

double Flyover::steps_from(std::size_t node, Time t) const {
  return to_seconds(t - begin_) / to_seconds(step_) - static_cast<double>(node);
}

bool Flyover::is_beyond(std::size_t node, const GroundPlace& point) const {
  const auto above_m = [&](std::size_t i) {
    return (nodes_[i].r_m - point.position_m).dot(point.up);
  };
  return !reach_[node].may_reach(point) && std::min(above_m(node), above_m(node + 1)) > sag_m_;
}

std::optional<Crossing> Flyover::crossing(const GroundPlace& point) const {
  const Vector3 &place_m = point.position_m, &up = point.up;
  const auto ahead_m = [&](const Node& node) { return (place_m - node.r_m).dot(node.forward); };
  double ahead = nodes_.empty() ? 0.0 : ahead_m(nodes_[0]);
  for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
    const double next = ahead_m(nodes_[i + 1]);
    const bool in_sight =
        (nodes_[i].r_m - place_m).dot(up) > 0.0 || (nodes_[i + 1].r_m - place_m).dot(up) > 0.0;
    if (ahead >= 0.0 && next < 0.0 && in_sight) {
      if (limit_ && is_beyond(i, point)) {
        return std::nullopt;
      }
      if (const auto found = crossing_in(i, point)) {
        if (limit_ && std::abs(found->roll_rad) > limit_->greatest_off_nadir_rad) {
          return std::nullopt;
        }
        return found;
      }
    }
    ahead = next;
  }
  return std::nullopt;
}

std::optional<Crossing> Flyover::crossing_in(std::size_t interval, const GroundPlace& point) const {
  const std::size_t first = stencil_of(interval);
  std::array<double, kStencil> ahead_m{};
  for (std::size_t i = 0; i < kStencil; ++i) {
    const Node& node = nodes_[first + i];
    ahead_m[i] = (point.position_m - node.r_m).dot(node.forward);
  }
  const auto ahead_at_m = [&](Time t) {
    const auto weights = weights_at(steps_from(first, t));
    return std::inner_product(weights.begin(), weights.end(), ahead_m.begin(), 0.0);
  };
  const Time t = sign_change(ahead_at_m, node_time(interval), ahead_m[interval - first],
                             node_time(interval + 1), ahead_m[interval + 1 - first]);
  Node at{Vector3::Zero(), Vector3::Zero(), Vector3::Zero(), Vector3::Zero()};
  const auto weights = weights_at(steps_from(first, t));
  for (std::size_t i = 0; i < kStencil; ++i) {
    const Node& node = nodes_[first + i];
    at.r_m += weights[i] * node.r_m;
    at.nadir += weights[i] * node.nadir;
    at.forward += weights[i] * node.forward;
    at.sun_m += weights[i] * node.sun_m;
  }
  const Vector3 line_m = point.position_m - at.r_m;
  const double cosine = -line_m.dot(point.up) / line_m.norm();
  if (cosine <= 0.0) {
    return std::nullopt;
  }
  const double roll_rad = std::atan2(line_m.dot(at.nadir.cross(at.forward)), line_m.dot(at.nadir));
  return Crossing{t, roll_rad, orbit::elevation_rad(at.sun_m - point.position_m, point.up),
                  line_m.norm(), std::acos(cosine)};
}

std::optional<Crossing> find_crossing(const orbit::Trajectory& trajectory,
                                      const orbit::Earth& earth, const Geodetic& point, Time begin,
                                      Time end) {
  return Flyover(trajectory, earth, begin, end).crossing(GroundPlace(point));
}

std::optional<Geodetic> ground_point(const orbit::Trajectory& trajectory, const orbit::Earth& earth,
                                     Time t, double roll_rad) {
  const State itrf = orbit::itrf_state(trajectory, earth, t);
  const LocalFrame frame = local_frame(itrf);
  const Vector3 view = std::cos(roll_rad) * frame.nadir + std::sin(roll_rad) * frame.right;
  const auto ground_m = orbit::ground_hit_m(itrf.r_m, view);
  if (!ground_m) {
    return std::nullopt;
  }
  Geodetic place = orbit::to_geodetic(*ground_m);
  place.height_m = 0.0; // but for rounding
  return place;
}

std::array<Geodetic, 4> footprint(const orbit::Trajectory& trajectory, const orbit::Earth& earth,
                                  Time begin, Time end, double roll_rad, double half_width_rad) {
  const auto corner = [&](Time t, double angle_rad) {
    const auto place = ground_point(trajectory, earth, t, angle_rad);
    require(place.has_value(), "a footprint misses the Earth");
    return *place;
  };
  const double left = roll_rad - half_width_rad, right = roll_rad + half_width_rad;
  return {corner(begin, left), corner(begin, right), corner(end, right), corner(end, left)};
}

double sun_elevation_rad(const orbit::Earth& earth, const Geodetic& place, Time t) {
  return orbit::elevation_rad(earth.sun_itrf_m(t) - orbit::to_itrf_m(place),
                              orbit::geodetic_up(place));
}

} // namespace urker::access
