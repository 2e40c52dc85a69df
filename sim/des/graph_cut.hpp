#pragma once

#include "des/partition.hpp"

#include <span>
#include <string>
#include <vector>

namespace urker::des {

/// METIS: parts of about equal weight, with little coupling between them. `weights` above zero,
/// none above the mean of the parts; each pair at most once. Parts may be empty. Another seed gives
/// another cut.
[[nodiscard]] std::vector<int> cut_graph(std::span<const double> weights,
                                         std::span<const Coupling> pairs, int parts, int seed);

[[nodiscard]] std::string metis_version();

} // namespace urker::des
