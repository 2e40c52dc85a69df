#pragma once

#include "des/mpi.hpp"

#include <cmath>
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
  /// Likewise the part of the pairs of `count` things, by the first of a pair.
  [[nodiscard]] static Share of_pairs(std::size_t count, MPI_Comm communicator) {
    const auto before = [count, ranks = des::size_of(communicator)](int rank) {
      const double part = static_cast<double>(rank) / ranks;
      return static_cast<std::size_t>(static_cast<double>(count) * (1.0 - std::sqrt(1.0 - part)));
    };
    Share share(count, communicator);
    share.first = before(des::rank_in(communicator));
    share.last = before(des::rank_in(communicator) + 1);
    return share;
  }
  /// All of them, without other ranks.
  [[nodiscard]] static Share all(std::size_t count) { return {0, count}; }

  std::size_t first, last;

 private:
  Share(std::size_t begin, std::size_t end) : first(begin), last(end) {}
};

} // namespace urker::run
