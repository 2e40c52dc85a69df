#include "run/horizons.hpp"

#include "base/error.hpp"
#include "base/pack.hpp"
#include "base/units.hpp"
#include "des/mpi.hpp"
#include "protocol/messages.hpp"
#include "spacecraft/satellite_process.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace urker::run {
namespace {

/// How far beyond a horizon processes look.
Duration lead_of(const World& world) {
  Duration lead{0};
  for (const auto& station : world.stations) {
    lead = std::max(lead, ground::needed_outlook(*station.config));
  }
  for (const auto& [key, config] : world.scenario.operations) {
    lead = std::max(lead, mission::needed_outlook(config));
  }
  const auto& satellites = world.satellites;
  if (!world.scenario.crosslinks.empty() ||
      std::any_of(satellites.begin(), satellites.end(),
                  [](const Satellite& s) { return s.config->report_radio.has_value(); })) {
    lead = std::max(lead, spacecraft::kReportOutlook);
  }
  return lead;
}

} // namespace

Horizons::Horizons(const World& world, const Cast& cast, PlacementRule rule, MPI_Comm communicator)
    : world_(world), cast_(cast), rule_(rule), communicator_(communicator), lead_(lead_of(world)),
      plan_(world, cast, lead_, communicator), factory_(world, cast, RollingPlan::kHorizon + lead_),
      worthwhile_(communicator) {}

des::Kernel Horizons::begin(RowSink& rows) {
  plan_.advance(rows);
  ranks_ = place(expected());
  const auto share = plan_.deal(ranks_);
  auto kernel = make_kernel(share.channels, rows);
  kernel.start();
  tell(kernel, share);
  return kernel;
}

des::Kernel Horizons::take_up(Time at, RowSink& rows) {
  plan_.catch_up(at);
  ranks_ = place(expected());
  return make_kernel(plan_.deal(ranks_).channels, rows);
}

void Horizons::pass(des::Kernel& kernel, RowSink& rows) {
  plan_.advance(rows);
  const auto work = measured(kernel.take_costs_s());
  worthwhile_.learn(std::accumulate(work.begin(), work.end(), 0.0), kernel.progress());
  auto ranks = place(work);
  auto share = plan_.deal(ranks);
  if (ranks == ranks_) {
    kernel.set_channels({std::move(share.channels)});
  } else {
    ranks_ = std::move(ranks);
    kernel.repartition(ranks_, [this](des::ProcessId id) { return factory_.make(id); },
                       {std::move(share.channels)});
  }
  tell(kernel, share);
}

des::Kernel Horizons::make_kernel(std::vector<des::Channel> channels, RowSink& rows) const {
  des::ProcessSet processes{ranks_, {}, [this](des::ProcessId id) { return cast_.names()[id]; }};
  des::all_or_none(communicator_, [&] {
    for (des::ProcessId id = 0; id < ranks_.size(); ++id) {
      if (ranks_[id] == des::rank_in(communicator_)) {
        processes.own.push_back(factory_.make(id));
      }
    }
  });
  des::KernelOptions options;
  options.slow = [this](des::ProcessId id) { return cast_.stage(id) == Stage::planning; };
  options.measure_costs =
      des::size_of(communicator_) > 1 && world_.end > kStart + RollingPlan::kHorizon;
  return {communicator_, std::move(processes), {std::move(channels)}, rows, options};
}

std::vector<double> Horizons::expected() const {
  auto work = expected_work(world_, cast_);
  const double days =
      to_seconds(std::min<Duration>(RollingPlan::kHorizon, world_.end - kStart)) / unit::d.scale;
  for (auto& one : work) {
    one *= days;
  }
  return work;
}

/// Of all processes, on rank 0. Nothing is measured where there is no other.
std::vector<double> Horizons::measured(const std::vector<double>& own_s) const {
  if (des::size_of(communicator_) == 1) {
    return {};
  }
  std::vector<std::vector<double>> parts;
  for (const auto& bytes : des::gather_bytes(communicator_, pack(own_s))) {
    parts.push_back(unpack<std::vector<double>>(bytes));
  }
  std::vector<double> work;
  std::vector<std::size_t> next(parts.size(), 0);
  for (des::ProcessId id = 0; !parts.empty() && id < ranks_.size(); ++id) {
    const auto rank = static_cast<std::size_t>(ranks_[id]);
    work.push_back(parts[rank][next[rank]++]);
  }
  return work;
}

/// `work` on rank 0.
std::vector<int> Horizons::place(std::span<const double> work) {
  const int before = used_ranks_;
  used_ranks_ =
      rule_ == PlacementRule::fastest ? worthwhile_.choose(work) : des::size_of(communicator_);
  most_ranks_ = std::max(most_ranks_, used_ranks_);
  const auto processes = cast_.names().size();
  if (used_ranks_ == 1) {
    return std::vector<int>(processes, 0);
  }
  if (rule_ == PlacementRule::shifting) {
    std::vector<int> next(processes);
    for (std::size_t id = 0; id < processes; ++id) {
      next[id] = ranks_.empty() ? static_cast<int>(id % static_cast<std::size_t>(used_ranks_))
                                : (ranks_[id] + 1) % used_ranks_;
    }
    return next;
  }
  const auto couplings = plan_.couplings();
  std::vector<int> placed;
  des::all_or_none(communicator_, [&] {
    if (des::rank_in(communicator_) == 0) {
      const bool as_before = used_ranks_ == before;
      placed = run::place(cast_, rule_,
                          {work, couplings, used_ranks_,
                           as_before ? std::span<const int>(ranks_) : std::span<const int>()});
    }
  });
  return unpack<std::vector<int>>(des::broadcast_bytes(communicator_, pack(placed)));
}

void Horizons::tell(des::Kernel& kernel, const HorizonShare& share) const {
  for (const auto& [id, outlook] : share.outlooks) {
    kernel.inject(id, protocol::kind_of(protocol::Message::outlook), pack(outlook));
  }
  for (const auto& [id, chances] : share.chances) {
    kernel.inject(id, protocol::kind_of(protocol::Message::chances), pack(chances));
  }
}

} // namespace urker::run
