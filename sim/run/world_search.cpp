#include "run/world_search.hpp"

#include "access/whole_windows.hpp"
#include "base/error.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

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

std::vector<access::Site> sites_of(const World& world) {
  std::vector<access::Site> sites;
  for (const auto& station : world.stations) {
    sites.push_back(site_of(*station.config));
  }
  return sites;
}

access::PlanInput input_of(const World& world, const Share& satellites,
                           const std::vector<access::Site>& sites) {
  access::PlanInput input;
  input.earth = world.earth.get();
  input.bodies = world.shadow_bodies;
  input.sites = sites;
  for (std::size_t i = satellites.first; i < satellites.last; ++i) {
    input.satellites.push_back(world.satellites[i].trajectory.get());
  }
  return input;
}

/// When both are in service; begin >= end: never.
access::Window common_service(const World& world, std::uint32_t satellite, std::uint32_t station) {
  const auto &a = world.satellites[satellite].service, &b = world.stations[station].service;
  access::Window window;
  window.begin = std::max(a.begin, b.begin);
  window.end = std::min(a.end, b.end);
  return window;
}

} // namespace

WorldSearch::WorldSearch(const World& world, const Share& satellites)
    : world_(world), first_(static_cast<std::uint32_t>(satellites.first)),
      last_(static_cast<std::uint32_t>(satellites.last)), sites_(sites_of(world)),
      search_(input_of(world, satellites, sites_), kStart, world.end) {}

void WorldSearch::advance(Time until, const std::function<void(const access::PlanPart&)>& sink) {
  search_.advance(until, [&](const access::PlanPart& part) { sink(in_world(part)); });
}

void WorldSearch::complete(Time before, const std::function<void(const access::PlanPart&)>& sink) {
  search_.complete(before, [&](const access::PlanPart& part) { sink(in_world(part)); });
}

void WorldSearch::check_orbits() const {
  for (std::uint32_t i = first_; i < last_; ++i) {
    const auto& trajectory = *world_.satellites[i].trajectory;
    try {
      static_cast<void>(trajectory.bounds(kStart, world_.end));
      continue;
    } catch (const Error& error) { // they reach a little beyond the states that are needed
      if (error.cause() != Cause::invalid_input) {
        throw;
      }
    }
    access::PlanSearch search({{&trajectory}, world_.earth.get(), {}, false, {}}, kStart,
                              world_.end);
    search.advance(world_.end, [](const access::PlanPart&) {});
    if (!search.failures().empty()) {
      throw Error(Cause::invalid_input, search.failures().front().reason);
    }
  }
}

std::vector<access::PlanFailure> WorldSearch::failures() const {
  auto failures = search_.failures();
  for (auto& failure : failures) {
    failure.satellite += first_;
  }
  std::sort(failures.begin(), failures.end(),
            [](const auto& a, const auto& b) { return a.satellite < b.satellite; });
  return failures;
}

access::PlanPart WorldSearch::in_world(access::PlanPart part) const {
  std::vector<access::StationContact> kept;
  for (auto& contact : part.contacts) {
    contact.satellite += first_;
    cut_to_service(contact, kept);
  }
  part.contacts = std::move(kept);
  for (auto& eclipse : part.eclipses) {
    eclipse.satellite += first_;
  }
  return part;
}

/// A pass that begins or ends with the service is searched again as such: its summit may be
/// another.
void WorldSearch::cut_to_service(const access::StationContact& contact,
                                 std::vector<access::StationContact>& kept) const {
  const auto service = common_service(world_, contact.satellite, contact.station);
  const auto& whole = contact.window;
  if (service.begin <= whole.begin && whole.end <= service.end) {
    kept.push_back(contact);
    return;
  }
  const Time begin = std::max(service.begin, whole.begin), end = std::min(service.end, whole.end);
  if (begin >= end) {
    return;
  }
  access::PlanInput one{{world_.satellites[contact.satellite].trajectory.get()},
                        world_.earth.get(),
                        {sites_[contact.station]},
                        false,
                        {}};
  access::PlanSearch(std::move(one), begin, end).advance(end, [&](const access::PlanPart& part) {
    for (auto again : part.contacts) {
      again.satellite = contact.satellite;
      again.station = contact.station;
      // The ends of the whole pass are found once.
      again.window = {begin, end, begin > whole.begin || whole.begin_clipped,
                      end < whole.end || whole.end_clipped};
      kept.push_back(again);
    }
  });
}

Time known_until(const World& world, std::uint32_t satellite,
                 const std::vector<access::PlanFailure>& failures) {
  const auto failure = std::find_if(failures.begin(), failures.end(), [satellite](const auto& f) {
    return f.satellite == satellite;
  });
  if (failure == failures.end()) {
    return world.end;
  }
  for (Duration margin = std::chrono::seconds(1);; margin *= 2) {
    const Time until = std::max(kStart, failure->time - margin);
    try {
      static_cast<void>(access::Track(*world.satellites[satellite].trajectory, *world.earth,
                                      std::max(kStart, until - margin), until));
      return until;
    } catch (const Error& e) { // the bounds of a track reach a little further
      if (e.cause() != Cause::invalid_input) {
        throw;
      }
    }
  }
}

std::vector<access::AreaPoints> area_points_of(const World& world) {
  std::vector<access::AreaPoints> areas;
  for (const auto& area : world.areas) {
    areas.emplace_back(area.area, *world.grid);
  }
  return areas;
}

std::vector<access::AreaPass> area_passes_of(const World& world,
                                             const std::vector<access::AreaPoints>& areas,
                                             std::uint32_t satellite, Time until) {
  constexpr Duration kPiece = std::chrono::hours(24 * 8); // a track of years is large
  const Satellite& viewer = world.satellites[satellite];
  const auto& imager = viewer.config->imager;
  access::Window span = viewer.service;
  span.end = std::min(span.end, until);
  if (!imager || span.begin >= span.end) {
    return {};
  }
  access::ImagingLimits limits;
  limits.greatest_off_nadir_rad = imager->greatest_off_nadir_rad;
  limits.least_sun_elevation_rad = imager->least_sun_elevation_rad;
  std::vector<access::WholeWindows> windows(areas.size(), access::WholeWindows(span));
  std::vector<access::AreaPass> passes;
  for (Time begin = span.begin; begin < span.end; begin += kPiece) {
    const Time end = std::min(begin + kPiece, span.end);
    Time from = begin;
    for (const auto& one : windows) {
      from = std::min(from, one.known_until());
    }
    const access::Track track(*viewer.trajectory, *world.earth, from, end);
    for (std::uint32_t i = 0; i < areas.size(); ++i) {
      for (const auto& window : windows[i].advance(end, [&](Time b, Time e) {
             return access::find_area_windows(track, areas[i], limits, b, e, world.shadow_bodies);
           })) {
        passes.push_back({satellite, i, window});
      }
    }
  }
  std::sort(passes.begin(), passes.end(),
            [](const auto& a, const auto& b) { return a.key() < b.key(); });
  return passes;
}

} // namespace urker::run
