#include "cli/service_text.hpp"

#include "base/decibel.hpp"
#include "base/units.hpp"
#include "cli/text.hpp"
#include "link/budget/terms.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <string_view>
#include <vector>

namespace urker::cli {

namespace {

using run::ServiceReception;
using spacecraft::TransponderKind;

/// A line of the cascade; `key` with its unit.
struct Term {
  char mark; ///< + adds, - takes, = a level, space: shown
  std::string_view key, name, unit;
  double value;
};

std::vector<Term> uplink_terms(const ServiceReception& r) {
  const auto& link = r.link;
  const auto& path = link.path();
  const auto& budget = *r.budget;
  const double symbols_db = to_db(link.carrier().config->modulation.symbol_rate_hz);
  return {
      {'=', "uplink_eirp_dbw", "uplink EIRP that it needs", "dBW", path.uplink_eirp_dbw},
      {' ', "uplink_reserve_db", "in hand", "dB", path.uplink_reserve_db},
      {' ', "uplink_elevation_deg", "elevation", "deg", degrees(path.uplink_look.elevation_rad)},
      {' ', "uplink_range_km", "range", "km", path.uplink_look.range_m * 1e-3},
      {' ', "uplink_air_loss_db", "air", "dB", budget.uplink_air.total_db},
      {' ', "uplink_beam_loss_db", "below the beam's peak", "dB", path.uplink_beam_loss_db},
      {' ', "uplink_shortfall_db", "short by", "dB", budget.uplink_shortfall_db},
      {'=', "uplink_cn0_db_hz", "C/N0 at the satellite", "dB Hz",
       budget.cascade.uplink_db + symbols_db},
  };
}

std::vector<Term> downlink_terms(const ServiceReception& r) {
  const auto& link = r.link;
  const auto& carrier = link.carrier();
  const auto& path = link.path();
  const auto& budget = *r.budget;
  const double symbols_db = to_db(carrier.config->modulation.symbol_rate_hz);
  const double share_db = to_db(carrier.power_share);
  return {
      {'+', "saturated_eirp_dbw", "saturated EIRP at the peak", "dBW",
       carrier.peak_eirp_dbw + carrier.back_off.output_db - share_db},
      {'-', "output_back_off_db", "output back-off", "dB", carrier.back_off.output_db},
      {'-', "power_share_db", "others on the transponder", "dB", -share_db},
      {'-', "beam_loss_db", "below the beam's peak", "dB", path.beam_loss_db},
      {'-', "shortfall_db", "uplink short by", "dB",
       carrier.transponder->kind == TransponderKind::transparent ? budget.uplink_shortfall_db
                                                                 : 0.0},
      {'-', "free_space_loss_db", "free space", "dB", path.free_space_loss_db},
      {' ', "gas_loss_db", "gases", "dB", budget.air.gas_db},
      {' ', "cloud_loss_db", "clouds", "dB", budget.air.cloud_db},
      {' ', "rain_loss_db", "rain", "dB", budget.air.rain_db},
      {' ', "scintillation_db", "scintillation", "dB", budget.air.scintillation_db},
      {'-', "air_loss_db", "air, all together", "dB", budget.air.total_db},
      {' ', "receiving_gain_dbi", "receiving gain, pointing loss off", "dBi", path.gain_dbi},
      {' ', "system_temperature_k", "system noise temperature", "K", budget.system_k},
      {'+', "g_over_t_db_k", "G/T", "dB/K", budget.g_over_t_db_k},
      {'-', "boltzmann_db", "Boltzmann's constant", "dBW/K/Hz", to_db(link::kBoltzmann_j_k)},
      {'=', "downlink_cn0_db_hz", "C/N0 at the site", "dB Hz",
       budget.cascade.downlink_db + symbols_db},
  };
}

std::vector<Term> cascade_terms(const ServiceReception& r) {
  const auto& cascade = r.budget->cascade;
  return {
      {' ', "uplink_cn_db", "uplink C/N", "dB", cascade.uplink_db},
      {' ', "carrier_to_intermodulation_db", "intermodulation C/IM", "dB",
       cascade.intermodulation_db},
      {' ', "downlink_cn_db", "downlink C/N", "dB", cascade.downlink_db},
      {' ', "carrier_to_interference_db", "interference C/I", "dB", cascade.interference_db},
      {'=', "cn_db", "C/N", "dB", r.budget->total_db},
  };
}

void add_terms(std::string& text, const std::vector<Term>& terms) {
  for (const Term& t : terms) {
    const bool shown = t.mark == ' ';
    const double value = t.value == 0.0 ? 0.0 : t.mark == '-' ? -t.value : t.value; // no -0.00
    const std::string number = std::isinf(value) ? "none" : fmt::format("{:.2f}", value);
    add(text, "{}{:<{}}{:>12}{} {}\n",
        t.mark == '=' ? "= "
        : shown       ? "    "
                      : "  ",
        t.name, shown ? 34 : 36, number, shown ? "  " : "", std::isinf(value) ? "" : t.unit);
  }
}

/// Of a regenerative transponder the sum means another thing.
std::string_view sum_of(const ServiceReception& r) {
  return r.link.carrier().transponder->kind == TransponderKind::transparent
             ? "transparent: the inverses add up"
             : "regenerative: the lesser of uplink and downlink";
}

void add_uplink_neighbours(std::string& text, const mission::ServicePath& path) {
  for (const auto& i : path.uplink_interference) {
    add(text, "    {:<34}{:>12.2f}   dB of C/I, {:.2f} deg off its axis\n",
        "disturbed by that of " + i.service, i.carrier_to_interference_db, degrees(i.off_axis_rad));
  }
  for (const auto& check : path.off_axis) {
    add(text, "    {:<34}{:>12.2f}   dB at {:.1f} deg, where {:.2f} dBW go in 40 kHz (recalled)\n",
        fmt::format("least margin to {}", check.limit.source), check.margin_db(),
        check.off_axis_deg, check.eirp_dbw);
  }
}

void add_reception(std::string& text, const ServiceReception& r) {
  const auto& link = r.link;
  const auto& carrier = link.carrier();
  add(text, "\n{}, {}: {} of {}, {}, {:.4g} Mbaud, dish {:.4g} m\n", carrier.service,
      r.row.receivers, carrier.config->transponder, carrier.satellite,
      format_quantity(carrier.band.centre_hz, unit::GHz),
      carrier.config->modulation.symbol_rate_hz * 1e-6, link.dish().diameter_m);
  if (!r.budget) {
    add(text, "not served ({}): {}\n", r.row.status, r.row.reason);
    return;
  }
  add(text, "elevation {:.2f} deg, azimuth {:.2f} deg, range {:.3f} km\n",
      degrees(link.path().look.elevation_rad), degrees(link.path().look.azimuth_rad),
      link.path().look.range_m * 1e-3);
  if (const auto& uplink = carrier.config->uplink) {
    add(text, "\nuplink from {}, {}\n", uplink->site,
        format_quantity(carrier.uplink_hz, unit::GHz));
    add_terms(text, uplink_terms(r));
    add_uplink_neighbours(text, link.path());
  }
  add(text, "\ndownlink\n");
  add_terms(text, downlink_terms(r));
  add(text, "\nall together, in the symbol rate ({})\n", sum_of(r));
  add_terms(text, cascade_terms(r));
  if (!link.path().interference.empty()) {
    add(text, "\ncarriers that disturb, and where they stand\n");
    for (const auto& i : link.path().interference) {
      add(text, "    {:<34}{:>12.2f}   dB at {:.2f} deg\n", i.service, i.carrier_to_interference_db,
          degrees(i.off_axis_rad));
    }
  }
  const auto step = link.step_at(r.budget->total_db);
  add(text, "\n{}\n",
      step ? fmt::format("{}, {:.4g} Mbit/s; the lowest modcod has a margin of "
                         "{:.2f} dB",
                         step->name, double(step->rate_bit_s) * 1e-6, r.budget->margin_db)
           : fmt::format("no modcod holds: the lowest lacks {:.2f} dB", -r.budget->margin_db));
  add(text, "flux density at the ground {:.2f} dBW/m2{}\n", r.row.flux_dbw_m2,
      std::isnan(r.row.flux_margin_db)
          ? "; no limit is known for this frequency"
          : fmt::format("; least margin to a limit {:.2f} dB", r.row.flux_margin_db));
  add(text, "available for {}{:.5g} % of the year, {:.5g} % required: {}\n",
      r.row.availability >= 0.99999 ? "at least " : "", 100.0 * r.row.availability,
      100.0 * r.row.required_availability, r.row.status);
  add(text, "the Sun in the beam's middle takes {:.2f} dB; {}\n", r.row.sun_loss_db,
      r.row.sun_limit_rad > 0.0
          ? fmt::format("it cuts off within {:.2f} deg", degrees(r.row.sun_limit_rad))
          : "it does not cut off");
}

nlohmann::ordered_json number(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json terms_json(const std::vector<Term>& terms) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const Term& t : terms) {
    json[std::string(t.key)] = number(t.value);
  }
  return json;
}

nlohmann::ordered_json interference_json(const std::vector<mission::Interference>& all) {
  auto json = nlohmann::ordered_json::array();
  for (const auto& i : all) {
    json.push_back({{"service", i.service},
                    {"off_axis_deg", degrees(i.off_axis_rad)},
                    {"carrier_to_interference_db", i.carrier_to_interference_db}});
  }
  return json;
}

nlohmann::ordered_json reception_json(const ServiceReception& r) {
  using nlohmann::ordered_json;
  const auto& carrier = r.link.carrier();
  ordered_json json;
  json["service"] = carrier.service;
  json["receivers"] = r.row.receivers;
  json["transponder"] = carrier.config->transponder;
  json["frequency_hz"] = carrier.band.centre_hz;
  json["symbol_rate_hz"] = carrier.config->modulation.symbol_rate_hz;
  json["dish_diameter_m"] = r.link.dish().diameter_m;
  json["status"] = r.row.status;
  json["reason"] = r.row.reason;
  json["elevation_deg"] = number(degrees(r.row.elevation_rad));
  json["azimuth_deg"] = number(degrees(r.row.azimuth_rad));
  json["range_m"] = number(r.row.range_m);
  if (!r.budget) {
    return json;
  }
  json["uplink"] = carrier.config->uplink ? terms_json(uplink_terms(r)) : ordered_json(nullptr);
  json["uplink_interference"] = interference_json(r.link.path().uplink_interference);
  json["off_axis"] = ordered_json::array();
  for (const auto& check : r.link.path().off_axis) {
    json["off_axis"].push_back({{"limit", check.limit.source},
                                {"off_axis_deg", check.off_axis_deg},
                                {"eirp_dbw", check.eirp_dbw},
                                {"reference_bandwidth_hz", link::OffAxisLimit::kReference_hz},
                                {"margin_db", check.margin_db()}});
  }
  json["downlink"] = terms_json(downlink_terms(r));
  json["cascade"] = terms_json(cascade_terms(r));
  json["interference"] = interference_json(r.link.path().interference);
  const auto step = r.link.step_at(r.budget->total_db);
  json["modcod"] = step ? ordered_json(step->name) : ordered_json(nullptr);
  json["rate_bit_s"] = step ? ordered_json(step->rate_bit_s) : ordered_json(nullptr);
  json["margin_db"] = r.budget->margin_db;
  json["availability"] = r.row.availability;
  json["required_availability"] = r.row.required_availability;
  json["flux_dbw_m2"] = r.row.flux_dbw_m2;
  json["flux_margin_db"] = number(r.row.flux_margin_db);
  json["sun_loss_db"] = r.row.sun_loss_db;
  json["sun_limit_deg"] = degrees(r.row.sun_limit_rad);
  return json;
}

} // namespace

std::string service_text(const run::ServiceReport& report, const run::ServiceRequest& request) {
  std::string text = fmt::format("services of {} at {}, {}\nair: {}\n", request.from, request.to,
                                 report.time_utc, report.weather);
  for (const ServiceReception& reception : report.receptions) {
    add_reception(text, reception);
  }
  return text;
}

std::string service_json(const run::ServiceReport& report, const run::ServiceRequest& request) {
  nlohmann::ordered_json json;
  json["kind"] = "urker services";
  json["scenario"] = report.scenario;
  json["from"] = request.from;
  json["to"] = request.to;
  json["time"] = report.time_utc;
  json["air"] = report.weather;
  json["receptions"] = nlohmann::ordered_json::array();
  for (const ServiceReception& reception : report.receptions) {
    json["receptions"].push_back(reception_json(reception));
  }
  return json.dump(2) + '\n';
}

} // namespace urker::cli
