#include "link/weather/weather_loss.hpp"

#include "link/atmosphere/normal.hpp"

#include <algorithm>

namespace urker::link {

namespace {

/// P.618 goes from 1e-5 to 0.5 of the year.
double share_above(double z) {
  return std::clamp(normal_above(z), 1e-5, 0.5);
}

} // namespace

WeatherLoss::WeatherLoss(const SlantAtmosphere& atmosphere, double rain_probability)
    : atmosphere_(atmosphere) {
  // Deserts without rain and places without an end of it have no quantile.
  const double wet = std::clamp(rain_probability, 1e-9, 0.999);
  first_rain_ = normal_quantile(1.0 - wet);
  full_rain_ = normal_quantile(1.0 - 0.6 * wet);
}

/// Of P.618's rain that counts.
double WeatherLoss::wet_part(double z) const {
  return std::clamp((z - first_rain_) / (full_rain_ - first_rain_), 0.0, 1.0);
}

AtmosphericLoss WeatherLoss::in_state(double z, double elevation_rad) const {
  AtmosphericLoss loss = atmosphere_.exceeded(elevation_rad, share_above(z));
  loss.rain_db *= wet_part(z);
  loss.total_db =
      total_attenuation_db(loss.gas_db, loss.cloud_db, loss.rain_db, loss.scintillation_db);
  return loss;
}

double WeatherLoss::cross_polarisation_db(double z, double elevation_rad) const {
  return atmosphere_.cross_polarisation_db(elevation_rad, share_above(z), wet_part(z));
}

} // namespace urker::link
