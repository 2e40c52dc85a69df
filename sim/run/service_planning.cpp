#include "run/service_planning.hpp"

#include "access/sun_outages.hpp"
#include "base/error.hpp"
#include "des/mpi.hpp"
#include "mission/services/service_outages.hpp"
#include "mission/services/service_rows.hpp"
#include "orbit/angles.hpp"
#include "orbit/itrf_state.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace urker::run {
namespace {

using mission::ServiceLink;
using mission::ServiceNetwork;
using mission::ServiceOutage;
using mission::ServiceRow;

/// Farther than this from where it began, a budget at rest is none.
constexpr double kMostDrift_rad = 1.0 * unit::deg.scale;

orbit::Vector3 position_m(const World& world, const Satellite& satellite, Time t) {
  return orbit::itrf_state(*satellite.trajectory, *world.earth, t).r_m;
}

bool carries_services(const World& world, const Satellite& satellite) {
  const auto& services = world.scenario.services;
  return std::any_of(services.begin(), services.end(),
                     [&](const auto& s) { return s.second.satellite == satellite.name; });
}

/// How far a satellite moves over the run as seen from the Earth's centre: looked at every hour of
/// its first days, and a hundred times over all of it.
double drift_rad(const World& world, const Satellite& satellite) {
  constexpr int kHours = 48, kParts = 100;
  const Time begin = satellite.service.begin;
  const Duration span = satellite.service.end - begin;
  const orbit::Vector3 first = position_m(world, satellite, begin).normalized();
  double most = 0.0;
  const auto look = [&](Duration after) {
    const orbit::Vector3 now = position_m(world, satellite, begin + after).normalized();
    most = std::max(most, orbit::angle_between_rad(first, now));
  };
  for (int i = 1; i <= kHours; ++i) {
    look(std::min<Duration>(std::chrono::hours(i), span));
  }
  for (int i = 1; i <= kParts; ++i) {
    look(span / kParts * i);
  }
  return most;
}

void check_rest(const World& world) {
  for (const Satellite& satellite : world.satellites) {
    if (!carries_services(world, satellite)) {
      continue;
    }
    const double drift = drift_rad(world, satellite);
    if (drift > kMostDrift_rad) {
      throw Error(Cause::invalid_input,
                  fmt::format("satellites.{} carries services but moves by {:.3g} deg during the "
                              "run; expected one that keeps its station within {:.3g} deg, as "
                              "`orbit: {{geostationary: {{longitude: ...}}}}`",
                              satellite.name, drift / unit::deg.scale,
                              kMostDrift_rad / unit::deg.scale));
    }
  }
}

/// Rain and Sun at one site.
class SiteSearch {
 public:
  SiteSearch(const World& world, const std::string& site)
      : world_(world), site_(site), place_(world.scenario.sites.at(site).site.place()) {}

  [[nodiscard]] mission::OutageSearch over(const BeamEpoch& epoch, const std::string& satellite) {
    mission::OutageSearch search{epoch.begin, epoch.end, {}, {}};
    if (world_.scenario.environment.propagation.weather == link::WeatherModel::in_time) {
      search.rain = [this, epoch](const std::string& place, double state) {
        return link::spells_above(rain_at(place), state, epoch.begin, epoch.end);
      };
    }
    search.sun = [this, epoch, satellite](double angle_rad) {
      return sun_passages(epoch, satellite, angle_rad);
    };
    return search;
  }

 private:
  link::RainState& rain_at(const std::string& site) {
    const auto found = rain_.find(site);
    if (found != rain_.end()) {
      return found->second;
    }
    return rain_
        .emplace(site, link::RainState(static_cast<std::uint64_t>(world_.scenario.seed),
                                       world_.scenario.sites.at(site).site.place()))
        .first->second;
  }

  std::vector<mission::SunPassage> sun_passages(const BeamEpoch& epoch, const std::string& name,
                                                double angle_rad) const {
    const auto satellite = std::find_if(world_.satellites.begin(), world_.satellites.end(),
                                        [&name](const Satellite& s) { return s.name == name; });
    const Time begin = std::max(epoch.begin, satellite->service.begin);
    const Time end = std::min(epoch.end, satellite->service.end);
    const orbit::Vector3 to_satellite =
        (position_m(world_, *satellite, satellite->service.begin) - orbit::to_itrf_m(place_))
            .normalized();
    // Seen from the ground it moves somewhat more than from the Earth's centre.
    constexpr double kDrift_rad = 1.3 * kMostDrift_rad;
    std::vector<mission::SunPassage> passages;
    for (const auto& season :
         mission::sun_seasons(*world_.earth, to_satellite, angle_rad, kDrift_rad, begin, end)) {
      const access::StationContact contact{.window = {season.begin, season.end, true, true}};
      const access::Site site{place_, world_.scenario.sites.at(site_).least_elevation_rad};
      for (const auto& outage :
           access::find_sun_outages(*satellite->trajectory, *world_.earth, site, contact, angle_rad,
                                    world_.shadow_bodies)) {
        passages.push_back({outage.window.begin, outage.window.end, outage.least_angle_rad});
      }
    }
    return passages;
  }

  const World& world_;
  std::string site_;
  orbit::Geodetic place_;
  std::map<std::string, link::RainState> rain_;
};

/// A service with a group of receivers at the site.
struct Reception {
  std::string service, receivers;
};

/// By site.
std::map<std::string, std::vector<Reception>> receptions_of(const scenario::Scenario& scenario) {
  std::map<std::string, std::vector<Reception>> receptions;
  for (const auto& [service, config] : scenario.services) {
    for (const auto& [group, receivers] : config.receivers) {
      for (const std::string& site : receivers.sites) {
        receptions[site].push_back({service, group});
      }
    }
  }
  return receptions;
}

/// All that is known of one reception over the run.
struct Account {
  std::optional<ServiceRow> row; ///< of the epoch with the greatest margin
  std::vector<ServiceOutage> outages;
  std::vector<ServiceOutage> dark; ///< epochs in which it does not reach the site
  double lit_s = 0.0;
};

double best_of(const ServiceRow& row) {
  return std::isnan(row.margin_db) ? -1e9 : row.margin_db;
}

void add_epoch(Account& account, const World& world, const BeamEpoch& epoch,
               const ServiceLink& link, const Reception& reception, const std::string& site,
               SiteSearch& search) {
  ServiceRow row = mission::row_of(link, reception.receivers, site, world.scenario.sites.at(site));
  if (!account.row || best_of(row) > best_of(*account.row)) {
    account.row = std::move(row);
  }
  if (!link.reaches()) {
    const bool absent = link.reach().status == "no_satellite";
    account.dark.push_back(
        {epoch.begin, epoch.end, absent ? "satellite" : "beam", mission::kNoNumber});
    return;
  }
  account.lit_s += to_seconds(epoch.end - epoch.begin);
  const auto limits = mission::limits_of(link);
  const auto found =
      mission::outages_of(link, limits, site, search.over(epoch, link.carrier().satellite));
  account.outages.insert(account.outages.end(), found.begin(), found.end());
}

/// Sums up the outages by cause, and emits them.
void emit(Account& account, bool in_time, RowSink& rows) {
  ServiceRow& row = *account.row;
  row.lit_s = account.lit_s;
  if (account.lit_s > 0.0) {
    account.outages.insert(account.outages.end(), account.dark.begin(), account.dark.end());
    row.sun_outage_s = 0.0;
    row.rain_outage_s = in_time ? 0.0 : mission::kNoNumber;
    row.uplink_outage_s = row.rain_outage_s;
  }
  for (const ServiceOutage& outage : account.outages) {
    const double length_s = to_seconds(outage.end - outage.begin);
    if (outage.cause == "sun") {
      ++row.sun_outages;
      row.sun_outage_s += length_s;
      row.first_sun =
          row.first_sun == kNotYet ? outage.begin : std::min(row.first_sun, outage.begin);
      row.last_sun = row.last_sun == kNotYet ? outage.begin : std::max(row.last_sun, outage.begin);
    } else if (outage.cause == "rain") {
      row.rain_outage_s += length_s;
    } else if (outage.cause == "uplink_rain") {
      row.uplink_outage_s += length_s;
    }
    rows.emit(mission::ServiceOutageRow{row.service, row.receivers, row.site, outage.begin,
                                        std::string(outage.cause), outage.end,
                                        outage.least_margin_db});
  }
  if (account.lit_s > 0.0) {
    row.outage_s = mission::out_of_service_s(account.outages);
  }
  rows.emit(row);
}

/// Of the beams that have turned since the epoch before; of all in the first.
void emit_contours(const World& world, const BeamEpoch& epoch, const BeamEpoch* before,
                   RowSink& rows) {
  for (const Satellite& satellite : world.satellites) {
    if (!satellite.config->payload || !carries_services(world, satellite)) {
      continue;
    }
    const auto position = position_m(world, satellite, satellite.service.begin);
    for (const auto& [name, beam] : satellite.config->payload->beams) {
      const auto at = [&, &config = beam](const BeamEpoch& e) {
        return config.boresight_at(world.epoch.utc(e.begin));
      };
      const orbit::Geodetic now = at(epoch);
      if (before != nullptr && at(*before).latitude_rad == now.latitude_rad &&
          at(*before).longitude_rad == now.longitude_rad) {
        continue;
      }
      const link::GeoBeam shape(beam.pattern(), position, now, beam.rotation_rad);
      std::set<double> levels_db{beam.edge_db};
      for (const double level_db : {1.0, 3.0, 6.0}) {
        levels_db.insert(std::min(level_db, beam.edge_db));
      }
      for (const double level_db : levels_db) {
        std::int64_t point = 0;
        for (const orbit::Geodetic& place : shape.contour(level_db)) {
          rows.emit(mission::BeamContourRow{satellite.name, name, epoch.begin, level_db, point++,
                                            beam.peak_eirp_dbw - level_db,
                                            beam.peak_g_over_t_db_k - level_db, place.latitude_rad,
                                            place.longitude_rad, level_db == beam.edge_db});
        }
      }
    }
  }
}

} // namespace

void declare_service_tables(const scenario::Scenario& scenario, RowSink& rows) {
  if (!scenario.services.empty()) {
    rows.declare<ServiceRow>();
    rows.declare<mission::ServiceOutageRow>();
    rows.declare<mission::BeamContourRow>();
  }
}

std::vector<BeamEpoch> beam_epochs(const World& world) {
  std::set<Time> turns;
  for (const Satellite& satellite : world.satellites) {
    if (satellite.config->payload && carries_services(world, satellite)) {
      turns.insert({satellite.service.begin, satellite.service.end});
      for (const auto& entry : satellite.config->payload->beams) {
        for (const auto& move : entry.second.moves) {
          turns.insert(world.epoch.at(move.at));
        }
      }
    }
  }
  std::vector<BeamEpoch> epochs{{kStart, world.end}};
  for (const Time turn : turns) {
    if (turn > epochs.back().begin && turn < world.end) {
      epochs.back().end = turn;
      epochs.push_back({turn, world.end});
    }
  }
  return epochs;
}

mission::ServiceSources service_sources(const scenario::Scenario& scenario) {
  const auto edition = link::edition_of(scenario.environment.propagation.model);
  require(edition.has_value(), "services without the air of P.618");
  return {scenario.satellites, scenario.services, scenario.sites, *edition,
          scenario.environment.propagation.gas_annex()};
}

ServiceNetwork service_network(const World& world, const mission::ServiceSources& sources, Time t) {
  std::map<std::string, orbit::Vector3> positions;
  for (const Satellite& satellite : world.satellites) {
    const access::Window& service = satellite.service;
    const bool serves = service.begin <= t && (t < service.end || service.end == world.end);
    if (serves && carries_services(world, satellite)) {
      positions[satellite.name] = position_m(world, satellite, t);
    }
  }
  return {sources, positions, world.epoch.utc(t)};
}

void emit_services(const World& world, MPI_Comm communicator, RowSink& rows) {
  if (world.scenario.services.empty()) {
    return;
  }
  const auto ranks = static_cast<std::size_t>(des::size_of(communicator));
  const auto own = static_cast<std::size_t>(des::rank_in(communicator));
  des::all_or_none(communicator, [&] {
    check_rest(world);
    const auto sources = service_sources(world.scenario);
    const auto epochs = beam_epochs(world);
    std::vector<ServiceNetwork> networks;
    const BeamEpoch* before = nullptr;
    for (const BeamEpoch& epoch : epochs) {
      networks.push_back(service_network(world, sources, epoch.begin));
      if (own == 0) {
        emit_contours(world, epoch, std::exchange(before, &epoch), rows);
      }
    }
    const bool in_time =
        world.scenario.environment.propagation.weather == link::WeatherModel::in_time;
    std::size_t number = 0;
    for (const auto& [site, receptions] : receptions_of(world.scenario)) {
      if (number++ % ranks != own) {
        continue;
      }
      SiteSearch search(world, site);
      for (const Reception& reception : receptions) {
        Account account;
        for (std::size_t i = 0; i < epochs.size(); ++i) {
          const ServiceLink link = networks[i].link(reception.service, reception.receivers, site);
          add_epoch(account, world, epochs[i], link, reception, site, search);
        }
        emit(account, in_time, rows);
      }
    }
  });
}

} // namespace urker::run
