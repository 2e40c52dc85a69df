#include "des/mpi.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <queue>
#include <tuple>

#include "bench/dealing.hpp"
#include "bench/phold.hpp"

using namespace urker;
using namespace urker::bench;

namespace {

/// The model without a kernel: one priority queue and a loop.
PholdResult bare(const PholdModel& model) {
  struct Item {
    des::EventKey key;
    std::uint64_t payload;
    bool operator>(const Item& other) const { return key > other.key; }
  };
  std::vector<PholdState> states;
  std::vector<std::uint32_t> sent(model.processes, 0);
  std::priority_queue<Item, std::vector<Item>, std::greater<>> queue;
  for (std::uint32_t i = 0; i < model.processes; ++i) {
    states.emplace_back(model, i);
    for (std::uint32_t k = 0; k < model.events_each; ++k) {
      queue.push({{kStart + states[i].delay(model), i, 0, i, sent[i]++}, 0});
    }
  }
  PholdResult result;
  const auto began = std::chrono::steady_clock::now();
  while (queue.top().key.time < model.end) {
    const Item item = queue.top();
    queue.pop();
    const std::uint32_t id = item.key.receiver;
    states[id].note(item.key);
    const std::uint32_t to = states[id].destination(model);
    queue.push({{item.key.time + states[id].delay(model), to, 0, id, sent[id]++}, item.payload});
    ++result.events;
  }
  result.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  for (const PholdState& state : states) {
    result.digest += state.digest();
  }
  return result;
}

void run(const PholdModel& model) {
  const bool first = des::rank_in(MPI_COMM_WORLD) == 0;
  const PholdResult loop = first ? bare(model) : PholdResult{};
  const Stage whole{model.end, deal(model.processes, des::size_of(MPI_COMM_WORLD), Dealing::block)};
  for (const auto queue : {des::QueueKind::bucket, des::QueueKind::heap}) {
    const PholdResult kernel = run_phold(MPI_COMM_WORLD, model, std::span(&whole, 1), queue);
    des::all_or_none(MPI_COMM_WORLD, [&] {
      require(!first || (kernel.events == loop.events && kernel.digest == loop.digest),
              "the kernel and the bare loop differ");
    });
    if (first) {
      const double events = static_cast<double>(loop.events);
      fmt::print("phold processes={} in_flight={} ranks={} queue={} events={} rounds={} "
                 "digest={:016x} kernel_events_per_s={:.3g} bare_events_per_s={:.3g} "
                 "ratio={:.2f}\n",
                 model.processes, std::uint64_t{model.processes} * model.events_each,
                 des::size_of(MPI_COMM_WORLD), queue == des::QueueKind::heap ? "heap" : "bucket",
                 loop.events, kernel.rounds, loop.digest, events / kernel.wall_s,
                 events / loop.wall_s, loop.wall_s / kernel.wall_s);
    }
  }
}

} // namespace

/// bench_kernel [processes events_each end_s]: PHOLD through the kernel, and by a bare
/// std::priority_queue. The two must agree to the bit.
int main(int argc, char** argv) {
  des::MpiSession mpi(argc, argv);
  const auto argument = [argc, argv](int i, long otherwise) {
    return i < argc ? std::strtol(argv[i], nullptr, 10) : otherwise;
  };
  try {
    PholdModel model;
    model.processes = static_cast<std::uint32_t>(argument(1, 65536));
    model.events_each = static_cast<std::uint32_t>(argument(2, 1));
    model.end = kStart + std::chrono::seconds(argument(3, 30));
    run(model);
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    mpi.abort(error.exit_code());
  }
  return 0;
}
