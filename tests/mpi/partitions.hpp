#pragma once

#include "des/partition.hpp"

#include <string>
#include <vector>

#include "draws.hpp"

/// A way to deal processes to ranks.
struct Partition {
  std::string name;
  std::vector<int> rank_of;
};

/// Good and bad ones: results must not depend on them.
inline std::vector<Partition> partitions(std::size_t processes, int ranks,
                                         const std::vector<urker::des::Channel>& channels,
                                         urker::Time end) {
  const auto count = static_cast<std::size_t>(ranks);
  std::vector<Partition> all{{"block", {}}, {"cyclic", {}}, {"hashed", {}}};
  for (std::size_t i = 0; i < processes; ++i) {
    all[0].rank_of.push_back(static_cast<int>(i * count / processes));
    all[1].rank_of.push_back(static_cast<int>(i % count));
    all[2].rank_of.push_back(static_cast<int>(mix(i) % count));
  }
  const std::vector<double> weights(processes, 1.0);
  all.push_back({"coupled", urker::des::partition(weights, channels, ranks, end)});
  return all;
}
