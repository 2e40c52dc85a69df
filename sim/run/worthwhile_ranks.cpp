#include "run/worthwhile_ranks.hpp"

#include "des/mpi.hpp"

#include <algorithm>
#include <numeric>

namespace urker::run {
namespace {

/// A horizon of less work than this, s, is for one rank: to find out which processes belong on
/// which rank, to move them and to connect them takes some 10 ms.
constexpr double kWorthDealing_s = 0.1;
/// Of the present number's time, what another must save.
constexpr double kWorthChanging = 0.1;

} // namespace

void WorthwhileRanks::learn(double work_s, const des::Progress& progress) {
  const auto events = static_cast<double>(progress.events - last_.events);
  if (work_s > 0.0 && events > 0.0) {
    events_per_s_ = events / work_s;
    if (progress.ranks > 1) {
      rounds_per_s_ = static_cast<double>(progress.rounds - last_.rounds) / work_s;
    }
  }
  last_ = progress;
}

int WorthwhileRanks::choose(std::span<const double> work) {
  const int all = des::size_of(communicator_);
  if (all == 1) {
    return 1;
  }
  des::Workload load;
  load.work_s = std::accumulate(work.begin(), work.end(), 0.0);
  load.heaviest_s = work.empty() ? 0.0 : *std::max_element(work.begin(), work.end());
  load.events = load.work_s * events_per_s_;
  load.rounds = load.work_s * rounds_per_s_;
  const auto told_by_root = [this](int value) {
    MPI_Bcast(&value, 1, MPI_INT, 0, communicator_);
    return value;
  };
  if (told_by_root(load.work_s < kWorthDealing_s ? 1 : 0) == 1) {
    return ranks_ = 1;
  }
  if (!measured_) {
    // Ranks that share a processor take turns: what one does more, the other does less.
    costs_ = des::measure_rounds(communicator_, des::processors_of(communicator_));
    measured_ = true;
  }
  int chosen = des::ranks_worth(load, costs_);
  if (ranks_ > 0 && des::expected_s(load, costs_, chosen) >
                        (1.0 - kWorthChanging) * des::expected_s(load, costs_, ranks_)) {
    chosen = ranks_;
  }
  return ranks_ = told_by_root(chosen);
}

} // namespace urker::run
