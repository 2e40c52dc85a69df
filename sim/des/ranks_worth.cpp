#include "des/ranks_worth.hpp"

#include "base/error.hpp"
#include "des/exchange.hpp"
#include "des/mpi.hpp"
#include "des/working_ranks.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <sched.h>

namespace urker::des {

namespace {

constexpr int kRoundsBefore = 5; ///< so that connections and caches are there
constexpr int kRoundsMeasured = 20;
constexpr double kAsGood = 1.05;

double interpolated_s(const std::vector<RoundCost>& costs, int ranks) {
  const auto above =
      std::lower_bound(costs.begin(), costs.end(), ranks,
                       [](const RoundCost& cost, int wanted) { return cost.ranks < wanted; });
  require(above != costs.end(), "ranks of which no round was measured");
  if (above == costs.begin() || above->ranks == ranks) {
    return above->round_s;
  }
  const RoundCost& below = *(above - 1);
  const double share = std::log(static_cast<double>(ranks) / below.ranks) /
                       std::log(static_cast<double>(above->ranks) / below.ranks);
  return below.round_s + share * (above->round_s - below.round_s);
}

/// Wall time of an empty round on this communicator, the median of some.
double median_round_s(MPI_Comm communicator) {
  using Clock = std::chrono::steady_clock;
  Exchange exchange(communicator);
  const auto ranks = static_cast<std::size_t>(exchange.ranks());
  const std::vector<Time> caused(ranks, kNever), promised(ranks, kStart);
  const ClockNews news{kNever, caused, promised};
  Announcement nothing;
  nothing.clocks = {&news, 1};
  std::vector<double> seconds;
  for (int i = 0; i < kRoundsBefore + kRoundsMeasured; ++i) {
    const auto began = Clock::now();
    (void)exchange.announce(nothing);
    exchange.deliver([](const EventRecord&, Payload) {});
    if (i >= kRoundsBefore) {
      seconds.push_back(std::chrono::duration<double>(Clock::now() - began).count());
    }
  }
  const auto middle = seconds.begin() + kRoundsMeasured / 2;
  std::nth_element(seconds.begin(), middle, seconds.end());
  return *middle;
}

} // namespace

int processors_of(MPI_Comm communicator) {
  if (size_of(communicator) == 1) {
    return 1;
  }
  MPI_Comm node = MPI_COMM_NULL;
  MPI_Comm_split_type(communicator, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &node);
  cpu_set_t own;
  CPU_ZERO(&own);
  sched_getaffinity(0, sizeof own, &own);
  cpu_set_t all; // of the ranks of this node: each may be bound to its own
  MPI_Allreduce(&own, &all, static_cast<int>(sizeof own), MPI_BYTE, MPI_BOR, node);
  const int here = std::min(CPU_COUNT(&all), size_of(node));
  const int counted = rank_in(node) == 0 ? here : 0;
  MPI_Comm_free(&node);
  return static_cast<int>(sum_of_all(communicator, static_cast<std::uint64_t>(counted)));
}

std::vector<RoundCost> measure_rounds(MPI_Comm communicator, int most) {
  most = std::min(most, size_of(communicator));
  std::vector<int> sizes;
  for (int ranks = 2; ranks < most; ranks *= 2) {
    sizes.push_back(ranks);
  }
  if (most > 1) {
    sizes.push_back(most);
  }
  std::vector<RoundCost> costs;
  WorkingRanks working(communicator);
  for (const int ranks : sizes) {
    working.set(ranks);
    double seconds = 0.0;
    if (working.works()) {
      seconds = median_round_s(working.communicator());
      working.wake({});
    } else {
      (void)working.sleep([] { return 0; });
    }
    MPI_Bcast(&seconds, 1, MPI_DOUBLE, 0, communicator);
    costs.push_back({ranks, seconds});
  }
  return costs;
}

double expected_s(const Workload& workload, const std::vector<RoundCost>& costs, int ranks) {
  if (ranks == 1) {
    return workload.work_s;
  }
  const double rounds = std::max(workload.rounds, 1.0);
  const double events = std::max(workload.events, 1.0);
  const double mean = events / (rounds * ranks);
  const double busiest = mean + std::sqrt(2.0 * mean * std::log(static_cast<double>(ranks)));
  const double working_s = std::min(rounds * busiest / events, 1.0) * workload.work_s;
  return std::max(working_s, workload.heaviest_s) + rounds * interpolated_s(costs, ranks);
}

int ranks_worth(const Workload& workload, const std::vector<RoundCost>& costs) {
  const int most = costs.empty() ? 1 : costs.back().ranks;
  double least_s = expected_s(workload, costs, 1);
  for (int ranks = 2; ranks <= most; ++ranks) {
    least_s = std::min(least_s, expected_s(workload, costs, ranks));
  }
  for (int ranks = 1; ranks < most; ++ranks) {
    if (expected_s(workload, costs, ranks) <= kAsGood * least_s) {
      return ranks;
    }
  }
  return most;
}

} // namespace urker::des
