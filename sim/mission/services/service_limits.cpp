#include "mission/services/service_limits.hpp"

#include "link/antenna/dish.hpp"
#include "link/atmosphere/normal.hpp"
#include "link/budget/flux_limits.hpp"
#include "link/budget/terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace urker::mission {

namespace {

constexpr double kLeastShare = 1e-5; // of the year, in P.618

/// The greatest state whose margin is not below 0 dB, of a margin that only falls and is not below
/// 0 at state 0.
double greatest_borne(const std::function<double(double)>& margin_db) {
  double low = 0.0, high = link::normal_quantile(1.0 - kLeastShare);
  if (margin_db(high) >= 0.0) {
    return ServiceLimits::kNever;
  }
  for (int i = 0; i < 60 && high - low > 1e-12; ++i) {
    const double middle = 0.5 * (low + high);
    (margin_db(middle) >= 0.0 ? low : high) = middle;
  }
  return low;
}

/// The angle at which the Sun's noise takes the margin to 0 dB.
double sun_limit_rad(const ServiceLink& link) {
  const auto margin_db = [&link](double angle_rad) {
    return link.margin_db({.sun_k = link.sun_k(angle_rad)});
  };
  if (margin_db(0.0) >= 0.0) {
    return 0.0;
  }
  const double width_rad =
      link::dish_width_rad(link.dish().diameter_m, link.carrier().band.centre_hz);
  constexpr double kFarthest_rad = 80.0 * unit::deg.scale;
  double low = 0.0, high = std::min(6.0 * width_rad + 1.0 * unit::deg.scale, kFarthest_rad);
  for (int i = 0; i < 60 && high - low > 1e-12; ++i) {
    const double middle = 0.5 * (low + high);
    (margin_db(middle) < 0.0 ? low : high) = middle;
  }
  return low;
}

double share_above(double state) {
  return state == ServiceLimits::kNever ? 0.0 : link::normal_above(state);
}

/// The least margin to the limits of flux density that are known for its frequency.
double flux_margin_db(const ServiceLink& link) {
  const ServicePath& path = link.path();
  double least_db = kNoNumber;
  for (const link::FluxLimit& limit : link::flux_limits_at(link.carrier().band.centre_hz)) {
    const double flux_dbw_m2 =
        link::flux_dbw_m2(path.eirp_dbw, path.look.range_m,
                          link.carrier().config->modulation.symbol_rate_hz, limit.bandwidth_hz);
    least_db = std::fmin(least_db, limit.at_dbw_m2(path.look.elevation_rad) - flux_dbw_m2);
  }
  return least_db;
}

void set_geometry(ServiceRow& row, const ServicePath& path) {
  row.elevation_rad = path.look.elevation_rad;
  row.azimuth_rad = path.look.azimuth_rad;
  row.range_m = path.look.range_m;
  row.beam_loss_db = path.beam_loss_db;
}

void set_budget(ServiceRow& row, const ServiceLink& link) {
  const ServicePath& path = link.path();
  const ServiceBudget clear = link.budget({});
  row.eirp_dbw = path.eirp_dbw;
  row.g_over_t_db_k = clear.g_over_t_db_k;
  row.flux_dbw_m2 = path.eirp_dbw - link::spreading_loss_db_m2(path.look.range_m);
  row.flux_margin_db = flux_margin_db(link);
  row.uplink_db = clear.cascade.uplink_db;
  row.intermodulation_db = clear.cascade.intermodulation_db;
  row.downlink_db = clear.cascade.downlink_db;
  row.interference_db = clear.cascade.interference_db;
  row.total_db = clear.total_db;
  if (!path.interference.empty()) {
    row.interferer = path.interference.front().service;
  }
  if (const auto step = link.step_at(clear.total_db)) {
    row.modcod = step->name;
    row.rate_bit_s = static_cast<double>(step->rate_bit_s);
  }
  if (link.carrier().config->uplink) {
    row.uplink_reserve_db = path.uplink_reserve_db;
  }
  row.sun_loss_db = clear.total_db - link.budget({.sun_k = link.sun_k(0.0)}).total_db;
}

} // namespace

ServiceLimits limits_of(const ServiceLink& link) {
  ServiceLimits limits;
  limits.clear_margin_db = link.margin_db({});
  if (limits.clear_margin_db < 0.0) {
    return limits;
  }
  limits.site_rain = greatest_borne([&](double z) { return link.margin_db({.site = z}); });
  if (link.carrier().config->uplink) {
    limits.uplink_rain = greatest_borne([&](double z) { return link.margin_db({.uplink = z}); });
  }
  limits.availability =
      1.0 - std::max(share_above(limits.site_rain) + share_above(limits.uplink_rain), kLeastShare);
  limits.sun_rad = sun_limit_rad(link);
  return limits;
}

ServiceRow row_of(const ServiceLink& link, const std::string& receivers, const std::string& site,
                  const ServiceSiteConfig& config) {
  const ServiceCarrier& carrier = link.carrier();
  ServiceRow row;
  row.service = carrier.service;
  row.receivers = receivers;
  row.site = site;
  row.satellite = carrier.satellite;
  row.transponder = carrier.config->transponder;
  row.beam = carrier.transponder->beam;
  row.latitude_rad = config.site.latitude_rad;
  row.longitude_rad = config.site.longitude_rad;
  row.diameter_m = link.dish().diameter_m;
  row.required_availability = carrier.config->required_availability;
  if (!link.reaches()) {
    row.status = link.reach().status;
    row.reason = link.reach().reason;
    if (row.status != "no_satellite") {
      set_geometry(row, link.path());
    }
    return row;
  }
  set_geometry(row, link.path());
  set_budget(row, link);
  const ServiceLimits limits = limits_of(link);
  row.margin_db = limits.clear_margin_db;
  row.margin_then_db =
      link.margin_db({.site = link::normal_quantile(carrier.config->required_availability)});
  row.availability = limits.availability;
  row.sun_limit_rad = limits.sun_rad;
  if (limits.clear_margin_db < 0.0) {
    row.status = "no_margin";
    row.reason =
        fmt::format("the lowest modcod lacks {:.1f} dB under clear sky", -limits.clear_margin_db);
  } else if (limits.availability < carrier.config->required_availability) {
    row.status = "too_rarely";
    row.reason =
        fmt::format("{:.4g} % of the year instead of {:.4g} %", 100.0 * limits.availability,
                    100.0 * carrier.config->required_availability);
  } else {
    row.status = "served";
  }
  return row;
}

} // namespace urker::mission
