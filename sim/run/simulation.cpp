#include "run/simulation.hpp"

#include "base/metric.hpp"
#include "des/kernel.hpp"
#include "des/mpi.hpp"
#include "des/partition.hpp"
#include "results/table_buffer.hpp"
#include "run/cast.hpp"
#include "run/channels.hpp"
#include "run/contact_planning.hpp"
#include "run/entities.hpp"
#include "run/process_factory.hpp"
#include "run/provenance.hpp"
#include "run/publishing.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>

namespace urker::run {
namespace {

using WallClock = std::chrono::steady_clock;

double seconds_since(WallClock::time_point begin) {
  return std::chrono::duration<double>(WallClock::now() - begin).count();
}

/// The kernel with all processes, each on its rank.
des::Kernel assemble(const World& world, const Cast& cast, const access::ContactPlan& plan,
                     MPI_Comm communicator, RowSink& rows) {
  const auto channels = make_channels(world, cast, plan);
  std::vector<double> weights(cast.names().size(), 1.0);
  for (const auto& imager : cast.imagers()) {
    weights[imager.process] = 5.0; // scenes, transfers and compute steps against a few messages
  }
  const auto ranks = des::partition(weights, des::couplings_of(channels, kStart, world.end),
                                    des::size_of(communicator));
  des::ProcessSet processes{ranks, {}, [&cast](des::ProcessId id) { return cast.names()[id]; }};
  const ProcessFactory factory(world, cast, plan);
  des::all_or_none(communicator, [&] {
    for (des::ProcessId id = 0; id < cast.names().size(); ++id) {
      if (ranks[id] == des::rank_in(communicator)) {
        processes.own.push_back(factory.make(id));
      }
    }
  });
  return {communicator, std::move(processes), {channels}, rows};
}

/// Collective: what each rank did, on rank 0.
std::vector<results::RankStatisticRow> gather_statistics(const des::RunStatistics& own,
                                                         MPI_Comm communicator) {
  Writer writer;
  writer(own.events, own.rounds, own.messages_sent, own.bytes_sent);
  std::vector<results::RankStatisticRow> rows;
  std::int64_t rank = 0;
  for (const auto& bytes : des::gather_bytes(communicator, writer.take())) {
    std::uint64_t events = 0, rounds = 0, messages = 0, sent = 0;
    Reader reader(bytes);
    reader(events, rounds, messages, sent);
    rows.push_back({rank, "events", static_cast<double>(events), "1"});
    rows.push_back({rank, "rounds", static_cast<double>(rounds), "1"});
    rows.push_back({rank, "messages_sent", static_cast<double>(messages), "1"});
    rows.push_back({rank, "bytes_sent", static_cast<double>(sent), "byte"});
    ++rank;
  }
  return rows;
}

} // namespace

RunSummary simulate(const scenario::Loaded<scenario::Scenario>& loaded, const RunRequest& request,
                    MPI_Comm communicator) {
  const auto started = std::chrono::system_clock::now();
  const auto begin = WallClock::now();
  const auto world = World::shared(loaded.value, communicator);
  auto folder = open_folder(request, loaded.value, communicator);

  RunSummary summary;
  results::TableSet rows;
  declare_tables(rows);
  if (des::rank_in(communicator) == 0) {
    emit_entities(*world, rows);
  }
  emit_ephemeris(*world, communicator, rows);
  const auto plan = plan_contacts(*world, communicator, rows);
  summary.planning_s = seconds_since(begin);

  const Cast cast(*world);
  auto kernel = assemble(*world, cast, plan, communicator, rows);
  const auto kernel_begin = WallClock::now();
  const auto statistics = kernel.run(world->end);
  summary.kernel_s = seconds_since(kernel_begin);

  auto provenance = make_provenance(loaded);
  provenance.run = run_record(request.command_line, started);
  provenance.run.ranks = des::size_of(communicator);
  provenance.run.statistics = gather_statistics(statistics, communicator);
  provenance.run.wall_time_s = seconds_since(begin);
  const auto writing_begin = WallClock::now();
  publish(folder, rows, provenance, communicator);
  summary.writing_s = seconds_since(writing_begin);

  summary.notes = world->notes;
  summary.notes.insert(summary.notes.end(), cast.notes().begin(), cast.notes().end());
  summary.events = des::sum_of_all(communicator, statistics.events);
  summary.rounds = statistics.rounds;
  return summary;
}

} // namespace urker::run
