#include "access/strip.hpp"

#include "access/sign_change.hpp"
#include "base/error.hpp"

#include <Eigen/Geometry>

#include <algorithm>
#include <cmath>

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

State itrf_state(const orbit::Trajectory& trajectory, const orbit::Earth& earth, Time t) {
  return earth.to_itrf(trajectory.state(t), trajectory.frame(), t);
}

/// The nearer point in which a ray meets the ellipsoid, which is a unit sphere in stretched
/// coordinates.
std::optional<Vector3> hit(const Vector3& origin_m, const Vector3& direction) {
  const Vector3 scale =
      Vector3(1.0, 1.0, 1.0 / (1.0 - orbit::kEarthFlattening)) / orbit::kEarthEquatorialRadius_m;
  const Vector3 o = origin_m.cwiseProduct(scale);
  const Vector3 d = direction.cwiseProduct(scale);
  const double along = -o.dot(d);
  const double discriminant = along * along - d.squaredNorm() * (o.squaredNorm() - 1.0);
  if (along <= 0.0 || discriminant < 0.0) {
    return std::nullopt;
  }
  return origin_m + (along - std::sqrt(discriminant)) / d.squaredNorm() * direction;
}

/// Nodes of an interpolation, and how many of them come before the node on its left.
constexpr std::size_t kStencil = 6;
constexpr double kStencilBefore = 2.0;

} // namespace

Flyover::Flyover(const orbit::Trajectory& trajectory, const orbit::Earth& earth, Time begin,
                 Time end, const std::optional<SideLimit>& limit)
    : earth_(earth), begin_(begin), limit_(limit) {
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
    nodes_.push_back(itrf_state(trajectory, earth, begin + i * step_));
    forward_.push_back(local_frame(nodes_.back()).forward);
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

State Flyover::at(Time t) const {
  const double x = to_seconds(t - begin_) / to_seconds(step_);
  const auto last_first = static_cast<double>(nodes_.size() - kStencil);
  const double first = std::clamp(std::floor(x) - kStencilBefore, 0.0, last_first);
  State state;
  for (std::size_t i = 0; i < kStencil; ++i) {
    double weight = 1.0; // Lagrange's
    for (std::size_t j = 0; j < kStencil; ++j) {
      if (j != i) {
        weight *= (x - first - static_cast<double>(j)) /
                  (static_cast<double>(i) - static_cast<double>(j));
      }
    }
    const State& node = nodes_[static_cast<std::size_t>(first) + i];
    state.r_m += weight * node.r_m;
    state.v_m_s += weight * node.v_m_s;
  }
  return state;
}

bool Flyover::is_beyond(std::size_t node, const GroundPlace& point) const {
  const auto above_m = [&](std::size_t i) {
    return (nodes_[i].r_m - point.position_m).dot(point.up);
  };
  return !reach_[node].may_reach(point) && std::min(above_m(node), above_m(node + 1)) > sag_m_;
}

std::optional<Crossing> Flyover::crossing(const GroundPlace& point) const {
  const Vector3 &place_m = point.position_m, &up = point.up;
  const auto ahead_m = [&](Time t) {
    const State itrf = at(t);
    return (place_m - itrf.r_m).dot(local_frame(itrf).forward);
  };
  double ahead = nodes_.empty() ? 0.0 : (place_m - nodes_[0].r_m).dot(forward_[0]);
  for (std::size_t i = 0; i + 1 < nodes_.size(); ++i) {
    const double next = (place_m - nodes_[i + 1].r_m).dot(forward_[i + 1]);
    const bool in_sight =
        (nodes_[i].r_m - place_m).dot(up) > 0.0 || (nodes_[i + 1].r_m - place_m).dot(up) > 0.0;
    if (ahead >= 0.0 && next < 0.0 && in_sight) {
      if (limit_ && is_beyond(i, point)) {
        return std::nullopt;
      }
      const Time t = sign_change(ahead_m, node_time(i), ahead, node_time(i + 1), next);
      const State itrf = at(t);
      const LocalFrame frame = local_frame(itrf);
      const Vector3 line_m = place_m - itrf.r_m;
      const double cosine = -line_m.dot(up) / line_m.norm();
      if (cosine > 0.0) {
        const double roll_rad = std::atan2(line_m.dot(frame.right), line_m.dot(frame.nadir));
        if (limit_ && std::abs(roll_rad) > limit_->greatest_off_nadir_rad) {
          return std::nullopt;
        }
        return Crossing{t, roll_rad, sun_elevation_rad(earth_, point.place, t), line_m.norm(),
                        std::acos(cosine)};
      }
    }
    ahead = next;
  }
  return std::nullopt;
}

std::optional<Crossing> find_crossing(const orbit::Trajectory& trajectory,
                                      const orbit::Earth& earth, const Geodetic& point, Time begin,
                                      Time end) {
  return Flyover(trajectory, earth, begin, end).crossing(GroundPlace(point));
}

std::optional<Geodetic> ground_point(const orbit::Trajectory& trajectory, const orbit::Earth& earth,
                                     Time t, double roll_rad) {
  const State itrf = itrf_state(trajectory, earth, t);
  const LocalFrame frame = local_frame(itrf);
  const Vector3 view = std::cos(roll_rad) * frame.nadir + std::sin(roll_rad) * frame.right;
  const auto ground_m = hit(itrf.r_m, view);
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
  const Vector3 line_m = earth.sun_itrf_m(t) - orbit::to_itrf_m(place);
  const Vector3 up = orbit::geodetic_up(place);
  return std::atan2(line_m.dot(up), line_m.cross(up).norm());
}

} // namespace urker::access
