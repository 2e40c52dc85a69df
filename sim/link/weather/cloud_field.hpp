#pragma once

#include "link/weather/cloud_climate.hpp"
#include "link/weather/cloud_config.hpp"
#include "orbit/earth/geodesy.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <vector>

namespace urker::link {

/// Cloud cover as a pure function of seed, place and time: everybody who looks sees the same sky,
/// in any order and on any rank.
///
/// Standard normal numbers are drawn at the knots of a lattice over Earth-fixed space and time and
/// joined by smooth weights that keep the variance at one everywhere; three such lattices, each
/// half as wide as the one before, are added up. The normal value z is mapped to cover by the
/// quantile function of a Kumaraswamy distribution, a closed-form stand-in for the U-shaped Beta
/// distributions of observed cloud cover (Falls 1974, J. Geophys. Res. 79, 1261): shape a = 0.25,
/// b such that the mean is right. With a mean of 45 %, 30 % of scenes have less than a tenth of
/// cover and 20 % more than nine tenths; below a mean of 20 % overcast has no peak of its own.
/// The mean goes with place and season where the climate is given (CloudClimate). Wind and the time
/// of day are left out.
class CloudField {
 public:
  /// `start` is the instant kStart in UTC, for the season.
  CloudField(const CloudConfig& config, std::uint64_t seed, const CalendarTime& start = {});

  /// Cover 0..1. The height of the place does not matter.
  [[nodiscard]] double cover(const orbit::Geodetic& place, Time t) const;
  /// Mean cover of the climate there at that time of the year, 0..1.
  [[nodiscard]] double mean_cover(const orbit::Geodetic& place, Time t) const;
  /// The standard normal field behind it.
  [[nodiscard]] double normal(const orbit::Geodetic& place, Time t) const;
  /// Cover at a value of the normal field where the mean is so: increasing from 0 to 1.
  [[nodiscard]] double cover_of(double normal, double mean_cover) const;

 private:
  std::uint64_t seed_;
  double space_step_m_; ///< knot spacing of the widest lattice
  double time_step_s_;
  CloudClimate climate_;
  std::vector<double> log_shapes_; ///< ln b at steps of the mean's logit
};

} // namespace urker::link
