#include "base/error.hpp"
#include "orbit/sgp4/sgp4.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "element_sets.hpp"

using namespace urker;
using namespace urker::orbit;

namespace {

/// How near the motion comes to its bounds, as ratios that must not pass 1.
struct Use {
  double least_radius = 0.0, greatest_radius = 0.0, speed = 0.0, acceleration = 0.0;
};

/// Samples radius, speed (the model's and the position's) and acceleration (from velocities).
Use use_of_bounds(const Sgp4& model, const MotionBounds& bounds, double begin_min, double end_min) {
  constexpr int kSamples = 500;
  constexpr double kStep_min = 0.02;
  Use use;
  for (int i = 0; i <= kSamples; ++i) {
    const double t = begin_min + (end_min - begin_min) * i / kSamples;
    State now;
    State before;
    State after;
    if (model.propagate(t, now) != Sgp4Error::none ||
        model.propagate(t - kStep_min, before) != Sgp4Error::none ||
        model.propagate(t + kStep_min, after) != Sgp4Error::none) {
      continue;
    }
    const double span_s = 2.0 * kStep_min * 60.0;
    const double path_speed_m_s = (after.r_m - before.r_m).norm() / span_s;
    const double speed_m_s = std::max(now.v_m_s.norm(), path_speed_m_s);
    const double acceleration_m_s2 = (after.v_m_s - before.v_m_s).norm() / span_s;
    use.least_radius = std::max(use.least_radius, bounds.least_radius_m / now.r_m.norm());
    use.greatest_radius = std::max(use.greatest_radius, now.r_m.norm() / bounds.greatest_radius_m);
    use.speed = std::max(use.speed, speed_m_s / bounds.greatest_speed_m_s);
    use.acceleration =
        std::max(use.acceleration, acceleration_m_s2 / bounds.greatest_acceleration_m_s2);
  }
  return use;
}

void check_bounds(const std::string& file, double begin_min, double end_min) {
  const DataFile sets(file);
  std::size_t bounded = 0;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    INFO(file << " object " << sets.text(i, "object") << " from " << begin_min << " to " << end_min
              << " min");
    const Sgp4 model(element_set(sets, i));
    MotionBounds bounds;
    try {
      bounds = model.bounds(begin_min, end_min);
    } catch (const Error&) {
      continue; // drag has taken the elements out of range
    }
    ++bounded;
    const Use use = use_of_bounds(model, bounds, begin_min, end_min);
    CHECK(use.least_radius <= 1.0);
    CHECK(use.greatest_radius <= 1.0);
    CHECK(use.speed <= 1.0);
    CHECK(use.acceleration <= 1.0);
  }
  CHECK(bounded > sets.size() * 3 / 4);
}

} // namespace

TEST_CASE("bounds hold at every sampled instant of real objects") {
  for (const char* file : {"sgp4/active_elements.csv", "sgp4/catalogue_elements.csv",
                           "sgp4/verification_elements.csv"}) {
    check_bounds(file, 0.0, 1440.0);
    check_bounds(file, -3017.0, -2957.0);
    check_bounds(file, 20000.0, 20002.0);
  }
}

TEST_CASE("bounds of a day are tight for nearly circular orbits") {
  const DataFile sets("sgp4/active_elements.csv");
  for (std::size_t i = 0; i < sets.size(); ++i) {
    if (sets.number(i, "eccentricity") > 0.002 || sets.number(i, "mean_motion_rev_d") < 10.0) {
      continue;
    }
    INFO("object " << sets.text(i, "object"));
    const MotionBounds bounds = Sgp4(element_set(sets, i)).bounds(0.0, 1440.0);
    CHECK(bounds.greatest_radius_m - bounds.least_radius_m < 80e3);
    CHECK(bounds.greatest_acceleration_m_s2 * bounds.least_radius_m * bounds.least_radius_m <
          1.02 * 3.986008e14);
  }
}

TEST_CASE("bounds of a short interval know where on its ellipse the satellite is") {
  MeanElements molniya;
  molniya.epoch = {2026, 8, 22, 0, 0, 0.0};
  molniya.mean_motion_rad_s = 2.006 * unit::rev_per_d.scale;
  molniya.eccentricity = 0.72;
  molniya.inclination_rad = 63.4 * unit::deg.scale;
  molniya.argument_of_perigee_rad = 270.0 * unit::deg.scale;
  const Sgp4 model(molniya);
  const double apogee_min = 0.5 * 1440.0 / 2.006;
  const MotionBounds day = model.bounds(0.0, 1440.0);
  const MotionBounds apogee = model.bounds(apogee_min, apogee_min + 1.0);
  CHECK(day.least_radius_m < 7.6e6);
  CHECK(apogee.least_radius_m > 44e6);
  CHECK(apogee.greatest_speed_m_s < 2.0e3);
}
