#include "des/mpi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <span>

#include "main_on_ranks.hpp"
#include "partitions.hpp"
#include "qnet_loop.hpp"

using namespace urker;
using namespace urker::bench;
using namespace urker::des;
namespace qnet = urker::bench::qnet;

namespace {

std::string text(const qnet::Parameters& net, const qnet::Outcome& outcome) {
  return fmt::format("N={} J={} P_ms={} T_ms={} seed={} events={} departures={} digest={:016x}",
                     net.stations, net.jobs, net.period / std::chrono::milliseconds(1),
                     net.end.time_since_epoch() / std::chrono::milliseconds(1), net.seed,
                     outcome.events, outcome.departures, outcome.digest);
}

/// What is wrong with the kernel's outcome, if anything.
std::optional<Error> compare(const qnet::Parameters& net, const qnet::Outcome& loop,
                             const qnet::Outcome& kernel) {
  if (kernel != loop) {
    return Error(Cause::internal,
                 "the kernel and the loop differ:\n" + text(net, kernel) + "\n" + text(net, loop));
  }
  if (kernel.waiting + kernel.in_service + kernel.under_way !=
      std::uint64_t{net.stations} * net.jobs) {
    return Error(Cause::internal, "jobs were lost: " + text(net, kernel));
  }
  return std::nullopt;
}

void run(const qnet::Parameters& net) {
  const int ranks = size_of(MPI_COMM_WORLD);
  const bool prints = rank_in(MPI_COMM_WORLD) == 0;
  const qnet::Outcome loop = prints ? run_in_a_loop(net) : qnet::Outcome{};
  if (prints) {
    std::puts(text(net, loop).c_str());
  }
  const auto play = [&](std::span<const Stage> stages, QueueKind queue, const std::string& name) {
    RunStatistics statistics;
    const qnet::Outcome outcome = qnet::run_qnet(MPI_COMM_WORLD, net, stages, queue, statistics);
    agree_on_error(MPI_COMM_WORLD, prints ? compare(net, loop, outcome) : std::nullopt);
    if (prints) {
      fmt::print("  ranks={} partition={} queue={} rounds={}\n", ranks, name,
                 queue == QueueKind::heap ? "heap" : "bucket", statistics.rounds);
    }
  };
  const auto dealings = partitions(net.stations, ranks, channels(net), net.end);
  for (const Partition& partition : dealings) {
    for (const QueueKind queue : {QueueKind::bucket, QueueKind::heap}) {
      const Stage whole{net.end, partition.rank_of};
      play(std::span(&whole, 1), queue, partition.name);
    }
  }
  // Saved at a third and once more, and taken up on other numbers of ranks.
  const Time third = kStart + (net.end - kStart) / 3;
  const auto fewer = [&](int count) {
    return deal(net.stations, std::max(1, std::min(count, ranks)), Dealing::cyclic);
  };
  for (const Partition& partition : dealings) {
    const std::array<Stage, 3> stages{Stage{third, partition.rank_of},
                                      Stage{third + Duration{1}, fewer(1)},
                                      Stage{net.end, fewer(ranks - 1)}};
    play(stages, QueueKind::bucket, partition.name + ", saved at a third");
  }
}

qnet::Parameters parameters(const char* const* values) {
  const auto number = [values](int i) { return std::strtoull(values[i], nullptr, 10); };
  return {static_cast<std::uint32_t>(number(0)), static_cast<std::uint32_t>(number(1)),
          std::chrono::milliseconds(number(2)), kStart + std::chrono::milliseconds(number(3)),
          number(4)};
}

} // namespace

/// test_qnet [N J P_ms T_ms seed]...: each net through the kernel on all partitions, against the
/// loop.
int main(int argc, char** argv) {
  return main_on_ranks(argc, argv, [&] {
    for (int i = 1; i + 4 < argc; i += 5) {
      run(parameters(argv + i));
    }
  });
}
