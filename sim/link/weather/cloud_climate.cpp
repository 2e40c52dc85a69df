#include "link/weather/cloud_climate.hpp"

#include "link/weather/lattice.hpp"

namespace urker::link {

namespace {

constexpr double kUnit_m = 6371008.8; // a step of the lattice that makes the sphere's radius one
// Closer than 60 m, a place is the station.
constexpr double kHere = 1e-10;

} // namespace

CloudClimate::CloudClimate(const CloudConfig& config, const CalendarTime& start)
    : mean_cover_(config.mean_cover), season_(start) {
  for (const CloudClimateConfig& c : config.climate) {
    stations_.push_back(
        {lattice_position({c.latitude_rad, c.longitude_rad, 0.0}, kUnit_m), c.monthly_cover});
  }
}

double CloudClimate::mean_cover(const orbit::Geodetic& place, Time t) const {
  if (stations_.empty()) {
    return mean_cover_;
  }
  const auto cover = [&](const Station& station) {
    return season_.value(station.monthly_cover, t);
  };
  const std::array<double, 3> here = lattice_position(place, kUnit_m);
  double sum = 0.0;
  double weights = 0.0;
  for (const Station& station : stations_) {
    double square = 0.0;
    for (std::size_t i = 0; i < 3; ++i) {
      square += (here[i] - station.direction[i]) * (here[i] - station.direction[i]);
    }
    if (square < kHere) {
      return cover(station);
    }
    sum += cover(station) / square;
    weights += 1.0 / square;
  }
  return sum / weights;
}

} // namespace urker::link
