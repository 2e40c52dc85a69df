#include "run/world.hpp"

#include "orbit/orbit_config.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace urker::run {
namespace {

/// The part of [kStart, end) in which an asset is in service; begin == end: none.
access::Window service_window(const ServiceTime& service, const Epoch& epoch, Time end) {
  access::Window window{kStart, end, true, true};
  if (service.from && epoch.at(*service.from) > window.begin) {
    window.begin = epoch.at(*service.from);
    window.begin_clipped = false;
  }
  if (service.until && epoch.at(*service.until) < window.end) {
    window.end = epoch.at(*service.until);
    window.end_clipped = false;
  }
  window.end = std::max(window.begin, window.end);
  return window;
}

/// Published elements lose kilometres a week in low orbits: beyond this they deserve a word.
constexpr double kStaleElements_d = 14.0;

/// Days between the elements' epoch and the nearest instant of the run.
double age_of_elements_d(const CalendarTime& elements, const Epoch& epoch, Time end) {
  const double at_s = seconds_since_start(epoch.at(elements));
  const double outside_s = std::max({0.0, -at_s, at_s - seconds_since_start(end)});
  return outside_s / unit::d.scale;
}

} // namespace

World::World(const scenario::Scenario& source)
    : scenario(source), epoch(source.start), end(kStart + round_seconds(source.duration_s)),
      earth(
          std::make_shared<orbit::Earth>(epoch, kStart, end, source.environment.earth_orientation)),
      grid(std::make_shared<access::CellGrid>(source.coverage.cell_size_m)) {
  for (const auto& [name, config] : source.satellites) {
    const auto service = service_window(config.in_service, epoch, end);
    if (service.begin == service.end) {
      notes.push_back(fmt::format("satellites.{} is not in service during the run", name));
      continue;
    }
    satellites.push_back({name, &config, orbit::make_trajectory(config.orbit, epoch), service});
    const double age_d = age_of_elements_d(config.orbit.sgp4->epoch, epoch, end);
    if (age_d > kStaleElements_d) {
      notes.push_back(
          fmt::format("satellites.{}: its elements are {:.0f} days from the run", name, age_d));
    }
  }
  for (const auto& [name, config] : source.stations) {
    const auto service = service_window(config.in_service, epoch, end);
    if (service.begin == service.end) {
      notes.push_back(fmt::format("stations.{} is not in service during the run", name));
      continue;
    }
    stations.push_back({name, &config, service});
  }
  for (const auto& [name, config] : source.areas) {
    areas.push_back({name, access::make_area(config.vertices(), *grid, name)});
  }
}

const access::Area& World::area(const std::string& name) const {
  const auto found = std::find_if(areas.begin(), areas.end(), [&name](const NamedArea& candidate) {
    return candidate.name == name;
  });
  require(found != areas.end(), "an area is not in the world");
  return found->area;
}

} // namespace urker::run
