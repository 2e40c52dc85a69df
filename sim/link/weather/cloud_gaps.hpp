#pragma once

#include "link/weather/cloud_field.hpp"

#include <cstdint>
#include <memory>

namespace urker::link {

/// Clouds and the gaps between them, as a line of sight meets them: a pure function of seed, place
/// and time like the cover that it goes with (CloudField).
///
/// Where the cover is c, lines are blocked with the probability c: a second standard normal field,
/// drawn at the knots of a lattice of 5 km and 15 min and joined as that of the cover, is compared
/// with the normal quantile of the cover, so that the long-term share of blocked lines is the mean
/// cover. The sizes of clouds are a parameter of the model, not a fit.
class CloudGaps {
 public:
  static constexpr double kSpaceStep_m = 5e3;
  static constexpr double kTimeStep_s = 900.0;

  CloudGaps(std::shared_ptr<const CloudField> cover, std::uint64_t seed);

  /// Above zero where the sky is open; continuous, in deviations of the normal field.
  [[nodiscard]] double openness(const orbit::Geodetic& place, Time t) const;
  /// Share of the time in which it is open there at that time of the year.
  [[nodiscard]] double mean_open(const orbit::Geodetic& place, Time t) const;

 private:
  [[nodiscard]] double normal(const orbit::Geodetic& place, Time t) const;

  std::shared_ptr<const CloudField> cover_;
  std::uint64_t seed_;
};

/// Where the line of sight from a site passes a height above it: a flat Earth, good to 1 % for
/// heights of some kilometres above 15 deg.
[[nodiscard]] orbit::Geodetic pierce_point(const orbit::Geodetic& site, double azimuth_rad,
                                           double elevation_rad, double height_above_m);

} // namespace urker::link
