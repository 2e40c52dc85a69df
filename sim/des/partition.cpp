#include "des/partition.hpp"

#include "base/error.hpp"
#include "des/graph_cut.hpp"
#include "des/partition_refinement.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <utility>

namespace urker::des {

namespace {

/// How much heavier than the mean a rank may become to keep coupled processes together.
constexpr double kTolerance = 1.1;
/// Of the mean weight: the least that a process weighs.
constexpr double kLeastWeight = 0.01;
/// How much less must be cut for processes to move.
constexpr double kWorthMoving = 0.95;

std::vector<double> positive(std::span<const double> weights) {
  const auto count = static_cast<double>(weights.size());
  const double mean = std::accumulate(weights.begin(), weights.end(), 0.0) / count;
  std::vector<double> result(weights.begin(), weights.end());
  for (double& weight : result) {
    require(std::isfinite(weight) && weight >= 0.0, "a process has a negative weight");
    weight = mean > 0.0 ? std::max(weight, kLeastWeight * mean) : 1.0;
  }
  return result;
}

/// Those of different processes, each pair once, sorted.
std::vector<Coupling> merged(std::span<const Coupling> couplings, std::size_t processes) {
  std::vector<Coupling> all;
  for (const Coupling& one : couplings) {
    require(one.a < processes && one.b < processes, "a coupling of a process that does not exist");
    require(std::isfinite(one.strength) && one.strength >= 0.0, "a coupling below zero");
    if (one.a != one.b && one.strength > 0.0) {
      all.push_back({std::min(one.a, one.b), std::max(one.a, one.b), one.strength});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Coupling& x, const Coupling& y) {
    return std::pair(x.a, x.b) < std::pair(y.a, y.b);
  });
  std::vector<Coupling> pairs;
  for (const Coupling& one : all) {
    if (!pairs.empty() && pairs.back().a == one.a && pairs.back().b == one.b) {
      pairs.back().strength += one.strength;
    } else {
      pairs.push_back(one);
    }
  }
  return pairs;
}

/// Processes that weigh more than the fair share of a rank get one to themselves.
struct Shares {
  std::vector<std::size_t> alone; ///< processes
  double limit = 0.0;             ///< the most that a rank should bear
};

Shares fair_shares(const std::vector<double>& weights, int ranks) {
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&weights](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  Shares shares;
  double rest = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (const std::size_t heaviest : order) {
    if (ranks < 2 || weights[heaviest] <= rest / ranks) {
      break;
    }
    shares.limit = std::max(shares.limit, weights[heaviest]);
    shares.alone.push_back(heaviest);
    rest -= weights[heaviest];
    --ranks;
  }
  shares.limit = std::max(shares.limit, kTolerance * rest / ranks);
  return shares;
}

/// The rest of the graph over the ranks that are not taken.
std::vector<int> cut(const std::vector<double>& weights, const std::vector<Coupling>& pairs,
                     const std::vector<std::size_t>& alone, int ranks, int seed) {
  std::vector<int> rank_of(weights.size(), -1);
  int taken = 0;
  for (const std::size_t process : alone) {
    rank_of[process] = taken++;
  }
  std::vector<double> rest;
  std::vector<ProcessId> place(weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (rank_of[i] < 0) {
      place[i] = static_cast<ProcessId>(rest.size());
      rest.push_back(weights[i]);
    }
  }
  std::vector<Coupling> between;
  for (const Coupling& pair : pairs) {
    if (rank_of[pair.a] < 0 && rank_of[pair.b] < 0) {
      between.push_back({place[pair.a], place[pair.b], pair.strength});
    }
  }
  const std::vector<int> parts = cut_graph(rest, between, ranks - taken, seed);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (rank_of[i] < 0) {
      rank_of[i] = taken + parts[place[i]];
    }
  }
  return rank_of;
}

/// The same partition with ranks numbered so that much weight stays where it is.
std::vector<int> renumbered(std::vector<int> rank_of, std::span<const int> present,
                            const std::vector<double>& weights, int ranks) {
  std::map<std::pair<int, int>, double> weight_of; // by ranks in the new partition and at present
  for (std::size_t i = 0; i < rank_of.size(); ++i) {
    if (present[i] < ranks) {
      weight_of[{rank_of[i], present[i]}] += weights[i];
    }
  }
  std::vector<std::pair<std::pair<int, int>, double>> overlaps(weight_of.begin(), weight_of.end());
  std::stable_sort(overlaps.begin(), overlaps.end(),
                   [](const auto& x, const auto& y) { return x.second > y.second; });
  std::vector<int> number(static_cast<std::size_t>(ranks), -1);
  std::set<int> free;
  for (int rank = 0; rank < ranks; ++rank) {
    free.insert(rank);
  }
  for (const auto& [pair, weight] : overlaps) {
    int& chosen = number[static_cast<std::size_t>(pair.first)];
    if (chosen < 0 && free.erase(pair.second) > 0) {
      chosen = pair.second;
    }
  }
  for (int& chosen : number) {
    if (chosen < 0) {
      chosen = *free.begin();
      free.erase(free.begin());
    }
  }
  for (int& rank : rank_of) {
    rank = number[static_cast<std::size_t>(rank)];
  }
  return rank_of;
}

} // namespace

double strength_of(const Channel& channel, Time begin, Time end) {
  double strength = 0.0;
  for (const ChannelWindow& window : channel.windows) {
    const Time open = std::max(window.open, begin);
    const Time close = std::min(window.close, end);
    if (close > open) {
      strength += to_seconds(close - open) / to_seconds(window.least_delay);
    }
  }
  return strength;
}

std::vector<Coupling> couplings_of(std::span<const Channel> channels, Time begin, Time end) {
  std::vector<Coupling> couplings;
  for (const Channel& channel : channels) {
    if (const double strength = strength_of(channel, begin, end); strength > 0.0) {
      couplings.push_back({channel.from, channel.to, strength});
    }
  }
  return couplings;
}

std::vector<int> partition(std::span<const double> weights, std::span<const Coupling> couplings,
                           int ranks, std::span<const int> present) {
  require(ranks > 0, "a partition over no rank");
  require(present.empty() || present.size() == weights.size(),
          "a partition of other processes than those present");
  if (ranks == 1 || weights.empty()) {
    return std::vector<int>(weights.size(), 0);
  }
  const std::vector<double> work = positive(weights);
  const std::vector<Coupling> pairs = merged(couplings, weights.size());
  const Shares shares = fair_shares(work, ranks);
  Refinement refinement(work, pairs, ranks, shares.limit);

  // One cut of a large graph takes long and differs little from the next.
  constexpr std::size_t kWork = std::size_t{1} << 17;
  const std::size_t cuts = std::clamp<std::size_t>(kWork / (work.size() + pairs.size()), 1, 8);
  Partitioned best;
  for (std::size_t i = 0; i < cuts; ++i) {
    Partitioned one =
        refinement.refined(cut(work, pairs, shares.alone, ranks, static_cast<int>(i)));
    if (i == 0 || one.better_than(best)) {
      best = std::move(one);
    }
  }
  if (present.empty()) {
    return best.rank_of;
  }
  const bool usable = std::all_of(present.begin(), present.end(),
                                  [ranks](int rank) { return rank >= 0 && rank < ranks; });
  if (usable) {
    Partitioned kept = refinement.refined({present.begin(), present.end()});
    if (kept.excess <= best.excess && kWorthMoving * kept.cut <= best.cut) {
      return kept.rank_of;
    }
  }
  return renumbered(std::move(best.rank_of), present, work, ranks);
}

} // namespace urker::des
