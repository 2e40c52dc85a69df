#pragma once

#include "des/mpi.hpp"

#include <cstddef>

namespace urker::run {

/// The part of `count` things that falls to this rank: from `first` to before `last`. Lower ranks
/// have earlier things, so that what all find is in order, rank after rank.
struct Share {
  Share(std::size_t count, MPI_Comm communicator) {
    const auto rank = static_cast<std::size_t>(des::rank_in(communicator));
    const auto ranks = static_cast<std::size_t>(des::size_of(communicator));
    first = count * rank / ranks;
    last = count * (rank + 1) / ranks;
  }
  [[nodiscard]] bool contains(std::size_t i) const { return first <= i && i < last; }
  std::size_t first, last;
};

} // namespace urker::run
