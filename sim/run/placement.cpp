#include "run/placement.hpp"

#include "base/error.hpp"
#include "link/optical/optical_link.hpp"
#include "link/radio_rates.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace urker::run {
namespace {

/// Wall time of a round in which little happens, on ranks of one machine, s.
constexpr double kRound_s = 10e-6;
/// Of the present placement's time, what another must save.
constexpr double kWorthMoving = 0.1;

bool is_planner(const Cast& cast, des::ProcessId id) {
  return cast.stage(id) == Stage::planning;
}

/// Loads of the ranks.
struct Loads {
  std::vector<double> flow, planning;
  [[nodiscard]] double time() const {
    return *std::max_element(flow.begin(), flow.end()) +
           *std::max_element(planning.begin(), planning.end());
  }
};

Loads loads_of(const Cast& cast, std::span<const double> work, std::span<const int> ranks_of,
               int ranks) {
  const auto count = static_cast<std::size_t>(ranks);
  Loads loads{std::vector<double>(count, 0.0), std::vector<double>(count, 0.0)};
  for (des::ProcessId id = 0; id < work.size(); ++id) {
    auto& of_kind = is_planner(cast, id) ? loads.planning : loads.flow;
    of_kind[static_cast<std::size_t>(ranks_of[id])] += work[id];
  }
  return loads;
}

/// The processes but planners in the order of their stages.
std::vector<des::ProcessId> flow_of(const Cast& cast) {
  std::vector<des::ProcessId> flow;
  for (des::ProcessId id = 0; id < cast.names().size(); ++id) {
    if (!is_planner(cast, id)) {
      flow.push_back(id);
    }
  }
  std::stable_sort(flow.begin(), flow.end(), [&cast](des::ProcessId a, des::ProcessId b) {
    return cast.stage(a) < cast.stage(b);
  });
  return flow;
}

std::vector<des::ProcessId> planners_by_work(const Cast& cast, std::span<const double> work) {
  std::vector<des::ProcessId> planners;
  for (des::ProcessId id = 0; id < cast.names().size(); ++id) {
    if (is_planner(cast, id)) {
      planners.push_back(id);
    }
  }
  std::stable_sort(planners.begin(), planners.end(),
                   [work](des::ProcessId a, des::ProcessId b) { return work[a] > work[b]; });
  return planners;
}

/// Deals the flow in its order, a piece to each rank, and planners, the heaviest first, to the
/// least laden.
std::vector<int> deal(const std::vector<des::ProcessId>& flow,
                      const std::vector<des::ProcessId>& planners, std::span<const double> work,
                      int ranks) {
  std::vector<int> ranks_of(work.size(), 0);
  double total = 0.0;
  for (const auto id : flow) {
    total += work[id];
  }
  double before = 0.0;
  for (const auto id : flow) {
    const double middle = total > 0.0 ? (before + work[id] / 2.0) / total : 0.0;
    ranks_of[id] = std::min(static_cast<int>(middle * ranks), ranks - 1);
    before += work[id];
  }
  std::vector<double> loads(static_cast<std::size_t>(ranks), 0.0);
  for (const auto id : planners) {
    const auto least = std::min_element(loads.begin(), loads.end());
    *least += work[id];
    ranks_of[id] = static_cast<int>(least - loads.begin());
  }
  return ranks_of;
}

/// Whether no process of the flow is on a higher rank than one of a later stage.
bool is_pipeline(const Cast& cast, std::span<const int> ranks_of) {
  constexpr auto kStages = static_cast<std::size_t>(Stage::planning); // the last, left out
  std::array<int, kStages> least{}, greatest{};
  least.fill(std::numeric_limits<int>::max());
  greatest.fill(-1);
  for (des::ProcessId id = 0; id < ranks_of.size(); ++id) {
    if (is_planner(cast, id)) {
      continue;
    }
    const auto stage = static_cast<std::size_t>(cast.stage(id));
    least[stage] = std::min(least[stage], ranks_of[id]);
    greatest[stage] = std::max(greatest[stage], ranks_of[id]);
  }
  int reached = -1;
  for (std::size_t stage = 0; stage < kStages; ++stage) {
    if (least[stage] < reached) {
      return false;
    }
    reached = std::max(reached, greatest[stage]);
  }
  return true;
}

} // namespace

std::vector<double> expected_work(const World& world, const Cast& cast) {
  constexpr double kSatellite_s = 9e-3, kStation_s = 4e-3, kCentre_s = 1e-3; // by satellite
  constexpr double kCycle_s = 7e-3;                                          // likewise
  constexpr double kDownlink_s = 3000.0;                                     // of a satellite
  constexpr double kDay_s = 86400.0;
  struct PacketCost {
    double satellite_s, station_s, centre_s;
  };
  constexpr PacketCost kPacket{1.7e-6, 0.8e-6, 0.7e-6};

  std::vector<double> work(cast.names().size(), 1e-4);
  for (const auto& imager : cast.imagers()) {
    const auto& satellite = *world.satellites[imager.satellite].config;
    double packets = 0.0;
    const auto send = [&](const link::RateLadder& ladder, std::optional<double> packet_bits) {
      if (packet_bits) {
        const auto highest = ladder.steps().back().rate_bit_s;
        packets = std::max(packets, kDownlink_s * static_cast<double>(highest) / *packet_bits);
      }
    };
    if (satellite.radio) {
      send(link::rate_ladder(*satellite.radio), satellite.radio->packet_bits);
    }
    if (satellite.optical_terminal) {
      send(link::optical_ladder(*satellite.optical_terminal),
           satellite.optical_terminal->packet_bits);
    }
    work[imager.process] += kSatellite_s + packets * kPacket.satellite_s;
    for (const auto station : imager.stations) {
      work[cast.station(station).process] +=
          (kStation_s + packets * kPacket.station_s) / static_cast<double>(imager.stations.size());
    }
    work[imager.processing.partner.process] += kCentre_s + packets * kPacket.centre_s;
    const auto& planning = world.scenario.operations.at(imager.operations.key).planning;
    work[imager.operations.partner.process] += kCycle_s * kDay_s / planning.interval_s;
  }
  return work;
}

std::vector<int> place_by_stages(const Cast& cast, std::span<const double> work, int ranks) {
  require(ranks > 0 && work.size() == cast.names().size(), "a placement of other processes");
  return deal(flow_of(cast), planners_by_work(cast, work), work, ranks);
}

double expected_time_s(const Cast& cast, std::span<const double> work,
                       std::span<const des::Coupling> couplings, std::span<const int> ranks_of,
                       int ranks) {
  const double time_s = loads_of(cast, work, ranks_of, ranks).time();
  if (is_pipeline(cast, ranks_of)) {
    return time_s;
  }
  double rounds = 0.0;
  for (const auto& coupling : couplings) {
    rounds += ranks_of[coupling.a] != ranks_of[coupling.b] ? coupling.strength : 0.0;
  }
  return time_s + rounds * kRound_s;
}

std::vector<int> place(const Cast& cast, PlacementRule rule, const PlacementNeed& need) {
  const auto time_s = [&](std::span<const int> ranks_of) {
    return expected_time_s(cast, need.work, need.couplings, ranks_of, need.ranks);
  };
  std::vector<int> chosen;
  if (rule != PlacementRule::contacts) {
    chosen = place_by_stages(cast, need.work, need.ranks);
  }
  // Where the stages are even, nothing can be better by what is worth the search for it.
  const double least_s = std::accumulate(need.work.begin(), need.work.end(), 0.0) / need.ranks;
  const bool is_even = !chosen.empty() && time_s(chosen) <= (1.0 + kWorthMoving) * least_s;
  if (rule != PlacementRule::stages && !is_even) {
    auto other = des::partition(need.work, need.couplings, need.ranks, need.present);
    if (chosen.empty() || time_s(other) < time_s(chosen)) {
      chosen = std::move(other);
    }
  }
  if (!need.present.empty() && time_s(chosen) > (1.0 - kWorthMoving) * time_s(need.present)) {
    return {need.present.begin(), need.present.end()};
  }
  return chosen;
}

} // namespace urker::run
