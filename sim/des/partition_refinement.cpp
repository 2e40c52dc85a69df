#include "des/partition_refinement.hpp"

#include <algorithm>

namespace urker::des {

namespace {

/// Of the whole: a smaller gain may be rounding, and moves might never end.
constexpr double kRounding = 1e-9;
/// Swaps are tried among this many processes: their number grows with its square.
constexpr std::size_t kMostToSwap = 400;
constexpr int kMostPasses = 50;

} // namespace

bool Partitioned::better_than(const Partitioned& other) const {
  if (excess != other.excess) {
    return excess < other.excess;
  }
  return cut < other.cut;
}

Refinement::Refinement(std::span<const double> weights, std::span<const Coupling> pairs, int ranks,
                       double limit)
    : weights_(weights), neighbours_(weights.size()), ranks_(static_cast<std::size_t>(ranks)),
      limit_(limit) {
  for (const Coupling& pair : pairs) {
    neighbours_[pair.a].push_back({pair.b, pair.strength});
    neighbours_[pair.b].push_back({pair.a, pair.strength});
    strength_ += pair.strength;
  }
}

double Refinement::excess_change(std::size_t from, std::size_t to, double weight) const {
  return excess(loads_[from] - weight) + excess(loads_[to] + weight) - excess(loads_[from]) -
         excess(loads_[to]);
}

void Refinement::attract(std::size_t process) {
  attraction_.assign(ranks_, 0.0);
  for (const Neighbour& neighbour : neighbours_[process]) {
    attraction_[rank(neighbour.process)] += neighbour.strength;
  }
}

bool Refinement::gains(double excess_change, double cut_change) const {
  const double least = kRounding * limit_;
  return excess_change < -least || (excess_change <= least && cut_change < -kRounding * strength_);
}

bool Refinement::move(std::size_t process) {
  const std::size_t from = rank(process);
  attract(process);
  std::size_t best = from;
  double best_excess = 0.0;
  double best_cut = 0.0;
  for (std::size_t to = 0; to < ranks_; ++to) {
    const double excess_by = to == from ? 0.0 : excess_change(from, to, weights_[process]);
    const double cut_by = attraction_[from] - attraction_[to];
    if (gains(excess_by - best_excess, cut_by - best_cut)) {
      best = to;
      best_excess = excess_by;
      best_cut = cut_by;
    }
  }
  if (best == from) {
    return false;
  }
  loads_[from] -= weights_[process];
  loads_[best] += weights_[process];
  rank_of_[process] = static_cast<int>(best);
  return true;
}

bool Refinement::swap(std::size_t process) {
  attract(process);
  for (std::size_t other = process + 1; other < weights_.size(); ++other) {
    const std::size_t from = rank(process);
    const std::size_t to = rank(other);
    const double excess_by = excess_change(from, to, weights_[process] - weights_[other]);
    if (from == to || excess_by > kRounding * limit_) {
      continue;
    }
    double cut_by = attraction_[from] - attraction_[to];
    for (const Neighbour& neighbour : neighbours_[other]) {
      if (neighbour.process == process) { // stays cut
        cut_by += 2.0 * neighbour.strength;
      }
      const std::size_t at = rank(neighbour.process);
      cut_by += at == to ? neighbour.strength : at == from ? -neighbour.strength : 0.0;
    }
    if (gains(excess_by, cut_by)) {
      loads_[from] += weights_[other] - weights_[process];
      loads_[to] += weights_[process] - weights_[other];
      std::swap(rank_of_[process], rank_of_[other]);
      return true;
    }
  }
  return false;
}

Partitioned Refinement::refined(std::vector<int> rank_of) {
  rank_of_ = std::move(rank_of);
  loads_.assign(ranks_, 0.0);
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    loads_[rank(i)] += weights_[i];
  }
  bool better = true;
  for (int pass = 0; pass < kMostPasses && better; ++pass) {
    better = false;
    for (std::size_t i = 0; i < weights_.size(); ++i) {
      better = move(i) || better;
    }
    for (std::size_t i = 0; i < weights_.size() && weights_.size() <= kMostToSwap; ++i) {
      better = swap(i) || better;
    }
  }
  Partitioned result{rank_of_, 0.0, 0.0};
  for (const double load : loads_) {
    result.excess += excess(load * (1.0 - kRounding));
  }
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    for (const Neighbour& neighbour : neighbours_[i]) {
      if (neighbour.process > i && rank(neighbour.process) != rank(i)) {
        result.cut += neighbour.strength;
      }
    }
  }
  return result;
}

} // namespace urker::des
