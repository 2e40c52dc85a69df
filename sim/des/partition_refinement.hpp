#pragma once

#include "des/partition.hpp"

#include <span>
#include <vector>

namespace urker::des {

struct Partitioned {
  std::vector<int> rank_of; ///< by process
  double excess = 0.0;      ///< weight above the limit, of all ranks
  double cut = 0.0;         ///< strength of the couplings between ranks
  /// Beyond rounding.
  [[nodiscard]] bool better_than(const Partitioned& other) const;
};

/// Improves a partition by single moves, and swaps where there are few processes, until none helps:
/// a general cut of a graph leaves much to gain where there are few processes or their weights
/// differ.
class Refinement {
 public:
  /// `pairs` each once. A rank should not weigh more than `limit`.
  Refinement(std::span<const double> weights, std::span<const Coupling> pairs, int ranks,
             double limit);
  [[nodiscard]] Partitioned refined(std::vector<int> rank_of);

 private:
  struct Neighbour {
    std::size_t process;
    double strength;
  };
  [[nodiscard]] double excess(double load) const { return load > limit_ ? load - limit_ : 0.0; }
  /// How the excess changes if `weight` goes from one rank to the other.
  [[nodiscard]] double excess_change(std::size_t from, std::size_t to, double weight) const;
  void attract(std::size_t process);
  bool move(std::size_t process);
  bool swap(std::size_t process);
  [[nodiscard]] bool gains(double excess_change, double cut_change) const;
  [[nodiscard]] std::size_t rank(std::size_t process) const {
    return static_cast<std::size_t>(rank_of_[process]);
  }

  std::span<const double> weights_;
  std::vector<std::vector<Neighbour>> neighbours_;
  std::size_t ranks_;
  double limit_;
  double strength_ = 0.0; ///< of all couplings
  std::vector<int> rank_of_;
  std::vector<double> loads_;      ///< by rank
  std::vector<double> attraction_; ///< by rank: strength of the couplings of the process at hand
};

} // namespace urker::des
