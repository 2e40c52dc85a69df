#include "run/link_search.hpp"

#include "base/error.hpp"
#include "base/units.hpp"
#include "orbit/itrf_state.hpp"
#include "run/world_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace urker::run {

void no_link(const std::string& reason) {
  throw Error(Cause::invalid_input, reason);
}

Time instant_in(const World& world, const CalendarTime& at) {
  const Time t = world.epoch.at(at);
  if (t < kStart || t > world.end) {
    throw Error(Cause::usage,
                fmt::format("--at: {} is outside the scenario, {} to {}", format_calendar(at),
                            world.epoch.utc_text(kStart, 0), world.epoch.utc_text(world.end, 0)));
  }
  return t;
}

std::optional<access::StationContact> pass_at(const World& world, Time t) {
  constexpr Duration kHorizon = std::chrono::hours(6);
  WorldSearch search(world, Share::all(world.satellites.size()));
  std::optional<access::StationContact> found;
  Time before = t;
  do {
    before = std::min(before + kHorizon, world.end);
    search.complete(before, [&](const access::PlanPart& part) {
      for (const auto& contact : part.contacts) {
        if (contact.window.end >= t && (!found || contact.window.begin < found->window.begin)) {
          found = contact;
        }
      }
    });
  } while (!found && before < world.end);
  return found;
}

orbit::LookAngles look_at(const World& world, Time t) {
  return orbit::look_angles(world.stations[0].config->site.place(),
                            orbit::itrf_state(*world.satellites[0].trajectory, *world.earth, t));
}

void not_in_view(const World& world, Time t, const std::optional<access::StationContact>& next) {
  const Satellite& satellite = world.satellites[0];
  const Station& station = world.stations[0];
  const auto serves = [t](const access::Window& service) {
    return service.begin <= t && t <= service.end;
  };
  std::string reason;
  if (!serves(satellite.service)) {
    reason = fmt::format("satellites.{} is not in service", satellite.name);
  } else if (!serves(station.service)) {
    reason = fmt::format("stations.{} is not in service", station.name);
  } else {
    reason = fmt::format("satellites.{} is below the horizon of stations.{}, at an elevation of "
                         "{:.1f} deg,",
                         satellite.name, station.name,
                         look_at(world, t).elevation_rad / unit::deg.scale);
  }
  const auto& epoch = world.epoch;
  const std::string when =
      next ? fmt::format("the next pass is from {} to {}, up to {:.1f} deg",
                         epoch.utc_text(next->window.begin), epoch.utc_text(next->window.end),
                         next->greatest_elevation_rad / unit::deg.scale)
           : fmt::format("no pass follows until {}", epoch.utc_text(world.end));
  no_link(fmt::format("{} at {}; {}", reason, epoch.utc_text(t), when));
}

} // namespace urker::run
