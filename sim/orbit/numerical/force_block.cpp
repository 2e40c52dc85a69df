#include "orbit/numerical/force_block.hpp"

#include "base/error.hpp"
#include "orbit/force/accelerations.hpp"
#include "orbit/numerical/atmospheric_drag.hpp"
#include "orbit/numerical/sunlight.hpp"

#include <algorithm>
#include <cmath>

namespace urker::orbit {

namespace {

/// The group that `fits`, added where there is none.
template <class Group, class Fits>
Group& join(std::vector<Group>& groups, const Fits& fits, const Group& made) {
  const auto known = std::find_if(groups.begin(), groups.end(), fits);
  return known == groups.end() ? groups.emplace_back(made) : *known;
}

bool oblate_shadow(const NumericalOrbit& orbit) {
  return orbit.radiation && orbit.radiation->shadow == ShadowModel::ellipsoid;
}

} // namespace

ForceBlock::ForceBlock(std::span<const NumericalOrbit> orbits, const Earth& earth,
                       const SunMoon& bodies)
    : orbits_(orbits), earth_(earth), bodies_(bodies) {
  require(!orbits.empty() && orbits.size() <= kBlock, "a block has one to eight satellites");
  for (std::size_t i = 0; i < orbits.size(); ++i) {
    const GravityModel* model = orbits[i].gravity.get();
    const TideTable* tides = orbits[i].tides.get();
    require(model != nullptr || tides == nullptr, "tides need a gravity field");
    if (model != nullptr) {
      join(groups_, [&](const Group& g) { return g.model == model && g.tides == tides; },
           {model, tides, 0U})
          .lanes |= 1U << i;
    }
    if (const Atmosphere* air = orbits[i].drag.air.get(); air != nullptr) {
      join(air_groups_, [&](const AirGroup& g) { return g.air == air; }, {air, 0U}).lanes |= 1U
                                                                                             << i;
    }
  }
}

void ForceBlock::add_gravity(const std::array<Time, kBlock>& times,
                             const std::array<Matrix3, kBlock>& axes, const Columns& y,
                             Columns& out) const {
  for (const Group& group : groups_) {
    Columns fixed; // positions and accelerations in the field's axes
    for (auto& column : fixed) {
      column.fill(1e7); // lanes of other fields: any place will do
    }
    GravityCorrections tides{};
    for (std::size_t i = 0; i < orbits_.size(); ++i) {
      if ((group.lanes >> i & 1U) != 0) {
        const Vector3 r = axes[i] * Vector3(y[0][i], y[1][i], y[2][i]);
        fixed[0][i] = r.x();
        fixed[1][i] = r.y();
        fixed[2][i] = r.z();
        if (group.tides != nullptr) {
          group.tides->corrections(times[i], tides, i);
        }
      }
    }
    group.model->perturbations({fixed[0].data(), fixed[1].data(), fixed[2].data(), fixed[3].data(),
                                fixed[4].data(), fixed[5].data(),
                                group.tides != nullptr ? &tides : nullptr});
    for (std::size_t i = 0; i < orbits_.size(); ++i) {
      if ((group.lanes >> i & 1U) != 0) {
        const Vector3 a = axes[i].transpose() * Vector3(fixed[3][i], fixed[4][i], fixed[5][i]);
        out[3][i] += a.x();
        out[4][i] += a.y();
        out[5][i] += a.z();
      }
    }
  }
}

void ForceBlock::add_drag(const Points& points, Columns& out) const {
  for (const AirGroup& group : air_groups_) {
    std::array<std::size_t, kBlock> lanes{};
    std::array<DensityPoint, kBlock> places;
    std::array<double, kBlock> densities{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < orbits_.size(); ++i) {
      if ((group.lanes >> i & 1U) != 0) {
        lanes[count] = i;
        places[count++] = density_point(points[i]);
      }
    }
    group.air->densities_kg_m3(std::span(places).first(count), std::span(densities).first(count));
    for (std::size_t j = 0; j < count; ++j) {
      const std::size_t i = lanes[j];
      const Vector3 a = drag_acceleration(orbits_[i], points[i], densities[j]);
      out[3][i] += a.x();
      out[4][i] += a.y();
      out[5][i] += a.z();
    }
  }
}

Vector3 ForceBlock::other(const NumericalOrbit& orbit, const ForcePoint& point,
                          const StepState& step) const {
  Vector3 a = Vector3::Zero();
  if (orbit.sun) {
    a += third_body_acceleration(point.r_m, point.sun_m, kSunMu_m3_s2);
  }
  if (orbit.moon) {
    a += third_body_acceleration(point.r_m, point.moon_m, kMoonMu_m3_s2);
  }
  if (orbit.radiation) {
    a += sunlight_acceleration(orbit, point);
  }
  if (orbit.relativity) {
    a += relativity_acceleration({point.r_m, point.v_m_s}, orbit.mu_m3_s2);
  }
  if (step.burn != nullptr) {
    a += thrust_acceleration(*step.burn, {point.r_m, point.v_m_s}, point.mass_kg);
  }
  return a;
}

void ForceBlock::derivatives(const std::array<Time, kBlock>& times, const Columns& y,
                             const std::array<StepState, kBlock>& steps, Columns& out) const {
  std::array<Matrix3, kBlock> axes;
  Points points;
  for (std::size_t i = 0; i < orbits_.size(); ++i) {
    const NumericalOrbit& orbit = orbits_[i];
    ForcePoint& p = points[i];
    p = {times[i],         {y[0][i], y[1][i], y[2][i]}, {y[3][i], y[4][i], y[5][i]},
         steps[i].mass_kg, Matrix3::Identity(),         Vector3::Zero(),
         Vector3::Zero()};
    const bool in_itrf = orbit.gravity != nullptr && orbit.axes == GravityAxes::itrf;
    if (in_itrf || orbit.drag.air != nullptr || oblate_shadow(orbit)) {
      p.to_itrf = earth_.rotation_to_itrf(Frame::gcrf, times[i]);
    }
    axes[i] = in_itrf ? p.to_itrf : Matrix3(Matrix3::Identity());
    if (orbit.sun || orbit.moon || orbit.radiation || orbit.drag.air != nullptr) {
      const SunMoonPositions bodies = bodies_.positions(times[i]);
      p.sun_m = bodies.sun_m;
      p.moon_m = bodies.moon_m;
    }
    if (steps[i].burn != nullptr) {
      p.mass_kg -= to_seconds(times[i] - steps[i].start) * steps[i].burn->mass_flow_kg_s;
    }
    const double r = p.r_m.norm();
    const Vector3 a = -orbit.mu_m3_s2 / (r * r * r) * p.r_m + other(orbit, p, steps[i]);
    for (std::size_t k = 0; k < 3; ++k) {
      out[k][i] = y[k + 3][i];
      out[k + 3][i] = a[static_cast<Eigen::Index>(k)];
    }
  }
  add_drag(points, out);
  add_gravity(times, axes, y, out);
}

ShadowMargins ForceBlock::shadow_margins_rad(std::size_t lane, Time t, const Vector3& r_m) const {
  const NumericalOrbit& orbit = orbits_[lane];
  const SunMoonPositions bodies = bodies_.positions(t);
  ForcePoint point{t, r_m, Vector3::Zero(), 1.0, Matrix3::Identity(), bodies.sun_m, bodies.moon_m};
  if (oblate_shadow(orbit)) {
    point.to_itrf = earth_.rotation_to_itrf(Frame::gcrf, t);
  }
  const Shadows dark = shadows(orbit.radiation.value(), point);
  return {dark.earth.penumbra_margin_rad, dark.earth.umbra_margin_rad,
          dark.moon.penumbra_margin_rad, dark.moon.umbra_margin_rad};
}

} // namespace urker::orbit
