#include "cli/link_text.hpp"

#include "base/units.hpp"
#include "cli/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

namespace urker::cli {

namespace {

using link::BudgetTerm;
using link::FluxCheck;
using link::TermRole;
using link::Waterfall;

const char* status(const FluxCheck& check) {
  return check.limit.confirmed ? "confirmed" : "recalled";
}

double term(const Waterfall& w, std::string_view key) {
  return std::find_if(w.terms.begin(), w.terms.end(),
                      [key](const BudgetTerm& t) { return t.key == key; })
      ->value;
}

std::string head(const run::LinkReport& report, const run::LinkRequest& request) {
  return fmt::format("{} to {}, {}\nair: {}\n", request.from, request.to,
                     format_quantity(report.radio.frequency_hz, unit::GHz), report.weather);
}

void add_flux(std::string& text, const Waterfall& w) {
  if (w.flux.empty()) {
    add(text, "\nno limit of flux density at the ground is known for this frequency\n");
    return;
  }
  add(text, "\nflux density at the ground, spread over {:.4g} MHz\n", w.occupied_hz * 1e-6);
  add(text, "{:>9} {:>12} {:>12} {:>8}  limit\n", "in kHz", "dBW/m2", "limit", "margin");
  for (const FluxCheck& check : w.flux) {
    add(text, "{:>9.4g} {:>12.2f} {:>12.2f} {:>8.2f}  {} ({})\n", check.limit.bandwidth_hz * 1e-3,
        check.flux_dbw_m2, check.limit_dbw_m2, check.margin_db(), check.limit.service,
        status(check));
  }
}

nlohmann::ordered_json instant_json(const run::LinkReport& report, const run::LinkInstant& i) {
  using nlohmann::ordered_json;
  const Waterfall& w = i.waterfall;
  ordered_json json;
  json["time"] = report.epoch.utc_text(i.time, 9);
  json["event"] = i.event;
  json["gap"] = i.gap ? ordered_json(link::gap_cause_name(*i.gap)) : ordered_json(nullptr);
  json["elevation_deg"] = degrees(i.look.elevation_rad);
  json["azimuth_deg"] = degrees(i.look.azimuth_rad);
  json["range_m"] = i.look.range_m;
  json["range_rate_m_s"] = i.look.range_rate_m_s;
  ordered_json terms;
  for (const BudgetTerm& t : w.terms) {
    terms[std::string(t.key)] = t.value;
  }
  json["terms"] = std::move(terms);
  json["rates"] = ordered_json::array();
  for (const auto& rate : w.rates) {
    json["rates"].push_back({{"modcod", rate.modcod},
                             {"rate_bit_s", rate.rate_bit_s},
                             {"ebn0_db", rate.ebn0_db},
                             {"implementation_loss_db", rate.implementation_loss_db},
                             {"required_ebn0_db", rate.required_ebn0_db},
                             {"margin_db", rate.margin_db},
                             {"holds", rate.holds}});
  }
  json["rate_bit_s"] = w.used ? ordered_json(w.rates[*w.used].rate_bit_s) : ordered_json(nullptr);
  json["occupied_hz"] = w.occupied_hz;
  json["flux"] = ordered_json::array();
  for (const FluxCheck& check : w.flux) {
    json["flux"].push_back({{"service", check.limit.service},
                            {"bandwidth_hz", check.limit.bandwidth_hz},
                            {"flux_dbw_m2", check.flux_dbw_m2},
                            {"limit_dbw_m2", check.limit_dbw_m2},
                            {"margin_db", check.margin_db()},
                            {"status", status(check)}});
  }
  return json;
}

} // namespace

void add_term(std::string& text, const BudgetTerm& t) {
  const bool shown = t.role == TermRole::shown;
  const double value = t.role == TermRole::takes && t.value != 0.0 ? -t.value : t.value;
  add(text, "{}{:<{}}{:>12.2f}{} {}\n",
      t.role == TermRole::level ? "= "
      : shown                   ? "    "
                                : "  ",
      t.name, shown ? 28 : 30, value, shown ? "  " : "", t.unit);
}

std::string waterfall_text(const run::LinkReport& report, const run::LinkRequest& request) {
  const run::LinkInstant& i = report.instants.front();
  const Waterfall& w = i.waterfall;
  std::string text = head(report, request);
  add(text, "{}: elevation {:.2f} deg, azimuth {:.2f} deg, range {:.3f} km, {:+.3f} km/s\n\n",
      report.epoch.utc_text(i.time), degrees(i.look.elevation_rad), degrees(i.look.azimuth_rad),
      i.look.range_m * 1e-3, i.look.range_rate_m_s * 1e-3);
  for (const BudgetTerm& t : w.terms) {
    add_term(text, t);
  }
  if (i.gap) {
    add(text, "\nno data pass now: {}\n", link::gap_cause_name(*i.gap));
  }
  add(text, "\nrates, with a margin of {:.4g} dB asked for\n", report.radio.required_margin_db);
  add(text, "{:>9} {:>8} {:>16} {:>9} {:>8}\n", "Mbit/s", "Eb/N0", "implementation", "required",
      "margin");
  for (std::size_t k = 0; k < w.rates.size(); ++k) {
    const auto& rate = w.rates[k];
    add(text, "{:>9.4g} {:>8.2f} {:>16.2f} {:>9.2f} {:>8.2f}{}{}\n", megabits(rate.rate_bit_s),
        rate.ebn0_db, rate.implementation_loss_db == 0.0 ? 0.0 : -rate.implementation_loss_db,
        rate.required_ebn0_db, rate.margin_db, rate.modcod.empty() ? "" : "  " + rate.modcod,
        w.used == k  ? "  in use"
        : rate.holds ? ""
                     : "  does not hold");
  }
  add_flux(text, w);
  return text;
}

std::string pass_text(const run::LinkReport& report, const run::LinkRequest& request) {
  std::string text = head(report, request);
  add(text, "pass of {} to {}, up to {:.2f} deg\n\n",
      report.epoch.utc_text(report.pass.window.begin),
      report.epoch.utc_text(report.pass.window.end), degrees(report.pass.greatest_elevation_rad));
  const auto row = [&](const auto&... cells) {
    add(text,
        "{:<25}{:>7}{:>9}{:>7}{:>9}{:>8}{:>8}{:>7}{:>7}{:>7}{:>7}{:>7}{:>7}{:>7}{:>8}{:>7}{:>7}  ",
        cells...);
  };
  row("time", "el", "range", "EIRP", "Doppler", "rate", "free", "gases", "clouds", "rain", "scint.",
      "air", "noise", "G/T", "C/N0", "rate", "margin");
  add(text, "{}event\n", request.interference ? "    C/I   C/N0+I0  " : "");
  row("UTC", "deg", "km", "dBW", "kHz", "Hz/s", "dB", "dB", "dB", "dB", "dB", "dB", "K", "dB/K",
      "dB Hz", "Mbit/s", "dB");
  add(text, "{}\n", request.interference ? "     dB     dB Hz" : "");
  for (const run::LinkInstant& i : report.instants) {
    const Waterfall& w = i.waterfall;
    const auto number = [&w](std::string_view key, double scale, int decimals) {
      return fmt::format("{:.{}f}", scale * term(w, key), decimals);
    };
    row(report.epoch.utc_text(i.time), fmt::format("{:.2f}", degrees(i.look.elevation_rad)),
        fmt::format("{:.1f}", i.look.range_m * 1e-3), number("eirp_dbw", 1.0, 2),
        number("doppler_shift_hz", 1e-3, 2), number("doppler_rate_hz_s", 1.0, 1),
        number("free_space_loss_db", 1.0, 2), number("gas_loss_db", 1.0, 2),
        number("cloud_loss_db", 1.0, 2), number("rain_loss_db", 1.0, 2),
        number("scintillation_db", 1.0, 2), number("air_loss_db", 1.0, 2),
        number("system_temperature_k", 1.0, 1), number("g_over_t_db_k", 1.0, 2),
        number("cn0_db_hz", 1.0, 2),
        w.used ? fmt::format("{:.4g}", megabits(w.rates[*w.used].rate_bit_s)) : "none",
        w.used ? fmt::format("{:.2f}", w.rates[*w.used].margin_db) : "");
    if (request.interference) {
      const bool alone = term(w, "band_neighbours") == 0.0;
      add(text, "{:>7}{:>10}  ", alone ? "" : number("c_over_i_db", 1.0, 2),
          number("cn0_with_interference_db_hz", 1.0, 2));
    }
    const bool told = !i.event.empty() || !i.gap;
    add(text, "{}\n", told ? i.event : fmt::format("({})", link::gap_cause_name(*i.gap)));
  }
  return text;
}

std::string link_json(const run::LinkReport& report, const run::LinkRequest& request) {
  nlohmann::ordered_json json;
  json["kind"] = "urker link";
  json["scenario"] = report.scenario;
  json["from"] = request.from;
  json["to"] = request.to;
  json["frequency_hz"] = report.radio.frequency_hz;
  json["required_margin_db"] = report.radio.required_margin_db;
  json["air"] = report.weather;
  json["pass"] = {{"begin", report.epoch.utc_text(report.pass.window.begin, 9)},
                  {"culmination", report.epoch.utc_text(report.pass.culmination, 9)},
                  {"end", report.epoch.utc_text(report.pass.window.end, 9)},
                  {"greatest_elevation_deg", degrees(report.pass.greatest_elevation_rad)}};
  json["gaps"] = nlohmann::ordered_json::array();
  for (const link::Gap& gap : report.gaps) {
    json["gaps"].push_back({{"begin", report.epoch.utc_text(gap.begin, 9)},
                            {"end", report.epoch.utc_text(gap.end, 9)},
                            {"cause", link::gap_cause_name(gap.cause)}});
  }
  json["instants"] = nlohmann::ordered_json::array();
  for (const run::LinkInstant& i : report.instants) {
    json["instants"].push_back(instant_json(report, i));
  }
  return json.dump(2) + '\n';
}

} // namespace urker::cli
