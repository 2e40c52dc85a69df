#include "run/plan_scenario.hpp"

#include "access/inter_satellite.hpp"
#include "access/rows.hpp"
#include "access/sun_rows.hpp"
#include "des/mpi.hpp"
#include "run/entities.hpp"
#include "run/flux_notes.hpp"
#include "run/interference.hpp"
#include "run/plan_input.hpp"
#include "run/plan_light.hpp"
#include "run/plan_output.hpp"
#include "run/provenance.hpp"
#include "run/sorted_runs.hpp"
#include "run/world_light.hpp"
#include "run/world_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

namespace urker::run {
namespace {

using WallClock = std::chrono::steady_clock;

double seconds_since(WallClock::time_point begin) {
  return std::chrono::duration<double>(WallClock::now() - begin).count();
}

/// What one rank finds.
class ScenarioPlan {
 public:
  ScenarioPlan(const World& world, const ScenarioPlanRequest& request,
               const std::vector<PlanTarget>& targets, MPI_Comm communicator)
      : world_(world), request_(request), targets_(targets), communicator_(communicator),
        own_(world.satellites.size(), communicator), contacts_(request.run.output),
        eclipses_(request.run.output), moon_eclipses_(request.run.output),
        outages_(request.run.output), area_passes_(request.run.output),
        target_passes_(request.run.output), between_(request.run.output),
        interference_(request.run.output) {}

  /// Local.
  void search() {
    WorldSearch search(world_, own_);
    for (Time until = kStart; until < world_.end;) {
      until = std::min(until + request_.horizon, world_.end);
      search.advance(until, [this](const access::PlanPart& part) { keep(part); });
      contacts_.end_run();
      eclipses_.end_run();
      outages_.end_run();
    }
    failures_ = search.failures();
    const auto areas = area_points_of(world_);
    for (auto i = static_cast<std::uint32_t>(own_.first); i < own_.last; ++i) {
      const Time until = known_until(world_, i, failures_);
      for (const auto& pass : area_passes_of(world_, areas, i, until)) {
        area_passes_.add(pass);
      }
      for (const auto& eclipse : moon_eclipses_of(world_, i, until)) {
        moon_eclipses_.add(eclipse);
      }
    }
    area_passes_.end_run();
    moon_eclipses_.end_run();
    if (request_.targets) {
      search_imagers();
    }
  }
  /// Collective: failures of all ranks on all of them.
  void share_failures() {
    std::vector<access::PlanFailure> all;
    for (const auto& bytes : des::allgather_bytes(communicator_, pack_failures())) {
      Reader reader(bytes);
      while (!reader.at_end()) {
        auto& failure = all.emplace_back();
        reader(failure.satellite, failure.time, failure.reason);
      }
    }
    failures_ = std::move(all);
  }
  /// Collective: each rank needs the contacts of others' interferers.
  void search_interference() {
    std::vector<access::StationContact> all;
    Writer writer;
    for (const auto& contact : radio_contacts_) {
      writer(contact);
    }
    for (const auto& bytes : des::allgather_bytes(communicator_, writer.take())) {
      Reader reader(bytes);
      while (!reader.at_end()) {
        reader(all.emplace_back());
      }
    }
    for (const auto& found : find_interference(world_, all, static_cast<std::uint32_t>(own_.first),
                                               static_cast<std::uint32_t>(own_.last))) {
      interference_.add(found);
    }
    interference_.end_run();
  }
  /// Local.
  void search_pairs() {
    const auto own = Share::of_pairs(world_.satellites.size(), communicator_);
    access::PairInput pairs;
    pairs.earth = world_.earth.get();
    for (const auto& satellite : world_.satellites) {
      pairs.satellites.push_back(satellite.trajectory.get());
    }
    pairs.pairs = access::AllPairs{static_cast<std::uint32_t>(own.first),
                                   static_cast<std::uint32_t>(own.last), request_.range_limit_m};
    access::PairSearch(std::move(pairs), kStart, world_.end)
        .advance(
            world_.end,
            [this](std::size_t, const access::InterSatelliteContact& c) { keep_in_service(c); },
            [this] { between_.end_run(); });
  }

  /// Collective.
  void write(ResultOutput& output) const {
    write_windows(output);
    write_what_was_asked_for(output);
    write_entities(output);
  }

  [[nodiscard]] std::vector<std::string> notes() const {
    auto notes = world_.notes;
    const auto flux = flux_notes(world_);
    notes.insert(notes.end(), flux.begin(), flux.end());
    for (const auto& failure : failures_) {
      notes.push_back(fmt::format("satellites.{} is planned until {} only: {}",
                                  world_.satellites[failure.satellite].name,
                                  world_.epoch.utc_text(failure.time), failure.reason));
    }
    return notes;
  }

 private:
  void write_windows(ResultOutput& output) const {
    const auto& satellites = world_.satellites;
    output.table<access::AreaPassRow>(area_passes_.size(), [&](const auto& take) {
      area_passes_.for_each([&](const access::AreaPass& p) {
        take({satellites[p.satellite].name, world_.areas[p.area].name, p.window});
      });
    });
    output.table<access::ContactRow>(contacts_.size(), [&](const auto& take) {
      contacts_.for_each([&](const access::StationContact& c) {
        take({satellites[c.satellite].name, world_.stations[c.station].name, c});
      });
    });
    output.table<access::EclipseRow>(eclipses_.size(), [&](const auto& take) {
      eclipses_.for_each([&](const access::Eclipse& e) {
        take({satellites[e.satellite].name, e});
      });
    });
    output.table<access::MoonEclipseRow>(moon_eclipses_.size(), [&](const auto& take) {
      moon_eclipses_.for_each([&](const access::MoonEclipse& e) {
        take({satellites[e.satellite].name, e});
      });
    });
    output.table<access::SunOutageRow>(outages_.size(), [&](const auto& take) {
      outages_.for_each([&](const access::SunOutage& o) {
        take({satellites[o.satellite].name, world_.stations[o.station].name, o});
      });
    });
  }

  void write_what_was_asked_for(ResultOutput& output) const {
    const auto& satellites = world_.satellites;
    if (request_.targets) {
      output.table<ScenarioTargetPassRow>(target_passes_.size(), [&](const auto& take) {
        target_passes_.for_each([&](const access::TargetPass& p) {
          take({satellites[p.satellite].name, p});
        });
      });
    }
    if (request_.interference) {
      output.table<InterferenceRow>(interference_.size(), [&](const auto& take) {
        interference_.for_each([&](const Interference& i) {
          take({satellites[i.victim].name, satellites[i.interferer].name,
                world_.stations[i.station].name, i});
        });
      });
    }
    if (request_.all_pairs) {
      output.table<access::InterSatelliteRow>(between_.size(), [&](const auto& take) {
        between_.for_each([&](const access::InterSatelliteContact& c) {
          take({satellites[c.first].name, satellites[c.second].name, c});
        });
      });
    }
  }

  void write_entities(ResultOutput& output) const {
    results::TableSet rows;
    declare_cast_tables(rows);
    rows.declare<access::FailureRow>();
    if (request_.targets) {
      rows.declare<PlanTargetRow>();
    }
    if (des::rank_in(communicator_) == 0) {
      emit_entities(world_, rows);
      for (std::size_t i = 0; i < targets_.size(); ++i) {
        rows.emit(PlanTargetRow{static_cast<std::int64_t>(i), targets_[i]});
      }
      for (const auto& failure : failures_) {
        rows.emit(access::FailureRow{world_.satellites[failure.satellite].name, failure.time,
                                     failure.reason});
      }
    }
    output.tables(rows);
  }

  void search_imagers() {
    std::vector<TargetViewer> viewers;
    std::vector<std::uint32_t> numbers;
    for (auto i = static_cast<std::uint32_t>(own_.first); i < own_.last; ++i) {
      const auto& satellite = world_.satellites[i];
      if (satellite.config->imager) {
        access::ImagingLimits limits;
        limits.greatest_off_nadir_rad = satellite.config->imager->greatest_off_nadir_rad;
        limits.least_sun_elevation_rad = satellite.config->imager->least_sun_elevation_rad;
        viewers.push_back({satellite.trajectory.get(), limits, satellite.service});
        numbers.push_back(i);
      }
    }
    search_targets(
        viewers, *world_.earth, targets_, world_.end, request_.horizon, world_.shadow_bodies,
        [&](access::TargetPass pass) {
          pass.satellite = numbers[pass.satellite];
          target_passes_.add(pass);
        },
        [this] { target_passes_.end_run(); });
  }
  void keep(const access::PlanPart& part) {
    for (const auto& contact : part.contacts) {
      contacts_.add(contact);
      if (request_.interference && world_.satellites[contact.satellite].config->radio) {
        radio_contacts_.push_back(contact);
      }
      for (const auto& outage : sun_outages_of(world_, contact)) {
        outages_.add(outage);
      }
    }
    for (const auto& eclipse : part.eclipses) {
      eclipses_.add(eclipse);
    }
  }
  /// A window that begins or ends with the service of one is searched again as such: its least
  /// range may be another.
  void keep_in_service(const access::InterSatelliteContact& contact) {
    const auto &a = world_.satellites[contact.first], &b = world_.satellites[contact.second];
    const auto& whole = contact.window;
    const Time begin = std::max({whole.begin, a.service.begin, b.service.begin});
    const Time end = std::min({whole.end, a.service.end, b.service.end});
    if (begin == whole.begin && end == whole.end) {
      between_.add(contact);
      return;
    }
    if (begin >= end) {
      return;
    }
    for (auto& again : access::find_inter_satellite_contacts(
             *a.trajectory, *b.trajectory, *world_.earth, request_.range_limit_m, begin, end)) {
      again.first = contact.first;
      again.second = contact.second;
      again.window = {begin, end, begin > whole.begin || whole.begin_clipped,
                      end < whole.end || whole.end_clipped}; // the window's own ends stay
      between_.add(again);
    }
  }
  [[nodiscard]] Bytes pack_failures() const {
    Writer writer;
    for (const auto& failure : failures_) {
      writer(failure.satellite, failure.time, failure.reason);
    }
    return writer.take();
  }

  const World& world_;
  const ScenarioPlanRequest& request_;
  const std::vector<PlanTarget>& targets_;
  MPI_Comm communicator_;
  Share own_;
  std::vector<access::PlanFailure> failures_;
  SortedRuns<access::StationContact> contacts_;
  SortedRuns<access::Eclipse> eclipses_;
  SortedRuns<access::MoonEclipse> moon_eclipses_;
  SortedRuns<access::SunOutage> outages_;
  SortedRuns<access::AreaPass> area_passes_;
  SortedRuns<access::TargetPass> target_passes_;
  SortedRuns<access::InterSatelliteContact> between_;
  std::vector<access::StationContact> radio_contacts_; ///< only for interference
  SortedRuns<Interference> interference_;
};

} // namespace

RunSummary plan_scenario(const scenario::Loaded<scenario::Scenario>& loaded,
                         const ScenarioPlanRequest& request, MPI_Comm communicator) {
  const auto started = std::chrono::system_clock::now();
  const auto begin = WallClock::now();
  const auto world = World::shared(loaded.value, communicator);
  PlanInput input;
  des::all_or_none(communicator, [&] {
    PlanFiles files;
    files.targets = request.targets;
    input = read_plan_input(files, world->epoch);
  });
  auto provenance = make_provenance(loaded);
  provenance.sources.insert(provenance.sources.end(), input.sources.begin(), input.sources.end());
  ResultOutput output(request.run.output, request.run.replace, provenance.scenario,
                      provenance.start_utc, communicator);

  std::optional<ScenarioPlan> plan;
  des::all_or_none(communicator, [&] {
    plan.emplace(*world, request, input.targets, communicator);
    plan->search();
  });
  plan->share_failures();
  if (request.all_pairs) {
    des::all_or_none(communicator, [&] { plan->search_pairs(); });
  }
  if (request.interference) {
    plan->search_interference();
  }
  RunSummary summary;
  summary.planning_s = seconds_since(begin);
  summary.notes = plan->notes();

  provenance.run = run_record(request.run.command_line, started);
  provenance.run.ranks = des::size_of(communicator);
  provenance.run.wall_time_s = summary.planning_s;
  const auto writing_begin = WallClock::now();
  plan->write(output);
  output.publish(provenance);
  summary.writing_s = seconds_since(writing_begin);
  return summary;
}

} // namespace urker::run
