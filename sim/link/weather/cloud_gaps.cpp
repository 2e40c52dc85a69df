#include "link/weather/cloud_gaps.hpp"

#include "base/random.hpp"
#include "link/atmosphere/normal.hpp"
#include "link/weather/lattice.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace urker::link {

namespace {

// An overcast or empty sky counts as six deviations of it.
constexpr double kLeastCover = 1e-9;

} // namespace

CloudGaps::CloudGaps(std::shared_ptr<const CloudField> cover, std::uint64_t seed)
    : cover_(std::move(cover)), seed_(seed) {}

double CloudGaps::normal(const orbit::Geodetic& place, Time t) const {
  const auto [x, y, z] = lattice_position(place, kSpaceStep_m);
  return lattice_normal({seed_, key_of("environment.clouds.gaps"), 0},
                        {x, y, z, seconds_since_start(t) / kTimeStep_s});
}

double CloudGaps::openness(const orbit::Geodetic& place, Time t) const {
  const double cover = std::clamp(cover_->cover(place, t), kLeastCover, 1.0 - kLeastCover);
  return normal(place, t) - normal_quantile(cover);
}

double CloudGaps::mean_open(const orbit::Geodetic& place, Time t) const {
  return 1.0 - cover_->mean_cover(place, t);
}

orbit::Geodetic pierce_point(const orbit::Geodetic& site, double azimuth_rad, double elevation_rad,
                             double height_above_m) {
  constexpr double kEarthRadius_m = 6371008.8;
  const double angle = height_above_m / std::tan(elevation_rad) / kEarthRadius_m;
  return {site.latitude_rad + angle * std::cos(azimuth_rad),
          site.longitude_rad + angle * std::sin(azimuth_rad) / std::cos(site.latitude_rad),
          site.height_m + height_above_m};
}

} // namespace urker::link
