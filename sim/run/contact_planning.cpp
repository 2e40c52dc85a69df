#include "run/contact_planning.hpp"

#include "access/rows.hpp"
#include "access/track.hpp"
#include "base/pack.hpp"
#include "des/mpi.hpp"

#include <algorithm>

namespace urker::run {
namespace {

access::Site site_of(const ground::StationConfig& config) {
  access::Site site{config.site.place(), config.least_elevation_rad};
  if (!config.horizon.empty()) {
    std::vector<access::HorizonPoint> points;
    for (const auto& point : config.horizon) {
      points.push_back({point.azimuth_rad, point.elevation_rad});
    }
    site.mask = access::HorizonMask(std::move(points));
  }
  return site;
}

void find_contacts(const World& world, std::uint32_t index, const access::Track& track,
                   access::ContactPlan& plan) {
  const auto& service = world.satellites[index].service;
  for (std::uint32_t s = 0; s < world.stations.size(); ++s) {
    const auto& station = world.stations[s];
    const Time begin = std::max(service.begin, station.service.begin);
    const Time end = std::min(service.end, station.service.end);
    if (begin >= end) {
      continue;
    }
    const access::Site site = site_of(*station.config);
    for (auto& contact : access::find_station_contacts(track, site, begin, end)) {
      contact.satellite = index;
      contact.station = s;
      plan.contacts.push_back(contact);
    }
  }
}

/// Over the whole run, since the battery lives before and after the service too.
void find_eclipses(std::uint32_t index, const access::Track& track, access::ContactPlan& plan) {
  for (auto& eclipse : access::find_eclipses(track, track.begin(), track.end())) {
    eclipse.satellite = index;
    plan.eclipses.push_back(eclipse);
  }
}

/// When some part of each area is within an imager's own limits; planners look closer.
void emit_area_passes(const World& world, const Satellite& satellite, const access::Track& track,
                      RowSink& rows) {
  if (!satellite.config->imager) {
    return;
  }
  const auto& imager = *satellite.config->imager;
  for (const auto& [name, area] : world.areas) {
    const access::AreaTarget target{area.cap_centre, area.cap_radius_rad,
                                    imager.greatest_off_nadir_rad, imager.least_sun_elevation_rad};
    for (const auto& pass :
         access::find_area_passes(track, target, satellite.service.begin, satellite.service.end)) {
      rows.emit(access::AreaPassRow{satellite.name, name, pass.window});
    }
  }
}

/// All that concerns one satellite, along one track.
void search(const World& world, std::uint32_t index, access::ContactPlan& plan, RowSink& rows) {
  const auto& satellite = world.satellites[index];
  const access::Track track(*satellite.trajectory, *world.earth, kStart, world.end);
  find_contacts(world, index, track, plan);
  find_eclipses(index, track, plan);
  emit_area_passes(world, satellite, track, rows);
}

/// By rank 0, since every rank has the whole plan.
void emit(const World& world, const access::ContactPlan& plan, RowSink& rows) {
  for (const auto& contact : plan.contacts) {
    rows.emit(access::ContactRow{world.satellites[contact.satellite].name,
                                 world.stations[contact.station].name, contact});
  }
  for (const auto& eclipse : plan.eclipses) {
    rows.emit(access::EclipseRow{world.satellites[eclipse.satellite].name, eclipse});
  }
}

} // namespace

access::ContactPlan plan_contacts(const World& world, MPI_Comm communicator, RowSink& rows) {
  const auto rank = static_cast<std::uint32_t>(des::rank_in(communicator));
  const auto ranks = static_cast<std::uint32_t>(des::size_of(communicator));
  access::ContactPlan own;
  des::all_or_none(communicator, [&] {
    for (std::uint32_t i = rank; i < world.satellites.size(); i += ranks) {
      search(world, i, own, rows);
    }
  });
  access::ContactPlan plan;
  for (const auto& bytes : des::allgather_bytes(communicator, pack(own))) {
    const auto part = unpack<access::ContactPlan>(bytes);
    plan.contacts.insert(plan.contacts.end(), part.contacts.begin(), part.contacts.end());
    plan.eclipses.insert(plan.eclipses.end(), part.eclipses.begin(), part.eclipses.end());
  }
  std::sort(plan.contacts.begin(), plan.contacts.end(), [](const auto& a, const auto& b) {
    return std::tie(a.satellite, a.station, a.window.begin) <
           std::tie(b.satellite, b.station, b.window.begin);
  });
  std::sort(plan.eclipses.begin(), plan.eclipses.end(), [](const auto& a, const auto& b) {
    return std::tie(a.satellite, a.penumbra.begin) < std::tie(b.satellite, b.penumbra.begin);
  });
  if (rank == 0) {
    emit(world, plan, rows);
  }
  return plan;
}

} // namespace urker::run
