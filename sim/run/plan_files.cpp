#include "run/plan_files.hpp"

#include "access/almanac_shadows.hpp"
#include "access/inter_satellite.hpp"
#include "access/plan_search.hpp"
#include "base/error.hpp"
#include "des/mpi.hpp"
#include "run/plan_light.hpp"
#include "run/plan_output.hpp"
#include "run/plan_rows.hpp"
#include "run/provenance.hpp"
#include "run/share.hpp"
#include "run/sorted_runs.hpp"
#include "time/epoch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>

namespace urker::run {
namespace {

/// What one rank finds.
class FilePlan {
 public:
  FilePlan(const FilePlanRequest& request, const PlanInput& input, MPI_Comm communicator)
      : request_(request), input_(input), communicator_(communicator), epoch_(request.start),
        end_(kStart + request.duration), earth_span_(input.needed_span(end_)),
        earth_(epoch_, earth_span_.first, earth_span_.second, request.rotation),
        contacts_(request.output), shadows_(request.output), moon_shadows_(request.output),
        outages_(request.output), target_passes_(request.output), between_(request.output) {
    if (request.rotation == orbit::EarthOrientationModel::gmst) {
      bodies_ = access::almanac_shadows(earth_, epoch_);
    }
  }

  /// Local.
  void search() {
    load_trajectories();
    search_passes();
    search_moon();
    if (request_.targets) {
      std::vector<TargetViewer> viewers;
      for (const auto* satellite : satellites_) {
        viewers.push_back({satellite, {}, {kStart, end_, true, true}});
      }
      search_targets(
          viewers, earth_, input_.targets, end_, request_.horizon, bodies_,
          [this](access::TargetPass pass) {
            pass.satellite = numbers_[pass.satellite];
            target_passes_.add(pass);
          },
          [this] { target_passes_.end_run(); });
    }
    if (with_pairs()) {
      search_pairs();
    }
  }

  /// Collective.
  template <class Output>
  void write(Output& output) const {
    output.template table<PlanContactRow>(contacts_.size(), [this](const auto& take) {
      contacts_.for_each([&](const access::StationContact& c) { take(PlanContactRow{c}); });
    });
    output.template table<PlanShadowRow>(shadows_.size(),
                                         [this](const auto& take) { give_shadows(take); });
    output.template table<PlanMoonShadowRow>(
        moon_shadows_.size(), [this](const auto& take) { moon_shadows_.for_each(take); });
    if (request_.sun_outage_rad) {
      output.template table<PlanOutageRow>(outages_.size(), [this](const auto& take) {
        outages_.for_each([&](const access::SunOutage& o) { take(PlanOutageRow{o}); });
      });
    }
    if (request_.targets) {
      output.template table<PlanTargetPassRow>(target_passes_.size(), [this](const auto& take) {
        target_passes_.for_each([&](const access::TargetPass& p) { take(PlanTargetPassRow{p}); });
      });
    }
    if (with_pairs()) {
      const auto before = request_.all_pairs ? pairs_of_lower_ranks() : 0;
      output.template table<PlanPairContactRow>(
          between_.size(), [&](const auto& take) { give_between(before, take); });
    }
  }
  /// Collective.
  void write_pairs(CsvOutput& output) const {
    const auto before = pairs_of_lower_ranks();
    output.table<PlanPairRow>(between_.size(), [&](const auto& take) {
      std::int64_t known = before - 1;
      give_between(before, [&](const PlanPairContactRow& row) {
        if (row.pair > known) {
          known = row.pair;
          take({row.pair, row.contact.first, row.contact.second, request_.range_limit_m});
        }
      });
    });
  }

  /// Collective: of all ranks, in the order of the satellites.
  [[nodiscard]] std::vector<PlanFailureRow> failures() const {
    std::vector<PlanFailureRow> all;
    for (const auto& bytes : des::allgather_bytes(communicator_, pack(failures_))) {
      const auto part = unpack<std::vector<PlanFailureRow>>(bytes);
      all.insert(all.end(), part.begin(), part.end());
    }
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return a.satellite < b.satellite; });
    return all;
  }
  /// Collective.
  [[nodiscard]] FilePlanSummary summary() const {
    FilePlanSummary result;
    result.notes = input_.notes;
    for (const auto& failure : failures()) {
      const auto [name, catalogue_number] =
          input_.satellite(static_cast<std::size_t>(failure.satellite));
      result.notes.push_back(fmt::format(
          "{} ({}, number {} in the file) is planned until {} only: {}", name, catalogue_number,
          failure.satellite, epoch_.utc_text(failure.time), failure.reason));
    }
    result.satellites = input_.satellite_count();
    result.contacts = des::sum_of_all(communicator_, contacts_.size());
    result.shadows = des::sum_of_all(communicator_, shadows_.size());
    result.moon_shadows = des::sum_of_all(communicator_, moon_shadows_.size());
    result.outages = des::sum_of_all(communicator_, outages_.size());
    result.target_passes = des::sum_of_all(communicator_, target_passes_.size());
    result.between = des::sum_of_all(communicator_, between_.size());
    return result;
  }

 private:
  [[nodiscard]] bool with_pairs() const { return request_.all_pairs || request_.pairs; }

  /// Nothing if the elements are none, and why in `reason`.
  [[nodiscard]] std::unique_ptr<orbit::Trajectory>
  trajectory_of(std::size_t satellite, std::string* reason = nullptr) const {
    try {
      return input_.trajectory(satellite, epoch_, earth_, end_);
    } catch (const Error& e) {
      if (e.cause() != Cause::invalid_input) {
        throw;
      }
      if (reason != nullptr) {
        *reason = e.what();
      }
      return nullptr;
    }
  }

  void load_trajectories() {
    const Share own(input_.satellite_count(), communicator_);
    for (std::size_t i = own.first; i < own.last; ++i) {
      std::string reason;
      if (auto trajectory = trajectory_of(i, &reason)) {
        satellites_.push_back(trajectory.get());
        trajectories_.push_back(std::move(trajectory));
        numbers_.push_back(static_cast<std::uint32_t>(i));
      } else {
        failures_.push_back({static_cast<std::int64_t>(i), kStart, reason});
      }
    }
    known_until_.assign(satellites_.size(), end_);
  }

  void search_passes() {
    access::PlanSearch search({satellites_, &earth_, input_.sites, true, bodies_}, kStart, end_);
    for (Time until = kStart; until < end_;) {
      until = std::min(until + request_.horizon, end_);
      search.advance(until, [&](const access::PlanPart& part) { keep(part); });
      contacts_.end_run();
      shadows_.end_run();
      outages_.end_run();
    }
    for (const auto& failure : search.failures()) {
      failures_.push_back({numbers_[failure.satellite], failure.time, failure.reason});
      known_until_[failure.satellite] = failure.time;
    }
  }

  void search_moon() {
    for (std::size_t i = 0; i < satellites_.size(); ++i) {
      for (const auto& row :
           moon_shadows_of(numbers_[i], *satellites_[i], earth_, known_until_[i], bodies_)) {
        moon_shadows_.add(row);
      }
    }
    moon_shadows_.end_run();
  }

  void keep(const access::PlanPart& part) {
    for (auto contact : part.contacts) {
      const auto& trajectory = *satellites_[contact.satellite];
      contact.satellite = numbers_[contact.satellite];
      contacts_.add(contact);
      if (request_.sun_outage_rad) {
        for (const auto& outage :
             access::find_sun_outages(trajectory, earth_, input_.sites[contact.station], contact,
                                      *request_.sun_outage_rad, bodies_)) {
          outages_.add(outage);
        }
      }
    }
    for (const auto& eclipse : part.eclipses) {
      shadows_.add({numbers_[eclipse.satellite], PlanShadow::penumbra, eclipse.penumbra});
    }
    for (const auto& eclipse : part.eclipses) {
      if (eclipse.umbra.begin != kNotYet) {
        shadows_.add({numbers_[eclipse.satellite], PlanShadow::umbra, eclipse.umbra});
      }
    }
  }

  /// Stays in the penumbra that were parted (Eclipse) are joined again.
  void give_shadows(const RowTaker<PlanShadowRow>& take) const {
    std::optional<PlanShadowRow> held;
    shadows_.for_each([&](const PlanShadowRow& row) {
      if (held && held->satellite == row.satellite && held->shadow == row.shadow &&
          held->window.end == row.window.begin) {
        held->window.end = row.window.end;
        held->window.end_clipped = row.window.end_clipped;
      } else {
        if (held) {
          take(*held);
        }
        held = row;
      }
    });
    if (held) {
      take(*held);
    }
  }

  void search_pairs() {
    std::vector<std::unique_ptr<orbit::Trajectory>> trajectories;
    access::PairInput pairs;
    pairs.earth = &earth_;
    for (std::size_t i = 0; i < input_.satellite_count(); ++i) {
      trajectories.push_back(trajectory_of(i));
      pairs.satellites.push_back(trajectories.back().get());
    }
    std::size_t first_pair = 0;
    if (request_.all_pairs) {
      const auto own = Share::of_pairs(trajectories.size(), communicator_);
      pairs.pairs = access::AllPairs{static_cast<std::uint32_t>(own.first),
                                     static_cast<std::uint32_t>(own.last), request_.range_limit_m};
    } else {
      const Share own(input_.pairs.size(), communicator_);
      first_pair = own.first;
      const auto begin = input_.pairs.begin();
      pairs.pairs = std::vector(begin + static_cast<std::ptrdiff_t>(own.first),
                                begin + static_cast<std::ptrdiff_t>(own.last));
    }
    access::PairSearch(std::move(pairs), kStart, end_)
        .advance(
            end_,
            [&](std::size_t pair, const access::InterSatelliteContact& contact) {
              between_.add({static_cast<std::int64_t>(first_pair + pair), contact});
            },
            [this] { between_.end_run(); });
  }

  /// Collective: how many pairs the ranks below this one have found.
  [[nodiscard]] std::int64_t pairs_of_lower_ranks() const {
    std::uint64_t own = 0;
    give_between(
        0, [&](const PlanPairContactRow& row) { own = static_cast<std::uint64_t>(row.pair) + 1; });
    return static_cast<std::int64_t>(des::sum_below(communicator_, own));
  }

  /// Where all pairs are asked for, those found are numbered in order, from `first` here.
  void give_between(std::int64_t first, const RowTaker<PlanPairContactRow>& take) const {
    std::optional<PlanPairContactRow> last;
    between_.for_each([&](PlanPairContactRow row) {
      if (request_.all_pairs) {
        const bool same = last && last->contact.first == row.contact.first &&
                          last->contact.second == row.contact.second;
        row.pair = !last ? first : last->pair + (same ? 0 : 1);
      }
      take(row);
      last = row;
    });
  }

  const FilePlanRequest& request_;
  const PlanInput& input_;
  MPI_Comm communicator_;
  Epoch epoch_;
  Time end_;
  std::pair<Time, Time> earth_span_;
  orbit::Earth earth_;
  access::ShadowBodies bodies_;
  // This rank's satellites that have a trajectory.
  std::vector<std::unique_ptr<orbit::Trajectory>> trajectories_;
  std::vector<const orbit::Trajectory*> satellites_;
  std::vector<std::uint32_t> numbers_; ///< in the file
  std::vector<Time> known_until_;
  std::vector<PlanFailureRow> failures_;
  SortedRuns<access::StationContact> contacts_;
  SortedRuns<PlanShadowRow> shadows_;
  SortedRuns<PlanMoonShadowRow> moon_shadows_;
  SortedRuns<access::SunOutage> outages_;
  SortedRuns<access::TargetPass> target_passes_;
  SortedRuns<PlanPairContactRow> between_;
};

/// What was asked for, as a text that tells one plan from another.
std::string request_text(const FilePlanRequest& r) {
  return fmt::format(
      "plan:\n  start: {}\n  duration: {} s\n  rotation: {}\n  pairs: {}\n"
      "  sun outage: {}\n  targets: {}\n",
      format_calendar(r.start), to_seconds(r.duration),
      r.rotation == orbit::EarthOrientationModel::gmst ? "gmst" : "standard",
      r.all_pairs ? fmt::format("all within {} m", r.range_limit_m)
      : r.pairs   ? "of a file"
                  : "none",
      r.sun_outage_rad ? fmt::format("within {} deg", *r.sun_outage_rad / unit::deg.scale) : "none",
      r.targets ? "of a file" : "none");
}

template <class Row>
std::pair<std::string, std::string> csv_file() {
  return {Row::kCsvName, Row::kCsvColumns};
}

CsvOutput make_csv_output(const FilePlanRequest& request, MPI_Comm communicator) {
  std::vector<std::pair<std::string, std::string>> files{
      csv_file<PlanContactRow>(), csv_file<PlanShadowRow>(), csv_file<PlanMoonShadowRow>()};
  if (request.sun_outage_rad) {
    files.push_back(csv_file<PlanOutageRow>());
  }
  if (request.targets) {
    files.push_back(csv_file<PlanTargetPassRow>());
  }
  if (request.all_pairs || request.pairs) {
    files.push_back(csv_file<PlanPairContactRow>());
  }
  if (request.all_pairs) {
    files.push_back(csv_file<PlanPairRow>());
  }
  return CsvOutput(request.output, files, request.replace, communicator);
}

/// The tables beside those of the windows; rank 0's.
results::TableSet cast_of(const PlanInput& input, const std::vector<PlanFailureRow>& failures,
                          bool with_targets, bool on_this_rank) {
  results::TableSet rows;
  rows.declare<PlanSatelliteRow>();
  rows.declare<PlanSiteRow>();
  rows.declare<PlanFailureRow>();
  if (with_targets) {
    rows.declare<PlanTargetRow>();
  }
  if (!on_this_rank) {
    return rows;
  }
  for (std::size_t i = 0; i < input.satellite_count(); ++i) {
    const auto [name, catalogue_number] = input.satellite(i);
    rows.emit(PlanSatelliteRow{static_cast<std::int64_t>(i), name, catalogue_number});
  }
  for (std::size_t i = 0; i < input.sites.size(); ++i) {
    rows.emit(PlanSiteRow{static_cast<std::int64_t>(i), input.sites[i]});
  }
  for (std::size_t i = 0; i < input.targets.size(); ++i) {
    rows.emit(PlanTargetRow{static_cast<std::int64_t>(i), input.targets[i]});
  }
  for (const auto& failure : failures) {
    rows.emit(failure);
  }
  return rows;
}

} // namespace

FilePlanSummary plan_files(const FilePlanRequest& request, MPI_Comm communicator) {
  PlanInput input;
  des::all_or_none(communicator, [&] {
    input = read_plan_input({request.element_sets, request.mean_elements, request.ephemerides,
                             request.sites, request.pairs, request.targets},
                            Epoch(request.start));
  });
  return plan_input(input, request, communicator);
}

FilePlanSummary plan_input(const PlanInput& input, const FilePlanRequest& request,
                           MPI_Comm communicator) {
  const auto started = std::chrono::system_clock::now();
  const auto begin = std::chrono::steady_clock::now();
  const auto search = [&](std::optional<FilePlan>& plan) {
    des::all_or_none(communicator, [&] {
      plan.emplace(request, input, communicator);
      plan->search();
    });
  };
  std::optional<FilePlan> plan;
  if (request.csv) {
    auto output = make_csv_output(request, communicator);
    search(plan);
    plan->write(output);
    if (request.all_pairs) {
      plan->write_pairs(output);
    }
    output.publish();
    return plan->summary();
  }
  const auto text = request_text(request);
  const auto start_utc = format_calendar(request.start);
  ResultOutput output(request.output, request.replace, text, start_utc, communicator);
  search(plan);
  plan->write(output);
  output.tables(cast_of(input, plan->failures(), request.targets.has_value(),
                        des::rank_in(communicator) == 0));
  auto provenance = program_provenance();
  provenance.title = "Contact plan of element sets and sites";
  provenance.start_utc = start_utc;
  provenance.scenario = text;
  provenance.sources = input.sources;
  provenance.run = run_record(request.command_line, started);
  provenance.run.ranks = des::size_of(communicator);
  provenance.run.wall_time_s =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  output.publish(provenance);
  return plan->summary();
}

} // namespace urker::run
