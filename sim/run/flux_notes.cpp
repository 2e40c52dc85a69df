#include "run/flux_notes.hpp"

#include "base/units.hpp"
#include "link/budget/flux_limits.hpp"
#include "link/budget/geo_flux.hpp"
#include "link/budget/transmitter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace urker::run {
namespace {

/// With a pattern, on its axis.
double eirp_dbw(const link::RadioConfig& radio) {
  const link::Transmitter transmitter(radio);
  return transmitter.eirp_dbw(transmitter.towards({}));
}

/// Range to the ground at an angle of arrival, over a sphere.
double range_m(double radius_m, double arrival_rad) {
  constexpr double kGround_m = 6371008.8;
  const double up = kGround_m * std::sin(arrival_rad);
  return std::sqrt(radius_m * radius_m - kGround_m * kGround_m + up * up) - up;
}

double densest_hz(const link::RadioConfig& radio) {
  if (radio.modulation) {
    return radio.modulation->symbol_rate_hz;
  }
  double lowest = radio.rates.front().rate_bit_s;
  for (const auto& rate : radio.rates) {
    lowest = std::min(lowest, rate.rate_bit_s);
  }
  return lowest;
}

/// Radii that an orbit has while in service: proved a bit lower and higher.
struct Radii {
  double least_m = std::numeric_limits<double>::infinity();
  double greatest_m = 0.0;
};

Radii radii_of(const Satellite& satellite) {
  constexpr Duration kStep = std::chrono::hours(1);
  Radii radii;
  for (Time t = satellite.service.begin; t < satellite.service.end; t += kStep) {
    const Time end = std::min(t + kStep, satellite.service.end);
    const orbit::MotionBounds bounds = satellite.trajectory->bounds(t, end);
    radii.least_m = std::min(radii.least_m, bounds.least_radius_m);
    radii.greatest_m = std::max(radii.greatest_m, bounds.greatest_radius_m);
  }
  return radii;
}

std::string_view status(const link::FluxLimit& limit) {
  return limit.confirmed ? "confirmed" : "recalled";
}

void add_ground_notes(const Satellite& satellite, double radius_m,
                      std::vector<std::string>& notes) {
  const link::RadioConfig& radio = *satellite.config->radio;
  for (const auto& limit : link::flux_limits_at(radio.frequency_hz)) {
    double worst_db = 0.0, worst_flux = 0.0, at_deg = 0.0;
    for (int degrees = 0; degrees <= 90; ++degrees) {
      const double arrival_rad = degrees * unit::deg.scale;
      const double flux = link::flux_dbw_m2(eirp_dbw(radio), range_m(radius_m, arrival_rad),
                                            densest_hz(radio), limit.bandwidth_hz);
      if (flux - limit.at_dbw_m2(arrival_rad) > worst_db) {
        worst_db = flux - limit.at_dbw_m2(arrival_rad);
        worst_flux = flux;
        at_deg = degrees;
      }
    }
    if (worst_db > 0.0) {
      notes.push_back(fmt::format(
          "satellites.{}: its radio puts {:.1f} dBW/m2 in {:.4g} kHz on the ground at {:.0f} deg "
          "of arrival, {:.1f} dB above the limit for {} ({})",
          satellite.name, worst_flux, limit.bandwidth_hz * 1e-3, at_deg, worst_db, limit.service,
          status(limit)));
    }
  }
}

void add_geo_note(const Satellite& satellite, double radius_m, std::vector<std::string>& notes) {
  const link::RadioConfig& radio = *satellite.config->radio;
  const auto limit = link::geo_flux_limit_at(radio.frequency_hz);
  if (!limit || radius_m >= link::kGeoRadius_m) {
    return;
  }
  const double flux =
      link::geo_flux_dbw_m2(radio, radius_m, densest_hz(radio), limit->bandwidth_hz);
  if (flux > limit->high_dbw_m2) {
    notes.push_back(fmt::format(
        "satellites.{}: its radio may put {:.1f} dBW/m2 in {:.4g} kHz on the geostationary orbit, "
        "{:.1f} dB above the limit for {} ({})",
        satellite.name, flux, limit->bandwidth_hz * 1e-3, flux - limit->high_dbw_m2, limit->service,
        status(*limit)));
  }
}

} // namespace

std::vector<std::string> flux_notes(const World& world) {
  std::vector<std::string> notes;
  for (const auto& satellite : world.satellites) {
    if (!satellite.config->radio) {
      continue;
    }
    const double frequency_hz = satellite.config->radio->frequency_hz;
    if (link::flux_limits_at(frequency_hz).empty() && !link::geo_flux_limit_at(frequency_hz)) {
      continue;
    }
    const Radii radii = radii_of(satellite);
    add_ground_notes(satellite, radii.least_m, notes);
    add_geo_note(satellite, radii.greatest_m, notes);
  }
  return notes;
}

} // namespace urker::run
