#pragma once

#include "base/table.hpp"
#include "des/kernel.hpp"
#include "run/cast.hpp"
#include "run/placement.hpp"
#include "run/process_factory.hpp"
#include "run/rolling_plan.hpp"
#include "run/world.hpp"
#include "run/worthwhile_ranks.hpp"

#include <mpi.h>

#include <memory>
#include <span>
#include <vector>

namespace urker::run {

/// What changes at the marks of a run (RollingPlan): processes are told what is planned, the kernel
/// gets the channels of the next horizon, and processes move to other ranks where that pays, or to
/// fewer of them, or to more. A mark comes before a checkpoint at the same instant. All functions
/// but `next_mark`, `ranks` and `most_ranks` are collective.
class Horizons {
 public:
  /// World and cast must outlive it. Throws as RollingPlan does.
  Horizons(const World& world, const Cast& cast, PlacementRule rule, MPI_Comm communicator);

  /// Plans the first horizon; a kernel that has been started. `rows` must outlive it.
  [[nodiscard]] des::Kernel begin(RowSink& rows);
  /// A kernel with all that is known at `at`, to be restored then; nothing is told again.
  [[nodiscard]] des::Kernel take_up(Time at, RowSink& rows);
  /// The next mark, or the end of the run.
  [[nodiscard]] Time next_mark() const { return plan_.mark(); }
  /// At a mark at which all ranks stand.
  void pass(des::Kernel& kernel, RowSink& rows);

  /// The rank of each process.
  [[nodiscard]] const std::vector<int>& ranks() const { return ranks_; }
  /// How many ranks had processes at most; the same on all.
  [[nodiscard]] int most_ranks() const { return most_ranks_; }

 private:
  [[nodiscard]] des::Kernel make_kernel(std::vector<des::Channel> channels, RowSink& rows) const;
  [[nodiscard]] std::vector<double> expected() const;
  [[nodiscard]] std::vector<double> measured(const std::vector<double>& own_s) const;
  [[nodiscard]] std::vector<int> place(std::span<const double> work);
  void tell(des::Kernel& kernel, const HorizonShare& share) const;

  const World& world_;
  const Cast& cast_;
  PlacementRule rule_;
  MPI_Comm communicator_;
  Duration lead_;
  RollingPlan plan_;
  ProcessFactory factory_;
  WorthwhileRanks worthwhile_;
  std::vector<int> ranks_;
  int used_ranks_ = 0, most_ranks_ = 0;
};

} // namespace urker::run
