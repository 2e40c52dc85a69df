#include "link/weather/weather_loss.hpp"

#include "link/atmosphere/normal.hpp"

#include <algorithm>

namespace urker::link {

WeatherLoss::WeatherLoss(const SlantAtmosphere& atmosphere, double rain_probability)
    : atmosphere_(atmosphere) {
  // Deserts without rain and places without an end of it have no quantile.
  const double wet = std::clamp(rain_probability, 1e-9, 0.999);
  first_rain_ = normal_quantile(1.0 - wet);
  full_rain_ = normal_quantile(1.0 - 0.6 * wet);
}

AtmosphericLoss WeatherLoss::in_state(double z, double elevation_rad) const {
  // P.618 goes from 1e-5 to 0.5 of the year.
  const double fraction = std::clamp(normal_above(z), 1e-5, 0.5);
  AtmosphericLoss loss = atmosphere_.exceeded(elevation_rad, fraction);
  loss.rain_db *= std::clamp((z - first_rain_) / (full_rain_ - first_rain_), 0.0, 1.0);
  loss.total_db =
      total_attenuation_db(loss.gas_db, loss.cloud_db, loss.rain_db, loss.scintillation_db);
  return loss;
}

} // namespace urker::link
