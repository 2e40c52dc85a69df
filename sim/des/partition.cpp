#include "des/partition.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

namespace urker::des {

namespace {

/// How much heavier than the mean a rank may become to keep coupled processes together.
constexpr double kTolerance = 1.1;

struct Coupling {
  std::size_t a;
  std::size_t b;
  double strength;
};

double strength_of(const Channel& channel, Time end) {
  double strength = 0.0;
  for (const ChannelWindow& window : channel.windows) {
    const Time close = std::min(window.close, end);
    if (close > window.open) {
      strength += to_seconds(close - window.open) / to_seconds(window.least_delay);
    }
  }
  return strength;
}

/// Pairs of coupled processes, the strongest first.
std::vector<Coupling> couplings(std::span<const Channel> channels, Time end) {
  std::map<std::pair<std::size_t, std::size_t>, double> strengths;
  for (const Channel& channel : channels) {
    const auto [a, b] = std::minmax(channel.from, channel.to);
    strengths[{a, b}] += strength_of(channel, end);
  }
  std::vector<Coupling> sorted;
  for (const auto& [pair, strength] : strengths) {
    sorted.push_back({pair.first, pair.second, strength});
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Coupling& x, const Coupling& y) { return x.strength > y.strength; });
  return sorted;
}

/// Disjoint groups of processes, each named by one of its members.
class Groups {
 public:
  explicit Groups(std::span<const double> weights)
      : leader_(weights.size()), weight_(weights.begin(), weights.end()) {
    std::iota(leader_.begin(), leader_.end(), std::size_t{0});
  }
  [[nodiscard]] std::size_t of(std::size_t process) {
    while (leader_[process] != process) {
      leader_[process] = leader_[leader_[process]];
      process = leader_[process];
    }
    return process;
  }
  [[nodiscard]] double weight(std::size_t leader) const { return weight_[leader]; }
  void merge(std::size_t a, std::size_t b, double heaviest) {
    a = of(a);
    b = of(b);
    if (a != b && weight_[a] + weight_[b] <= heaviest) {
      leader_[std::max(a, b)] = std::min(a, b);
      weight_[std::min(a, b)] += weight_[std::max(a, b)];
    }
  }

 private:
  std::vector<std::size_t> leader_;
  std::vector<double> weight_;
};

} // namespace

std::vector<int> partition(std::span<const double> weights, std::span<const Channel> channels,
                           int ranks, Time end) {
  require(ranks > 0, "a partition over no rank");
  const double mean = std::accumulate(weights.begin(), weights.end(), 0.0) / ranks;
  const std::vector<Coupling> pairs = couplings(channels, end);
  Groups groups(weights);
  for (const Coupling& pair : pairs) {
    groups.merge(pair.a, pair.b, mean);
  }
  std::vector<std::size_t> order; // groups, the heaviest first
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (groups.of(i) == i) {
      order.push_back(i);
    }
  }
  std::stable_sort(order.begin(), order.end(), [&groups](std::size_t a, std::size_t b) {
    return groups.weight(a) > groups.weight(b);
  });

  std::vector<int> rank_of_group(weights.size(), -1);
  std::vector<double> load(static_cast<std::size_t>(ranks), 0.0);
  for (const std::size_t group : order) {
    std::vector<double> attraction(load.size(), 0.0);
    for (const Coupling& pair : pairs) {
      const std::size_t a = groups.of(pair.a);
      const std::size_t b = groups.of(pair.b);
      const std::size_t other = a == group ? b : a;
      if (a != b && (a == group || b == group) && rank_of_group[other] >= 0) {
        attraction[static_cast<std::size_t>(rank_of_group[other])] += pair.strength;
      }
    }
    auto best = static_cast<std::size_t>(std::min_element(load.begin(), load.end()) - load.begin());
    for (std::size_t rank = 0; rank < load.size(); ++rank) {
      if (load[rank] + groups.weight(group) <= kTolerance * mean &&
          attraction[rank] > attraction[best]) {
        best = rank;
      }
    }
    rank_of_group[group] = static_cast<int>(best);
    load[best] += groups.weight(group);
  }
  std::vector<int> rank_of(weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i) {
    rank_of[i] = rank_of_group[groups.of(i)];
  }
  return rank_of;
}

} // namespace urker::des
