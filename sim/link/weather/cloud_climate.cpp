#include "link/weather/cloud_climate.hpp"

#include "link/weather/lattice.hpp"

#include <chrono>
#include <cmath>

namespace urker::link {

namespace {

constexpr double kMonth_s = 365.2425 * 86400.0 / 12.0;
constexpr double kUnit_m = 6371008.8; // a step of the lattice that makes the sphere's radius one
// Closer than 60 m, a place is the station.
constexpr double kHere = 1e-10;

double months_into_year(const CalendarTime& utc) {
  using namespace std::chrono;
  const sys_days day = year(utc.year) / month(static_cast<unsigned>(utc.month)) /
                       std::chrono::day(static_cast<unsigned>(utc.day));
  const sys_days first = year(utc.year) / January / 1;
  return (static_cast<double>((day - first).count()) * 86400.0 + utc.hour * 3600.0 +
          utc.minute * 60.0 + utc.second) /
         kMonth_s;
}

} // namespace

CloudClimate::CloudClimate(const CloudConfig& config, const CalendarTime& start)
    : mean_cover_(config.mean_cover), start_months_(months_into_year(start)) {
  for (const CloudClimateConfig& c : config.climate) {
    stations_.push_back(
        {lattice_position({c.latitude_rad, c.longitude_rad, 0.0}, kUnit_m), c.monthly_cover});
  }
}

double CloudClimate::mean_cover(const orbit::Geodetic& place, Time t) const {
  if (stations_.empty()) {
    return mean_cover_;
  }
  const double months = start_months_ + seconds_since_start(t) / kMonth_s - 0.5; // from mid-January
  const double whole = std::floor(months);
  const auto before = static_cast<std::size_t>(std::fmod(std::fmod(whole, 12.0) + 12.0, 12.0));
  const double fraction = months - whole;
  const auto cover = [&](const Station& station) {
    const std::vector<double>& monthly = station.monthly_cover;
    return monthly[before] + fraction * (monthly[(before + 1) % 12] - monthly[before]);
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
