#include "run/chance_search.hpp"

#include "access/track.hpp"
#include "base/pack.hpp"
#include "des/mpi.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace urker::run {

ChanceSearch::ChanceSearch(const World& world, const Cast& cast, MPI_Comm communicator)
    : world_(world), cast_(cast), communicator_(communicator) {
  for (const auto& [name, config] : world.scenario.campaigns) {
    Campaign campaign{name, &config, &world.area(config.area), {}};
    for (const auto cell : campaign.area->cells) {
      campaign.centres.emplace_back(world.grid->centre(cell));
    }
    campaigns_.push_back(std::move(campaign));
  }
  // Dealt one by one: neighbours are of one constellation, and cost alike.
  const auto ranks = static_cast<std::size_t>(des::size_of(communicator));
  for (auto i = static_cast<std::size_t>(des::rank_in(communicator)); i < cast.imagers().size();
       i += ranks) {
    viewers_.push_back(viewer_of(cast.imagers()[i]));
  }
}

ChanceSearch::Viewer ChanceSearch::viewer_of(const Imager& imager) const {
  const auto& satellite = world_.satellites[imager.satellite];
  Viewer viewer{imager.satellite, imager.operations.partner.process, {}};
  for (const auto& campaign : campaigns_) {
    const auto planners = cast_.planners_of(*campaign.config);
    if (std::any_of(planners.begin(), planners.end(), [&](const GroundSite& planner) {
          return planner.partner.process == viewer.planner;
        })) {
      const auto limits = mission::view_limits(*campaign.config, *satellite.config->imager);
      const access::AreaTarget target{campaign.area->cap_centre, campaign.area->cap_radius_rad,
                                      limits.greatest_off_nadir_rad,
                                      limits.least_sun_elevation_rad};
      viewer.views.push_back({&campaign, limits, {target, satellite.service}});
    }
  }
  return viewer;
}

void ChanceSearch::advance(Time until) {
  found_.clear();
  for (auto& viewer : viewers_) {
    advance(viewer, until);
  }
}

void ChanceSearch::advance(Viewer& viewer, Time until) {
  const auto& satellite = world_.satellites[viewer.satellite];
  const Time end = std::min(until, satellite.service.end);
  Time begin = end;
  for (const auto& view : viewer.views) {
    begin = std::min(begin, view.windows.known_until());
  }
  if (begin >= end) {
    return;
  }
  const access::Track track(*satellite.trajectory, *world_.earth, begin, end);
  for (auto& view : viewer.views) {
    for (const auto& window : view.windows.advance(track)) {
      found_.push_back({&viewer, &view, {window, {}, 0.0}});
    }
  }
}

void ChanceSearch::find_looks() {
  des::all_or_none(communicator_, [this] {
    for (auto& [viewer, view, chance] : found_) {
      chance = mission::find_chance(*world_.satellites[viewer->satellite].trajectory, *world_.earth,
                                    chance.window, view->campaign->centres, view->limits);
    }
  });
}

ToldChances ChanceSearch::deal(const std::vector<int>& ranks) {
  std::vector<ToldChances> parts(static_cast<std::size_t>(des::size_of(communicator_)));
  for (auto& [viewer, view, chance] : found_) {
    if (chance.looks.empty()) {
      continue;
    }
    parts[static_cast<std::size_t>(ranks[viewer->planner])][viewer->planner].push_back(
        {viewer->satellite, view->campaign->name, std::move(chance)});
  }
  found_.clear();
  ToldChances own;
  std::swap(own, parts[static_cast<std::size_t>(des::rank_in(communicator_))]);
  std::vector<Bytes> packed;
  for (auto& part : parts) {
    packed.push_back(pack(std::exchange(part, {})));
  }
  for (const auto& bytes : des::alltoall_bytes(communicator_, packed)) {
    for (auto& [planner, chances] : unpack<ToldChances>(bytes)) {
      std::move(chances.begin(), chances.end(), std::back_inserter(own[planner]));
    }
  }
  for (auto& [planner, chances] : own) {
    std::sort(chances.begin(), chances.end(),
              [](const auto& a, const auto& b) { return a.key() < b.key(); });
  }
  return own;
}

} // namespace urker::run
