#include "cli/optical_text.hpp"

#include "cli/link_text.hpp"
#include "cli/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string_view>
#include <utility>

namespace urker::cli {

namespace {

using run::OpticalInstant;
using run::OpticalReport;

double term(const OpticalInstant& i, std::string_view key) {
  for (const auto& t : i.waterfall.terms) {
    if (t.key == key) {
      return t.value;
    }
  }
  return 0.0;
}

std::string head(const OpticalReport& report, const run::LinkRequest& request) {
  return fmt::format("{} to {}, optical, {:.6g} nm\n", request.from, request.to,
                     1e9 * report.terminal.wavelength_m);
}

std::string sky_text(const OpticalInstant& i) {
  std::string text = i.hindrance.empty() ? "line of sight: free" : "line of sight: " + i.hindrance;
  if (i.mean_open) {
    add(text, "; open sky {:.0f} % of the time at this time of the year", 100.0 * *i.mean_open);
  }
  return text + '\n';
}

} // namespace

std::string optical_waterfall_text(const OpticalReport& report, const run::LinkRequest& request) {
  const OpticalInstant& i = report.instants.front();
  std::string text = head(report, request);
  add(text, "{}: ", report.epoch.utc_text(i.time));
  if (i.look) {
    add(text, "elevation {:.2f} deg, azimuth {:.2f} deg, ", degrees(i.look->elevation_rad),
        degrees(i.look->azimuth_rad));
  }
  add(text, "range {:.3f} km, {:+.3f} km/s\n", i.range_m * 1e-3, i.range_rate_m_s * 1e-3);
  text += sky_text(i);
  add(text, "from the Sun: {:.1f} deg at {}, {:.1f} deg at {}\n\n",
      degrees(i.sun_at_transmitter_rad), request.from, degrees(i.sun_at_receiver_rad), request.to);
  for (const auto& t : i.waterfall.terms) {
    add_term(text, t);
  }
  add(text, "\nrates, with a margin of {:.4g} dB asked for, {:.4g} s after a free line of sight\n",
      report.terminal.required_margin_db, report.acquisition_time_s);
  add(text, "{:>9} {:>12} {:>12} {:>8}\n", "Mbit/s", "photons/bit", "required", "margin");
  const auto& w = i.waterfall;
  for (std::size_t k = 0; k < w.rates.size(); ++k) {
    const auto& rate = w.rates[k];
    add(text, "{:>9.6g} {:>12.4g} {:>12.4g} {:>8.2f}{}\n", megabits(rate.rate_bit_s),
        rate.photons_per_bit, rate.required_photons_per_bit, rate.margin_db,
        w.used != k           ? (rate.holds ? "" : "  does not hold")
        : i.hindrance.empty() ? "  in use"
                              : "  when free");
  }
  return text;
}

std::string optical_pass_text(const OpticalReport& report, const run::LinkRequest& request) {
  std::string text = head(report, request);
  add(text, "{} of {} to {}; EIRP {:.2f} dBW; {:.4g} s to acquire\n\n",
      report.between_satellites ? "contact" : "pass", report.epoch.utc_text(report.window.begin),
      report.epoch.utc_text(report.window.end), term(report.instants.front(), "eirp_dbw"),
      report.acquisition_time_s);
  const auto row = [&](const auto&... cells) {
    add(text, "{:<25}{:>7}{:>10}{:>8}{:>8}{:>9}{:>8}{:>8}{:>8}{:>9}{:>9}{:>8}  ", cells...);
  };
  row("time", "el", "range", "Doppler", "ahead", "free", "air", "Sun", "Sun", "power", "rate",
      "margin");
  add(text, "event\n");
  row("UTC", "deg", "km", "GHz", "urad", "dB", "dB", "deg tx", "deg rx", "dBW", "Mbit/s", "dB");
  add(text, "\n");
  for (const OpticalInstant& i : report.instants) {
    const auto& w = i.waterfall;
    const auto number = [&i](std::string_view key, int decimals) {
      return fmt::format("{:.{}f}", term(i, key), decimals);
    };
    const bool sends = w.used && i.hindrance.empty();
    row(report.epoch.utc_text(i.time),
        i.look ? fmt::format("{:.2f}", degrees(i.look->elevation_rad)) : "",
        fmt::format("{:.1f}", i.range_m * 1e-3), number("doppler_shift_ghz", 3),
        number("point_ahead_urad", 2), number("free_space_loss_db", 2), number("air_loss_db", 2),
        fmt::format("{:.1f}", degrees(i.sun_at_transmitter_rad)),
        fmt::format("{:.1f}", degrees(i.sun_at_receiver_rad)), number("received_dbw", 2),
        sends                 ? fmt::format("{:.6g}", megabits(w.rates[*w.used].rate_bit_s))
        : i.hindrance.empty() ? "none"
                              : "blocked",
        w.used ? fmt::format("{:.2f}", w.rates[*w.used].margin_db) : "");
    add(text, "{}{}{}\n", i.event, i.event.empty() || i.hindrance.empty() ? "" : "; ",
        i.hindrance.empty() ? "" : "[" + i.hindrance + "]");
  }
  return text;
}

std::string optical_json(const OpticalReport& report, const run::LinkRequest& request) {
  using nlohmann::ordered_json;
  ordered_json json;
  json["kind"] = "urker link";
  json["medium"] = "optical";
  json["scenario"] = report.scenario;
  json["from"] = request.from;
  json["to"] = request.to;
  json["wavelength_m"] = report.terminal.wavelength_m;
  json["required_margin_db"] = report.terminal.required_margin_db;
  json["acquisition_time_s"] = report.acquisition_time_s;
  json["contact"] = {{"begin", report.epoch.utc_text(report.window.begin, 9)},
                     {"end", report.epoch.utc_text(report.window.end, 9)}};
  json["instants"] = ordered_json::array();
  for (const OpticalInstant& i : report.instants) {
    ordered_json at;
    at["time"] = report.epoch.utc_text(i.time, 9);
    at["event"] = i.event;
    if (i.look) {
      at["elevation_deg"] = degrees(i.look->elevation_rad);
      at["azimuth_deg"] = degrees(i.look->azimuth_rad);
    }
    at["range_m"] = i.range_m;
    at["range_rate_m_s"] = i.range_rate_m_s;
    at["sun_at_transmitter_deg"] = degrees(i.sun_at_transmitter_rad);
    at["sun_at_receiver_deg"] = degrees(i.sun_at_receiver_rad);
    at["hindrance"] = i.hindrance;
    if (i.mean_open) {
      at["mean_open"] = *i.mean_open;
    }
    ordered_json terms;
    for (const auto& t : i.waterfall.terms) {
      terms[std::string(t.key)] = t.value;
    }
    at["terms"] = std::move(terms);
    at["rates"] = ordered_json::array();
    for (const auto& rate : i.waterfall.rates) {
      at["rates"].push_back({{"rate_bit_s", rate.rate_bit_s},
                             {"photons_per_bit", rate.photons_per_bit},
                             {"required_photons_per_bit", rate.required_photons_per_bit},
                             {"margin_db", rate.margin_db},
                             {"holds", rate.holds}});
    }
    const auto& w = i.waterfall;
    at["rate_bit_s"] = w.used && i.hindrance.empty() ? ordered_json(w.rates[*w.used].rate_bit_s)
                                                     : ordered_json(nullptr);
    json["instants"].push_back(std::move(at));
  }
  return json.dump(2) + '\n';
}

} // namespace urker::cli
