// Polynomials of short arcs against the trajectories that they stand for.
#include "access/track.hpp"
#include "base/error.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <memory>
#include <vector>

#include "fixtures.hpp"

using namespace urker;
using namespace urker::access;
using namespace urker::access::test;
using namespace std::chrono_literals;
using orbit::Earth;
using orbit::Vector3;

namespace {

constexpr Time kEnd = kStart + 24h;

const Earth& earth() {
  static const Earth all(epoch_2022(), kStart, kEnd, orbit::EarthOrientationModel::standard);
  return all;
}

/// Greatest distance from the trajectory at instants of no pattern.
double worst_m(const Track& track, const orbit::Trajectory& trajectory) {
  double worst = 0.0;
  for (Time t = track.begin(); t <= track.end(); t += 7919ms) {
    const auto exact = earth().to_itrf(trajectory.state(t), trajectory.frame(), t);
    worst = std::max(worst, (track.at(t).r_m - exact.r_m).norm());
  }
  return worst;
}

/// Starts to accelerate evenly at an instant, along a straight line.
class Kinked final : public orbit::Trajectory {
 public:
  static constexpr Time kKink = kStart + 1234567ms;
  [[nodiscard]] orbit::Frame frame() const override { return orbit::Frame::teme; }
  [[nodiscard]] orbit::State state(Time t) const override {
    const double s = seconds_since_start(t), burnt_s = std::max(0.0, to_seconds(t - kKink));
    return {Vector3(7e6, 1e3 * s + 0.5 * kThrust_m_s2 * burnt_s * burnt_s, 0.0),
            Vector3(0.0, 1e3 + kThrust_m_s2 * burnt_s, 0.0)};
  }
  [[nodiscard]] orbit::MotionBounds bounds(Time, Time) const override {
    return {7e6, 8e6, 3e3, kThrust_m_s2};
  }

 private:
  static constexpr double kThrust_m_s2 = 1.0;
};

} // namespace

TEST_CASE("a track departs from its trajectory by no more than it says") {
  std::vector<std::unique_ptr<orbit::Trajectory>> trajectories;
  for (const auto& elements : read_elements("satellites.csv")) {
    trajectories.push_back(std::make_unique<orbit::Sgp4Trajectory>(elements, epoch_2022()));
  }
  KeplerTrajectory::Elements eccentric;
  eccentric.semi_major_axis_m = 26600e3;
  eccentric.eccentricity = 0.74;
  trajectories.push_back(std::make_unique<KeplerTrajectory>(eccentric));
  for (const auto& trajectory : trajectories) {
    const Track track(*trajectory, earth(), kStart, kEnd);
    CHECK(track.end() == kEnd);
    // SDP4's integration of a resonance makes a step of 2 mm within this day.
    const auto* sgp4 = dynamic_cast<const orbit::Sgp4Trajectory*>(trajectory.get());
    const bool jumps = sgp4 != nullptr && track.at(kStart).r_m.norm() > 8e6;
    CHECK(worst_m(track, *trajectory) < (jumps ? 3e-3 : 1e-5));
  }
}

TEST_CASE("velocities of a track are the derivative of its positions") {
  const auto elements = read_elements("satellites.csv");
  const orbit::Sgp4Trajectory trajectory(elements.front(), epoch_2022());
  const Track track(trajectory, earth(), kStart, kStart + 2h);
  for (Time t = kStart + 1s; t < track.end() - 1s; t += 97s) {
    const Vector3 slope = (track.at(t + 500ms).r_m - track.at(t - 500ms).r_m) / 1.0;
    // A central difference departs by a sixth of the jerk.
    CHECK((track.at(t).v_m_s - slope).norm() < 1e-3);
  }
  for (std::size_t i = 0; i < track.node_count(); ++i) {
    const auto node = track.node(i), at = track.at(track.node_time(i));
    CHECK((node.r_m - at.r_m).norm() < 1e-7);
    CHECK((node.v_m_s - at.v_m_s).norm() < 1e-6);
  }
}

TEST_CASE("arcs are halved where a trajectory is not smooth") {
  const Kinked trajectory;
  const Track track(trajectory, earth(), kStart, kStart + 1h);
  CHECK(worst_m(track, trajectory) < 2e-4);
  const auto shortest = [&track] {
    Duration least = 1h;
    for (std::size_t i = 0; i < track.arc_count(); ++i) {
      least = std::min(least, track.arc_length(i));
    }
    return least;
  };
  CHECK(shortest() < 2s);
  CHECK(track.arc_count() < 100);
}

TEST_CASE("a track of a few nanoseconds has a state and a velocity") {
  const KeplerTrajectory trajectory({});
  const Track track(trajectory, earth(), kStart, kStart + 7ns);
  const auto exact = earth().to_itrf(trajectory.state(kStart), trajectory.frame(), kStart);
  CHECK((track.at(kStart + 3ns).v_m_s - exact.v_m_s).norm() < 1e-3);
  CHECK(Track(trajectory, earth(), kStart, kStart).node_count() == 0);
}
