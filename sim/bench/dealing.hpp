#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "bench/draws.hpp"

namespace urker::bench {

/// Simple ways to deal processes to ranks, good and bad ones.
enum class Dealing : std::uint8_t { block, cyclic, hash };
inline constexpr std::array<std::string_view, 3> kDealings{"block", "cyclic", "hash"};

/// The rank of each process.
[[nodiscard]] inline std::vector<int> deal(std::size_t processes, int ranks, Dealing how) {
  const auto count = static_cast<std::size_t>(ranks);
  std::vector<int> rank_of(processes);
  for (std::size_t i = 0; i < processes; ++i) {
    rank_of[i] = static_cast<int>(how == Dealing::block    ? i * count / processes
                                  : how == Dealing::cyclic ? i % count
                                                           : mix(i) % count);
  }
  return rank_of;
}

} // namespace urker::bench
