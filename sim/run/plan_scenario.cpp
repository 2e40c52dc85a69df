#include "run/plan_scenario.hpp"

#include "access/inter_satellite.hpp"
#include "access/rows.hpp"
#include "des/mpi.hpp"
#include "run/contact_planning.hpp"
#include "run/entities.hpp"
#include "run/provenance.hpp"
#include "run/publishing.hpp"
#include "run/world.hpp"

#include <algorithm>
#include <chrono>
#include <memory>

namespace urker::run {
namespace {

using WallClock = std::chrono::steady_clock;

double seconds_since(WallClock::time_point begin) {
  return std::chrono::duration<double>(WallClock::now() - begin).count();
}

/// The windows of the pairs that fall to this rank; every rank has the tracks of all satellites.
void emit_between(const World& world, double range_limit_m, std::size_t rank, std::size_t ranks,
                  RowSink& rows) {
  std::vector<std::unique_ptr<access::Track>> tracks;
  std::vector<const access::Track*> views;
  for (const auto& satellite : world.satellites) {
    tracks.push_back(
        std::make_unique<access::Track>(*satellite.trajectory, *world.earth, kStart, world.end));
    views.push_back(tracks.back().get());
  }
  access::InterSatelliteLimits limits;
  limits.range_limit_m = range_limit_m;
  const auto spans = access::screen_pairs(views, range_limit_m);
  for (std::size_t i = rank; i < spans.size(); i += ranks) {
    const auto &a = world.satellites[spans[i].first], &b = world.satellites[spans[i].second];
    const Time begin = std::max({spans[i].begin, a.service.begin, b.service.begin});
    const Time end = std::min({spans[i].end, a.service.end, b.service.end});
    for (const auto& contact : access::find_inter_satellite_contacts(
             *views[spans[i].first], *views[spans[i].second], limits, begin, end)) {
      rows.emit(access::InterSatelliteRow{a.name, b.name, contact});
    }
  }
}

} // namespace

RunSummary plan_scenario(const scenario::Loaded<scenario::Scenario>& loaded,
                         const ScenarioPlanRequest& request, MPI_Comm communicator) {
  const auto started = std::chrono::system_clock::now();
  const auto begin = WallClock::now();
  const int rank = des::rank_in(communicator), ranks = des::size_of(communicator);
  std::optional<World> world;
  des::all_or_none(communicator, [&] { world.emplace(loaded.value); });
  auto folder = open_folder(request.run, loaded.value, communicator);

  results::TableSet rows;
  declare_plan_tables(rows);
  if (rank == 0) {
    emit_entities(*world, rows);
  }
  static_cast<void>(plan_contacts(*world, communicator, rows));
  if (request.all_pairs) {
    rows.declare<access::InterSatelliteRow>();
    des::all_or_none(communicator, [&] {
      emit_between(*world, request.range_limit_m, static_cast<std::size_t>(rank),
                   static_cast<std::size_t>(ranks), rows);
    });
  }
  RunSummary summary;
  summary.planning_s = seconds_since(begin);
  summary.notes = world->notes;

  auto provenance = make_provenance(loaded);
  provenance.run = run_record(request.run.command_line, started);
  provenance.run.ranks = ranks;
  provenance.run.wall_time_s = summary.planning_s;
  const auto writing_begin = WallClock::now();
  publish(folder, rows, provenance, communicator);
  summary.writing_s = seconds_since(writing_begin);
  return summary;
}

} // namespace urker::run
