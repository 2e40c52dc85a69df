#include "orbit/atmosphere/nrlmsise00_atmosphere.hpp"

#include "base/error.hpp"
#include "orbit/atmosphere/nrlmsise00_points.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

namespace urker::orbit {

namespace {

constexpr double kDegPerRad = 180.0 / std::numbers::pi;
constexpr double kHoursPerRad = 12.0 / std::numbers::pi;
constexpr double kSecondsPerDay = 86400.0;
constexpr double kMjdZero = 2400000.5;
constexpr double kUnixEpochMjd = 40587.0;

/// Day of the year, from 1, of a day given by its modified Julian date.
double day_of_year(double mjd) {
  using namespace std::chrono;
  const sys_days date{days(static_cast<int>(mjd - kUnixEpochMjd))};
  const sys_days new_year{year_month_day(date).year() / January / 1};
  return static_cast<double>((date - new_year).count() + 1);
}

} // namespace

Nrlmsise00Atmosphere::Nrlmsise00Atmosphere(const Nrlmsise00Config& config, const Epoch& epoch,
                                           const Earth& earth)
    : config_(config), epoch_(epoch), earth_(&earth),
      weather_(config_.space_weather ? config_.space_weather.get() : &SpaceWeather::shipped()) {
  require(config_.space_weather_file.empty() == (config_.space_weather == nullptr),
          "the file of space weather was not read");
}

Nrlmsise00Input Nrlmsise00Atmosphere::input(const DensityPoint& point) const {
  const JulianDate utc = epoch_.utc_julian(point.time);
  const double mjd_utc = utc.day - kMjdZero + utc.fraction;
  const JulianDate tai = epoch_.tai(point.time);
  const double ut1_s = (tai.day - kMjdZero) * kSecondsPerDay + tai.fraction * kSecondsPerDay +
                       earth_->orientation(point.time).ut1_minus_tai_s;
  const double day = std::floor(ut1_s / kSecondsPerDay);
  const SolarIndices indices = config_.indices ? *config_.indices : weather_->at(mjd_utc);
  std::optional<ApHistory> ap_history;
  if (config_.activity == MagneticActivity::three_hourly) {
    ap_history = weather_->ap_history(mjd_utc);
  }
  return {.day_of_year = day_of_year(day),
          .ut_s = ut1_s - day * kSecondsPerDay,
          .height_km = point.place.height_m * 1e-3,
          .latitude_deg = point.place.latitude_rad * kDegPerRad,
          .longitude_deg = point.place.longitude_rad * kDegPerRad,
          .solar_hour = 12.0 + point.hour_angle_rad * kHoursPerRad,
          .f107a = indices.f107a,
          .f107 = indices.f107,
          .ap = indices.ap,
          .ap_history = ap_history};
}

double Nrlmsise00Atmosphere::density_kg_m3(const DensityPoint& point) const {
  return nrlmsise00(input(point)).density_kg_m3;
}

void Nrlmsise00Atmosphere::densities_kg_m3(std::span<const DensityPoint> points,
                                           std::span<double> out) const {
  constexpr std::size_t kCount = Nrlmsise00Points::kCount;
  for (std::size_t first = 0; first < points.size(); first += kCount) {
    const std::size_t count = std::min(kCount, points.size() - first);
    Nrlmsise00Points eight{};
    Nrlmsise00Input at;
    for (std::size_t i = 0; i < kCount; ++i) {
      if (i < count) { // what is missing of the last eight repeats its last
        at = input(points[first + i]);
      }
      eight.day_of_year[i] = at.day_of_year;
      eight.ut_s[i] = at.ut_s;
      eight.height_km[i] = at.height_km;
      eight.latitude_deg[i] = at.latitude_deg;
      eight.longitude_deg[i] = at.longitude_deg;
      eight.solar_hour[i] = at.solar_hour;
      eight.f107a[i] = at.f107a;
      eight.f107[i] = at.f107;
      const ApHistory ap = at.ap_history.value_or(ApHistory{.now = at.ap});
      eight.by_history = at.ap_history.has_value();
      eight.ap[0][i] = ap.now;
      eight.ap[1][i] = ap.before_3h;
      eight.ap[2][i] = ap.before_6h;
      eight.ap[3][i] = ap.before_9h;
      eight.ap[4][i] = ap.mean_12_to_33h;
      eight.ap[5][i] = ap.mean_36_to_57h;
    }
    nrlmsise00_density(eight);
    std::copy_n(eight.density_kg_m3, count, out.begin() + static_cast<std::ptrdiff_t>(first));
  }
}

} // namespace urker::orbit
