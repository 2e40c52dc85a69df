#include "link/budget/receiver.hpp"

#include "base/decibel.hpp"
#include "link/antenna/dish.hpp"
#include "link/noise/sun_moon.hpp"

namespace urker::link {

namespace {

/// Off the axis a Gaussian beam has 1e-6 of its gain there: 0.01 K of the Sun.
constexpr double kHeardWidths = 2.24;
/// Of the aperture of a dish of which only a figure of merit is known.
constexpr double kEfficiency = 0.6;

} // namespace

Receiver::Receiver(const GroundAntennaConfig& antenna, double frequency_hz)
    : antenna_(antenna), frequency_hz_(frequency_hz),
      width_rad_(antenna.half_power_beamwidth_rad(frequency_hz)) {
  if (antenna.dish) {
    const DishConfig& dish = *antenna.dish;
    const double efficiency = dish.whole_efficiency(frequency_hz);
    chain_ = dish.chain();
    gain_dbi_ = dish_gain_dbi(dish.diameter_m, frequency_hz, efficiency);
    pattern_ = std::make_shared<const MaskedDish>(dish.diameter_m, frequency_hz, efficiency,
                                                  dish.side_lobes);
    pointing_loss_db_ = link::pointing_loss_db(dish.pointing_error_rad, width_rad_);
  } else {
    gain_dbi_ = antenna.g_over_t_db_k.value() + to_db(antenna.system_temperature_k);
    pattern_ = std::make_shared<const MaskedDish>(antenna.diameter_m(frequency_hz), frequency_hz,
                                                  kEfficiency, SideLobes::s465);
  }
  if (antenna.hears_the_sun()) {
    hearing_rad_ = kHeardWidths * width_rad_ + quiet_sun(frequency_hz).radius_rad;
  }
}

Receiver::Bodies Receiver::bodies(const BodiesInSky& sky) const {
  Bodies heard;
  if (sky.sun_angle_rad < hearing_rad_) {
    heard.sun_k = disc_noise_k(quiet_sun(frequency_hz_), sky.sun_angle_rad, gain_dbi_, width_rad_);
  }
  if (sky.moon_angle_rad < hearing_rad_) {
    heard.moon_k = disc_noise_k(moon(sky.moon_lit), sky.moon_angle_rad, gain_dbi_, width_rad_);
  }
  return heard;
}

Receiver::Noise Receiver::noise(const AtmosphericLoss& air, const Bodies& bodies) const {
  const double heard = bodies.sun_k + bodies.moon_k;
  const double bodies_k = heard > 0.0 ? heard * from_db(-air.absorbed_db()) : 0.0;
  if (antenna_.dish) {
    const double sky_k = sky_temperature_k(air.absorbed_db()) + bodies_k;
    const double system_k = chain_.system_temperature_k(sky_k);
    const double gain_dbi = gain_dbi_ - chain_.feed_loss_db;
    return {gain_dbi, system_k, gain_dbi - to_db(system_k)};
  }
  const double warm_air_k =
      kMeanRadiating_k * (from_db(-antenna_.zenith_attenuation_db) - from_db(-air.absorbed_db()));
  const double more = (warm_air_k + bodies_k) / antenna_.system_temperature_k;
  return {gain_dbi_, antenna_.system_temperature_k * (1.0 + more),
          *antenna_.g_over_t_db_k - to_db(1.0 + more)};
}

} // namespace urker::link
