#include "mission/services/service_link.hpp"

#include "base/decibel.hpp"
#include "link/antenna/dish.hpp"
#include "link/atmosphere/slant_atmosphere.hpp"
#include "link/budget/terms.hpp"
#include "link/noise/noise.hpp"
#include "link/noise/sun_moon.hpp"
#include "link/rain/rain_rate.hpp"

#include <algorithm>

namespace urker::mission {

namespace {

link::RateLadder ladder_of(const ServiceConfig& service) {
  std::vector<link::RateStep> steps;
  const double symbols = service.modulation.symbol_rate_hz;
  for (const link::Waveform& w : link::waveforms(service.modulation)) {
    steps.push_back({w.name, static_cast<std::int64_t>(w.bits_per_symbol * symbols),
                     w.least_esn0_db + service.implementation_loss_db + to_db(symbols)});
  }
  return {std::move(steps), 0.0, 0.0};
}

link::WeatherLoss weather_loss(const ServiceSources& sources, const std::string& site,
                               const link::Carrier& carrier) {
  const ServiceSiteConfig& config = sources.sites.at(site);
  const link::AtmosphereConfig facts = config.atmosphere_facts();
  return {link::SlantAtmosphere(facts, config.site.latitude_rad, carrier, sources.edition,
                                "sites." + site + ".atmosphere", sources.gases),
          facts.rain_probability ? *facts.rain_probability
                                 : link::RainClimate(facts.months).rain_probability()};
}

} // namespace

ServiceLink::ServiceLink(const ServiceCarrier& carrier, const DishConfig& dish)
    : carrier_(&carrier), dish_(&dish), ladder_(ladder_of(*carrier.config)),
      lowest_need_db_(ladder_.steps().front().least_cn0_db_hz -
                      to_db(carrier.config->modulation.symbol_rate_hz)) {}

void ServiceLink::set_air(const ServiceSources& sources, const std::string& site) {
  air_ =
      weather_loss(sources, site,
                   {carrier_->band.centre_hz, link::tilt_rad(carrier_->transponder->polarisation),
                    dish_->diameter_m, dish_->efficiency});
  clear_absorbed_db_ = air_->in_state(0.0, path_.look.elevation_rad).absorbed_db();
  for (const Interference& other : path_.interference) {
    interference_db_ = link::combined_db(interference_db_, other.carrier_to_interference_db);
  }
}

void ServiceLink::set_uplink_air(const ServiceSources& sources) {
  constexpr double kDish_m = 9.0, kEfficiency = 0.65; // of the scintillation alone
  uplink_air_ =
      weather_loss(sources, carrier_->config->uplink->site,
                   {carrier_->uplink_hz, link::tilt_rad(carrier_->transponder->polarisation),
                    kDish_m, kEfficiency});
  clear_uplink_db_ = uplink_air_->in_state(0.0, path_.uplink_look.elevation_rad).total_db;
}

void ServiceLink::set_uplink(double peak_g_over_t_db_k) {
  const double flux_dbw_m2 = carrier_->driving_flux_dbw_m2() + path_.uplink_beam_loss_db;
  path_.uplink_eirp_dbw =
      flux_dbw_m2 + link::spreading_loss_db_m2(path_.uplink_look.range_m) + clear_uplink_db_;
  path_.uplink_reserve_db = carrier_->config->uplink->greatest_eirp_dbw - path_.uplink_eirp_dbw;
  path_.uplink_clear_db =
      link::per_rate_db(link::uplink_cn0_db_hz(flux_dbw_m2, carrier_->uplink_hz,
                                               peak_g_over_t_db_k - path_.uplink_beam_loss_db),
                        carrier_->config->modulation.symbol_rate_hz);
  for (const Interference& other : path_.uplink_interference) {
    path_.uplink_clear_db =
        link::combined_db(path_.uplink_clear_db, other.carrier_to_interference_db);
  }
  if (const auto& dish = carrier_->config->uplink->dish) {
    const link::MaskedDish pattern(dish->diameter_m, carrier_->uplink_hz, dish->efficiency,
                                   dish->side_lobes);
    path_.off_axis = link::off_axis_checks(pattern, path_.uplink_eirp_dbw, carrier_->uplink_hz,
                                           carrier_->config->modulation.symbol_rate_hz);
  }
}

ServiceBudget ServiceLink::budget(const ServiceWeather& weather) const {
  ServiceBudget b;
  if (uplink_air_) {
    b.uplink_air = uplink_air_->in_state(weather.uplink, path_.uplink_look.elevation_rad);
    b.uplink_shortfall_db =
        std::max(b.uplink_air.total_db - clear_uplink_db_ - path_.uplink_reserve_db, 0.0);
  }
  const bool transparent = carrier_->transponder->kind == spacecraft::TransponderKind::transparent;
  b.air = air_->in_state(weather.site, path_.look.elevation_rad);
  const link::ReceiverChain receiver = dish_->receiver();
  const double sky_k = link::sky_temperature_k(b.air.absorbed_db()) + weather.sun_k;
  b.system_k = receiver.system_temperature_k(sky_k);
  b.g_over_t_db_k = receiver.g_over_t_db_k(path_.gain_dbi, sky_k);
  const double symbols = carrier_->config->modulation.symbol_rate_hz;
  // A transparent transponder sends less of what it gets less of.
  const double eirp_dbw = path_.eirp_dbw - (transparent ? b.uplink_shortfall_db : 0.0);
  b.cascade.uplink_db = path_.uplink_clear_db - b.uplink_shortfall_db;
  b.cascade.intermodulation_db = carrier_->intermodulation_db;
  b.cascade.downlink_db =
      link::per_rate_db(link::carrier_to_noise_density_db_hz(
                            eirp_dbw, path_.free_space_loss_db + b.air.total_db, b.g_over_t_db_k),
                        symbols);
  b.cascade.interference_db = interference_db_ - (transparent ? b.uplink_shortfall_db : 0.0);
  b.total_db = transparent ? b.cascade.transparent_db()
                           : std::min(b.cascade.uplink_db, b.cascade.regenerated_db());
  b.margin_db = b.total_db - lowest_need_db_;
  return b;
}

std::optional<link::RateStep> ServiceLink::step_at(double total_db) const {
  const double symbols = carrier_->config->modulation.symbol_rate_hz;
  const auto step = ladder_.first_step(total_db + to_db(symbols));
  return step ? std::optional(ladder_.steps()[*step]) : std::nullopt;
}

double ServiceLink::sun_k(double off_axis_rad) const {
  const double frequency_hz = carrier_->band.centre_hz;
  return link::disc_noise_k(link::quiet_sun(frequency_hz), off_axis_rad, path_.gain_dbi,
                            link::dish_width_rad(dish_->diameter_m, frequency_hz)) *
         from_db(-clear_absorbed_db_);
}

} // namespace urker::mission
