#pragma once

#include "access/contact_plan.hpp"
#include "orbit/earth/earth.hpp"
#include "orbit/sgp4/sgp4_trajectory.hpp"
#include "orbit/trajectory.hpp"

#include <map>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

namespace urker::access::test {

inline constexpr double kDegree = std::numbers::pi / 180.0;

inline orbit::Geodetic deg(double latitude, double longitude, double height_m = 0.0) {
  return {latitude * kDegree, longitude * kDegree, height_m};
}

inline Time at_s(double seconds) {
  return kStart + round_seconds(seconds);
}

/// The start of the brute-force day of satellites.csv.
[[nodiscard]] const Epoch& epoch_2022();
/// 22 June, when the Sun is high in the north.
[[nodiscard]] const Epoch& midsummer_2022();

/// Kepler's ellipse in TEME: a trajectory whose bounds are exact.
class KeplerTrajectory final : public orbit::Trajectory {
 public:
  struct Elements {
    double semi_major_axis_m = 7000e3, eccentricity = 0.0, inclination_rad = 0.0, raan_rad = 0.0,
           argument_of_perigee_rad = 0.0, mean_anomaly_rad = 0.0;
  };
  explicit KeplerTrajectory(const Elements& elements) : elements_(elements) {}
  [[nodiscard]] orbit::Frame frame() const override { return orbit::Frame::teme; }
  [[nodiscard]] orbit::State state(Time t) const override;
  [[nodiscard]] orbit::MotionBounds bounds(Time begin, Time end) const override;

 private:
  Elements elements_;
};

/// Stands on the ground.
class GroundPoint final : public orbit::Trajectory {
 public:
  GroundPoint(const orbit::Earth& earth, const orbit::Geodetic& place)
      : earth_(earth), itrf_{orbit::to_itrf_m(place), orbit::Vector3::Zero()} {}
  [[nodiscard]] orbit::Frame frame() const override { return orbit::Frame::teme; }
  [[nodiscard]] orbit::State state(Time t) const override {
    return earth_.from_itrf(itrf_, orbit::Frame::teme, t);
  }
  [[nodiscard]] orbit::MotionBounds bounds(Time, Time) const override {
    return {6350e3, 6390e3, 470.0, 0.035};
  }

 private:
  const orbit::Earth& earth_;
  orbit::State itrf_;
};

/// Another trajectory, which it refers to, up to an instant; beyond it an error says `why`.
class EndingTrajectory final : public orbit::Trajectory {
 public:
  EndingTrajectory(const orbit::Trajectory& whole, Time end, std::string why)
      : whole_(whole), end_(end), why_(std::move(why)) {}
  [[nodiscard]] orbit::Frame frame() const override { return whole_.frame(); }
  [[nodiscard]] orbit::State state(Time t) const override;
  [[nodiscard]] orbit::MotionBounds bounds(Time begin, Time end) const override;

 private:
  void check(Time t) const;
  const orbit::Trajectory& whole_;
  Time end_;
  std::string why_;
};

/// Rows of a CSV file in tests/data by column name; comments (#) and the header are left out.
using CsvRow = std::map<std::string, std::string>;
[[nodiscard]] std::vector<CsvRow> read_csv(const std::string& name);

/// The mean elements in a CSV file of tests/data/access.
[[nodiscard]] std::vector<orbit::MeanElements> read_elements(const std::string& name);

} // namespace urker::access::test
