#pragma once

#include "des/partition.hpp"

#include <string>
#include <vector>

#include "bench/dealing.hpp"

/// A way to deal processes to ranks.
struct Partition {
  std::string name;
  std::vector<int> rank_of;
};

/// Good and bad ones: results must not depend on them.
inline std::vector<Partition> partitions(std::size_t processes, int ranks,
                                         const std::vector<urker::des::Channel>& channels,
                                         urker::Time end) {
  std::vector<Partition> all;
  for (std::size_t i = 0; i < urker::bench::kDealings.size(); ++i) {
    all.push_back({std::string(urker::bench::kDealings[i]),
                   urker::bench::deal(processes, ranks, static_cast<urker::bench::Dealing>(i))});
  }
  const std::vector<double> weights(processes, 1.0);
  all.push_back(
      {"coupled", urker::des::partition(
                      weights, urker::des::couplings_of(channels, urker::kStart, end), ranks)});
  return all;
}
