#pragma once

#include "des/ranks_worth.hpp"
#include "des/watch.hpp"

#include <mpi.h>

#include <span>
#include <vector>

namespace urker::run {

/// How many ranks the events of the next horizon are worth, by what was measured of the last one
/// and what rounds cost on this machine. No result depends on it.
class WorthwhileRanks {
 public:
  explicit WorthwhileRanks(MPI_Comm communicator) : communicator_(communicator) {}

  /// On rank 0: what processes took for the horizon that ended, s, and how far the run is.
  void learn(double work_s, const des::Progress& progress);
  /// Collective: the number for a horizon of that work by process, s, which matters on rank 0; the
  /// last one unless another is expected to take a tenth less time.
  [[nodiscard]] int choose(std::span<const double> work);

 private:
  MPI_Comm communicator_;
  int ranks_ = 0;                     ///< of the last horizon; 0 at first
  std::vector<des::RoundCost> costs_; ///< once they were needed; on all ranks
  bool measured_ = false;
  // Until something is known: what products of some 50 us each were seen to need.
  double events_per_s_ = 20e3; ///< of work
  double rounds_per_s_ = 2e3;  ///< likewise, on several ranks
  des::Progress last_{};
};

} // namespace urker::run
