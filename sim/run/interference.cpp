#include "run/interference.hpp"

#include "base/units.hpp"
#include "link/budget/co_channel.hpp"
#include "link/budget/flux_limits.hpp"
#include "link/budget/receiver.hpp"
#include "link/budget/transmitter.hpp"
#include "link/line_of_sight.hpp"
#include "link/signal_path.hpp"
#include "orbit/itrf_state.hpp"
#include "time/time_column.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

namespace urker::run {
namespace {

/// With a pattern, on its axis.
double eirp_dbw(const link::RadioConfig& radio) {
  const link::Transmitter transmitter(radio);
  return transmitter.eirp_dbw(transmitter.towards({}));
}

/// Contacts with one station, of satellites with a radio, by begin.
using ByStation = std::map<std::uint32_t, std::vector<access::StationContact>>;

ByStation by_station(const World& world, const std::vector<access::StationContact>& contacts) {
  ByStation result;
  for (const auto& contact : contacts) {
    if (world.satellites[contact.satellite].config->radio) {
      result[contact.station].push_back(contact);
    }
  }
  for (auto& [station, list] : result) {
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
      return std::tie(a.window.begin, a.satellite) < std::tie(b.window.begin, b.satellite);
    });
  }
  return result;
}

Interference measure(const World& world, const access::StationContact& victim,
                     const access::StationContact& interferer) {
  Interference found;
  found.victim = victim.satellite;
  found.interferer = interferer.satellite;
  found.station = victim.station;
  found.begin = std::max(victim.window.begin, interferer.window.begin);
  found.end = std::min(victim.window.end, interferer.window.end);
  const auto& a = world.satellites[victim.satellite];
  const auto& b = world.satellites[interferer.satellite];
  const auto& station = *world.stations[victim.station].config;
  const link::Transmitter own(*a.config->radio), other(*b.config->radio);
  const link::Receiver receiver(station.antennas.reception, own.radio().frequency_hz);
  const link::CoChannel channel(own, other, receiver);
  const orbit::SiteAxes site(station.site.place());
  const auto line = [&](const Satellite& s, Time t) {
    return link::line_of_sight(site, orbit::itrf_state(*s.trajectory, *world.earth, t));
  };
  constexpr double kDegrees = 180.0 / std::numbers::pi;
  const auto least = [&](const link::Signal& signal) {
    const auto samples = link::monotone_samples(signal, found.begin, found.end);
    return *std::min_element(samples.begin(), samples.end(), [](const auto& x, const auto& y) {
      return x.cn0_db_hz < y.cn0_db_hz;
    });
  };
  const link::Sample closest =
      least([&](Time t) { return link::separation_rad(line(a, t), line(b, t)) * kDegrees; });
  found.closest = closest.time;
  found.least_separation_rad = closest.cn0_db_hz / kDegrees;
  const link::Sample worst =
      least([&](Time t) { return channel.c_over_i_db(line(a, t), line(b, t)); });
  found.worst = worst.time;
  found.least_c_over_i_db = worst.cn0_db_hz;
  return found;
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

/// The lowest radius that an orbit has while in service: proved a bit lower.
double lowest_radius_m(const Satellite& satellite) {
  constexpr Duration kStep = std::chrono::hours(1);
  double lowest_m = std::numeric_limits<double>::infinity();
  for (Time t = satellite.service.begin; t < satellite.service.end; t += kStep) {
    const Time end = std::min(t + kStep, satellite.service.end);
    lowest_m = std::min(lowest_m, satellite.trajectory->bounds(t, end).least_radius_m);
  }
  return lowest_m;
}

} // namespace

void InterferenceRow::columns(ColumnVisitor& v) const {
  v.text("victim", victim, "Satellite that the station listens to");
  v.text("interferer", interferer, "Satellite that may send in the same band");
  v.text("station", station, "Station");
  instant(v, "begin", interference.begin, "Both are in view");
  instant(v, "end", interference.end, "One of them leaves it");
  v.real("least_separation", interference.least_separation_rad * 180.0 / std::numbers::pi, "degree",
         "Least angle between both");
  instant(v, "closest", interference.closest, "When it is least");
  v.real("least_c_over_i", interference.least_c_over_i_db, "dB",
         "Least ratio of carrier to interference, if both send");
  instant(v, "worst", interference.worst, "When it is least");
}

std::vector<Interference> find_interference(const World& world,
                                            const std::vector<access::StationContact>& contacts,
                                            std::uint32_t first, std::uint32_t last) {
  std::vector<Interference> found;
  for (const auto& [station, list] : by_station(world, contacts)) {
    const auto& antenna = world.stations[station].config->antennas.reception;
    for (const auto& victim : list) {
      const auto& radio = *world.satellites[victim.satellite].config->radio;
      if (victim.satellite < first || victim.satellite >= last ||
          !antenna.receives(radio.frequency_hz, radio.bandwidth_hz())) {
        continue;
      }
      for (const auto& other : list) {
        if (other.window.begin >= victim.window.end) {
          break; // by begin
        }
        if (other.satellite != victim.satellite && other.window.end > victim.window.begin &&
            link::shared_spectrum(radio, *world.satellites[other.satellite].config->radio) > 0.0) {
          found.push_back(measure(world, victim, other));
        }
      }
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Interference& a, const Interference& b) { return a.key() < b.key(); });
  return found;
}

std::vector<std::string> flux_notes(const World& world) {
  std::vector<std::string> notes;
  for (const auto& satellite : world.satellites) {
    if (!satellite.config->radio) {
      continue;
    }
    const link::RadioConfig& radio = *satellite.config->radio;
    const auto limits = link::flux_limits_at(radio.frequency_hz);
    if (limits.empty()) {
      continue;
    }
    const double radius_m = lowest_radius_m(satellite);
    for (const auto& limit : limits) {
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
            limit.confirmed ? "confirmed" : "recalled"));
      }
    }
  }
  return notes;
}

} // namespace urker::run
