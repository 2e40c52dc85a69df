#pragma once

#include "des/kernel.hpp"

#include <span>
#include <vector>

#include "bench/stages.hpp"

/// QNET: a closed queueing network of one-server stations over links that open and close, in
/// integers only. Each of N stations has four neighbours and J jobs at the start. Served jobs go to
/// a random neighbour over a link that is open for a quarter of each period.
namespace urker::bench::qnet {

struct Parameters {
  std::uint32_t stations = 0; ///< N >= 3
  std::uint32_t jobs = 0;     ///< J, per station
  Duration period{0};         ///< of every link; divisible by 400 us
  Time end;
  std::uint64_t seed = 0;
};

/// Sums over all stations, so that they are the same for any partition.
struct Outcome {
  std::uint64_t events = 0;
  std::uint64_t departures = 0;
  std::uint64_t digest = 0;     ///< of every station's events in the order of handling, wrapping
  std::uint64_t waiting = 0;    ///< jobs in queues at the end, those in service not included
  std::uint64_t in_service = 0; ///< at the end
  std::uint64_t under_way = 0;  ///< between stations at the end
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// Neighbour 0 to 3 of a station.
[[nodiscard]] std::uint32_t neighbour(const Parameters& net, std::uint32_t station,
                                      std::uint64_t which);
/// Channels of all links, long enough for the last departure.
[[nodiscard]] std::vector<des::Channel> channels(const Parameters& net);

/// Collective: through the kernel; the last stage ends at the model's end.
[[nodiscard]] Outcome run_qnet(MPI_Comm communicator, const Parameters& net,
                               std::span<const Stage> stages, des::QueueKind queue,
                               des::RunStatistics& statistics);

} // namespace urker::bench::qnet
