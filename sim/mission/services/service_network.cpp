#include "base/decibel.hpp"
#include "link/antenna/dish.hpp"
#include "link/budget/terms.hpp"
#include "mission/services/service_link.hpp"
#include "orbit/angles.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace urker::mission {

namespace {

double degrees(double rad) {
  return rad / unit::deg.scale;
}

orbit::LookAngles look_at(const orbit::Geodetic& place, const orbit::Vector3& satellite_m) {
  return orbit::look_angles(place, {satellite_m, orbit::Vector3::Zero()});
}

std::string elevation_text(const std::string& satellite, double elevation_rad,
                           const std::string& site) {
  return fmt::format("{} stands at an elevation of {:.2f} deg at {}", satellite,
                     degrees(elevation_rad), site);
}

std::string beam_text(double loss_db, double edge_db, const std::string& beam) {
  return fmt::format("{:.1f} dB below the peak of beam {}, which serves down to {:.4g} dB", loss_db,
                     beam, edge_db);
}

void sort_by_strength(std::vector<Interference>& all) {
  std::stable_sort(all.begin(), all.end(), [](const Interference& a, const Interference& b) {
    return a.carrier_to_interference_db < b.carrier_to_interference_db;
  });
}

} // namespace

ServiceNetwork::ServiceNetwork(const ServiceSources& sources,
                               const std::map<std::string, orbit::Vector3>& positions_m,
                               const CalendarTime& utc)
    : sources_(sources) {
  for (auto& [name, carrier] : carriers_of(sources)) {
    Sender& sender = senders_[name];
    const auto& payload = *sources.satellites.at(carrier.satellite).payload;
    const auto found = positions_m.find(carrier.satellite);
    if (found != positions_m.end()) {
      sender.position_m = found->second;
      const auto beam = [&](const std::string& key) {
        const spacecraft::BeamConfig& config = payload.beams.at(key);
        return link::GeoBeam(config.pattern(), sender.position_m, config.boresight_at(utc),
                             config.rotation_rad);
      };
      sender.beam = beam(carrier.transponder->beam);
      sender.uplink_beam = beam(carrier.transponder->uplink_beam_name());
    }
    sender.carrier = std::move(carrier);
  }
}

ServiceLink::Reach ServiceNetwork::reach(const Sender& sender, const ServiceSiteConfig& site,
                                         ServicePath& path) const {
  const ServiceCarrier& carrier = sender.carrier;
  if (!sender.beam) {
    return {"no_satellite", carrier.satellite + " is not in service"};
  }
  const auto& beams = sources_.satellites.at(carrier.satellite).payload->beams;
  path.look = look_at(site.site.place(), sender.position_m);
  path.beam_loss_db = -sender.beam->relative_db(site.site.place());
  if (path.look.elevation_rad < site.least_elevation_rad) {
    return {"below_horizon",
            elevation_text(carrier.satellite, path.look.elevation_rad, "the site")};
  }
  const std::string& beam = carrier.transponder->beam;
  if (path.beam_loss_db > beams.at(beam).edge_db) {
    return {"outside_beam", beam_text(path.beam_loss_db, beams.at(beam).edge_db, beam)};
  }
  if (const auto& uplink = carrier.config->uplink) {
    const ServiceSiteConfig& from = sources_.sites.at(uplink->site);
    const std::string& up = carrier.transponder->uplink_beam_name();
    path.uplink_look = look_at(from.site.place(), sender.position_m);
    path.uplink_beam_loss_db = -sender.uplink_beam->relative_db(from.site.place());
    if (path.uplink_look.elevation_rad < from.least_elevation_rad) {
      return {"uplink_below_horizon",
              elevation_text(carrier.satellite, path.uplink_look.elevation_rad, uplink->site)};
    }
    if (path.uplink_beam_loss_db > beams.at(up).edge_db) {
      return {"uplink_outside_beam",
              uplink->site + " is " +
                  beam_text(path.uplink_beam_loss_db, beams.at(up).edge_db, up)};
    }
  }
  return {};
}

std::vector<Interference> ServiceNetwork::interference(const Sender& own,
                                                       const orbit::Geodetic& place,
                                                       const DishConfig& dish,
                                                       const ServicePath& path) const {
  const ServiceCarrier& carrier = own.carrier;
  const link::MaskedDish pattern(dish.diameter_m, carrier.band.centre_hz, dish.efficiency,
                                 dish.side_lobes);
  const orbit::Vector3 site_m = orbit::to_itrf_m(place);
  const orbit::Vector3 axis = (own.position_m - site_m).normalized();
  std::vector<Interference> all;
  for (const auto& [name, other] : senders_) {
    const double part = link::overlap(carrier.noise_band(), other.carrier.noise_band());
    if (!other.beam || part <= 0.0 || other.carrier.transponder == carrier.transponder ||
        look_at(place, other.position_m).elevation_rad < 0.0) {
      continue;
    }
    const orbit::Vector3 to = other.position_m - site_m;
    const double off_axis_rad = orbit::angle_between_rad(axis, to);
    const double received_db =
        other.carrier.peak_eirp_dbw + other.beam->relative_db(place) + to_db(part) -
        link::free_space_loss_db(to.norm(), carrier.band.centre_hz) -
        link::polarisation_isolation_db(carrier.transponder->polarisation,
                                        other.carrier.transponder->polarisation,
                                        dish.cross_polarisation_db) +
        pattern.gain_dbi(off_axis_rad, 0.0);
    all.push_back({name, off_axis_rad,
                   path.eirp_dbw - path.free_space_loss_db + path.gain_dbi - received_db});
  }
  sort_by_strength(all);
  return all;
}

std::vector<Interference> ServiceNetwork::uplink_interference(const Sender& own,
                                                              double level_dbw_m2) const {
  const ServiceCarrier& carrier = own.carrier;
  std::vector<Interference> all;
  for (const auto& [name, other] : senders_) {
    const auto& uplink = other.carrier.config->uplink;
    const double part =
        link::overlap(carrier.uplink_noise_band(), other.carrier.uplink_noise_band());
    if (!other.beam || !uplink || !uplink->dish || part <= 0.0 ||
        other.carrier.satellite == carrier.satellite) {
      continue;
    }
    const UplinkDishConfig& dish = *uplink->dish;
    const orbit::Geodetic place = sources_.sites.at(uplink->site).site.place();
    const orbit::LookAngles look = look_at(place, own.position_m);
    if (look.elevation_rad < 0.0) {
      continue;
    }
    const link::MaskedDish pattern(dish.diameter_m, other.carrier.uplink_hz, dish.efficiency,
                                   dish.side_lobes);
    const orbit::Vector3 site_m = orbit::to_itrf_m(place);
    const double off_axis_rad =
        orbit::angle_between_rad(other.position_m - site_m, own.position_m - site_m);
    // What arrives at its own satellite, through the same air, at the range of this one.
    const double flux_dbw_m2 =
        other.carrier.driving_flux_dbw_m2() - other.uplink_beam->relative_db(place) +
        link::spreading_loss_db_m2(look_at(place, other.position_m).range_m) -
        link::spreading_loss_db_m2(look.range_m) - pattern.gain_dbi(0.0, 0.0) +
        pattern.gain_dbi(off_axis_rad, 0.0);
    const double received_dbw_m2 =
        flux_dbw_m2 + own.uplink_beam->relative_db(place) + to_db(part) -
        link::polarisation_isolation_db(carrier.transponder->polarisation,
                                        other.carrier.transponder->polarisation,
                                        dish.cross_polarisation_db);
    all.push_back({name, off_axis_rad, level_dbw_m2 - received_dbw_m2});
  }
  sort_by_strength(all);
  return all;
}

ServiceLink ServiceNetwork::link(const std::string& service, const std::string& receivers,
                                 const std::string& site) const {
  const Sender& sender = senders_.at(service);
  const ServiceCarrier& carrier = sender.carrier;
  const DishConfig& dish = carrier.config->receivers.at(receivers).dish;
  const ServiceSiteConfig& at = sources_.sites.at(site);
  ServiceLink link(carrier, dish);
  ServicePath& path = link.path_;
  link.reach_ = reach(sender, at, path);
  if (!link.reaches()) {
    return link;
  }
  path.eirp_dbw = carrier.peak_eirp_dbw - path.beam_loss_db;
  path.free_space_loss_db = link::free_space_loss_db(path.look.range_m, carrier.band.centre_hz);
  path.gain_dbi = link::dish_gain_dbi(dish.diameter_m, carrier.band.centre_hz, dish.efficiency) -
                  dish.pointing_loss_db;
  path.interference = interference(sender, at.site.place(), dish, path);
  link.set_air(sources_, site);
  if (carrier.config->uplink) {
    path.uplink_interference = uplink_interference(sender, carrier.driving_flux_dbw_m2());
    link.set_uplink_air(sources_);
    link.set_uplink(sources_.satellites.at(carrier.satellite)
                        .payload->beams.at(carrier.transponder->uplink_beam_name())
                        .peak_g_over_t_db_k);
  }
  return link;
}

} // namespace urker::mission
