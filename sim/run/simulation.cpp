#include "run/simulation.hpp"

#include "base/metric.hpp"
#include "des/kernel.hpp"
#include "des/mpi.hpp"
#include "results/table_buffer.hpp"
#include "run/area_planning.hpp"
#include "run/cast.hpp"
#include "run/emitters.hpp"
#include "run/entities.hpp"
#include "run/flux_notes.hpp"
#include "run/horizons.hpp"
#include "run/keeping.hpp"
#include "run/progress.hpp"
#include "run/provenance.hpp"
#include "run/service_planning.hpp"
#include "run/uplink_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

namespace urker::run {
namespace {

using WallClock = std::chrono::steady_clock;

double seconds_since(WallClock::time_point begin) {
  return std::chrono::duration<double>(WallClock::now() - begin).count();
}

/// Collective: what each rank did, on rank 0.
std::vector<results::RankStatisticRow> gather_statistics(const des::RunStatistics& own,
                                                         MPI_Comm communicator) {
  Writer writer;
  writer(own.events, own.rounds, own.messages_sent, own.bytes_sent, own.events_s, own.handling_s,
         own.asleep_s);
  std::vector<results::RankStatisticRow> rows;
  std::int64_t rank = 0;
  for (const auto& bytes : des::gather_bytes(communicator, writer.take())) {
    std::uint64_t events = 0, rounds = 0, messages = 0, sent = 0;
    double wall_s = 0.0, handling_s = 0.0, asleep_s = 0.0;
    Reader reader(bytes);
    reader(events, rounds, messages, sent, wall_s, handling_s, asleep_s);
    const auto share = [wall_s](double s) { return wall_s > 0.0 ? s / wall_s : 0.0; };
    rows.push_back({rank, "events", static_cast<double>(events), "1"});
    rows.push_back({rank, "rounds", static_cast<double>(rounds), "1"});
    rows.push_back({rank, "messages_sent", static_cast<double>(messages), "1"});
    rows.push_back({rank, "bytes_sent", static_cast<double>(sent), "byte"});
    rows.push_back({rank, "idle_share", share(wall_s - handling_s), "1"});
    rows.push_back({rank, "asleep_share", share(asleep_s), "1"});
    ++rank;
  }
  return rows;
}

/// One run, from the scenario to the result, on one rank of all.
class Simulation {
 public:
  /// `folder`: on rank 0.
  Simulation(const scenario::Loaded<scenario::Scenario>& loaded, const RunRequest& request,
             std::optional<results::RunFolder> folder, MPI_Comm communicator)
      : loaded_(loaded), request_(request), communicator_(communicator),
        world_(World::shared(loaded.value, communicator)), cast_(*world_),
        keeper_(std::move(folder), loaded, cast_, communicator),
        oversight_(request.oversight, des::rank_in(communicator) == 0, request.stop_asked),
        meter_(world_->end, request.show_progress), instants_(instants()),
        horizons_(*world_, cast_, request.placement, communicator) {
    declare_tables(rows_);
    declare_flight_tables(*world_, rows_);
    declare_service_tables(world_->scenario, rows_);
    declare_interference_tables(world_->scenario, rows_);
  }

  RunSummary run() {
    record_ = run_record(request_.command_line, started_);
    record_.ranks = des::size_of(communicator_);
    begin();
    return complete();
  }

  RunSummary resume() {
    record_ = run_record(request_.command_line, started_);
    record_.ranks = des::size_of(communicator_);
    if (const auto from = keeper_.find()) {
      take_up(*from);
    } else {
      begin();
    }
    return complete();
  }

 private:
  [[nodiscard]] std::vector<Time> instants() const {
    std::vector<Time> instants;
    des::all_or_none(communicator_, [&] {
      instants = saving_instants(request_.oversight.save_at, world_->epoch, world_->end);
    });
    return instants;
  }

  void begin() {
    if (des::rank_in(communicator_) == 0) {
      emit_entities(*world_, rows_);
    }
    emit_flights(*world_, rows_);
    emit_ephemeris(*world_, communicator_, ephemeris_);
    emit_area_passes(*world_, communicator_, rows_);
    emit_services(*world_, communicator_, rows_);
    kernel_.emplace(horizons_.begin(rows_));
    go(kStart);
  }

  /// What was planned before the checkpoint has been reported.
  void take_up(Time from) {
    emit_ephemeris(*world_, communicator_, ephemeris_);
    kernel_.emplace(horizons_.take_up(from, rows_));
    kernel_->restore(from, keeper_.images(horizons_.ranks()));
    go(from);
  }

  void go(Time from) {
    keeper_.begin(record_, from);
    request_.savable();
    from_ = reached_ = from;
    summary_.planning_s = seconds_since(began_);
  }

  RunSummary complete() {
    play();
    if (!summary_.stopped) {
      finish();
    }
    const auto add = [this](const std::vector<std::string>& notes) {
      summary_.notes.insert(summary_.notes.end(), notes.begin(), notes.end());
    };
    add(keeper_.notes());
    add(world_->notes);
    add(cast_.notes());
    add(flux_notes(*world_));
    add(uplink_notes(*world_));
    return summary_;
  }

  /// From halt to halt, until the end or a stop.
  void play() {
    while (reached_ < world_->end && !summary_.stopped) {
      const auto halt = advance();
      if (halt.wish > 0 || std::binary_search(instants_.begin(), instants_.end(), reached_)) {
        save();
      }
      if (halt.wish == static_cast<int>(Wish::stop)) {
        summary_.stopped = reached_;
        summary_.stopped_utc = world_->epoch.utc_text(reached_);
        if (reached_ == from_ && des::rank_in(communicator_) == 0) {
          summary_.no_progress =
              oversight_.on_no_progress(summary_.planning_s, keeper_.began_there_before());
        }
      }
    }
  }

  /// To the next mark, asked instant or wish; at the end there is nothing more to wish.
  des::Halt advance() {
    const auto began = WallClock::now();
    const auto next = std::upper_bound(instants_.begin(), instants_.end(), reached_);
    const Time mark = horizons_.next_mark();
    meter_.interrupted();
    const auto halt = kernel_->advance(next == instants_.end() ? mark : std::min(mark, *next),
                                       [this](const auto& progress) { return watch(progress); });
    summary_.kernel_s += seconds_since(began);
    reached_ = halt.at;
    if (reached_ == world_->end) {
      return {reached_, 0};
    }
    if (reached_ == mark) {
      const auto mark_began = WallClock::now();
      horizons_.pass(*kernel_, rows_);
      summary_.planning_s += seconds_since(mark_began);
    }
    return halt;
  }

  void save() {
    const auto began = WallClock::now();
    keeper_.save(reached_, *kernel_, rows_);
    oversight_.saved(std::chrono::duration_cast<Duration>(WallClock::now() - began));
    record_.checkpoints_s += seconds_since(began);
    summary_.writing_s += seconds_since(began);
  }

  [[nodiscard]] int watch(const des::Progress& progress) {
    if (des::rank_in(communicator_) == 0) {
      meter_.update(progress);
    }
    return static_cast<int>(oversight_.wish());
  }

  void finish() {
    const auto statistics = kernel_->finish(world_->end);
    summary_.events = des::sum_of_all(communicator_, statistics.events);
    summary_.rounds = statistics.rounds;
    summary_.ranks_with_events = horizons_.most_ranks();
    record_.statistics = gather_statistics(statistics, communicator_);
    record_.wall_time_s = seconds_since(began_);
    const auto writing_began = WallClock::now();
    rows_.take_in(std::move(ephemeris_));
    keeper_.publish(rows_, [this] {
      auto provenance = make_provenance(loaded_);
      provenance.run = std::move(record_);
      return provenance;
    });
    summary_.writing_s += seconds_since(writing_began);
  }

  const scenario::Loaded<scenario::Scenario>& loaded_;
  const RunRequest& request_;
  MPI_Comm communicator_;
  std::chrono::system_clock::time_point started_ = std::chrono::system_clock::now();
  WallClock::time_point began_ = WallClock::now();
  std::unique_ptr<const World> world_;
  Cast cast_;
  Keeper keeper_;
  Oversight oversight_;
  ProgressMeter meter_;
  std::vector<Time> instants_; ///< of the checkpoints that were asked for
  results::TableSet rows_;
  results::TableSet ephemeris_; ///< follows from the scenario: no checkpoint has to keep it
  results::RunRecord record_;
  Horizons horizons_;
  std::optional<des::Kernel> kernel_;
  Time from_ = kStart, reached_ = kStart;
  RunSummary summary_;
};

} // namespace

RunSummary simulate(const scenario::Loaded<scenario::Scenario>& loaded, const RunRequest& request,
                    MPI_Comm communicator) {
  // First: nothing is computed for what cannot be kept.
  auto folder = open_folder(loaded, request, communicator);
  return Simulation(loaded, request, std::move(folder), communicator).run();
}

RunSummary resume(const scenario::Loaded<scenario::Scenario>& loaded, const RunRequest& request,
                  std::optional<results::RunFolder> folder, MPI_Comm communicator) {
  return Simulation(loaded, request, std::move(folder), communicator).resume();
}

} // namespace urker::run
