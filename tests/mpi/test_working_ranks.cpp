#include "des/kernel.hpp"
#include "des/mpi.hpp"

#include <fmt/format.h>

#include <chrono>
#include <ctime>

#include "bench/no_rows.hpp"
#include "main_on_ranks.hpp"

using namespace urker;
using namespace urker::des;
using std::chrono::milliseconds;

namespace {

constexpr ProcessId kProcesses = 14;
constexpr Duration kTick = milliseconds(10);
constexpr Duration kDelay = milliseconds(3);

double processor_s() {
  timespec used{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + 1e-9 * static_cast<double>(used.tv_nsec);
}

/// Ticks, and tells the next at each tick; an event may take its time.
class Clock final : public PackedProcess<Clock> {
 public:
  Clock(ProcessId id, const Duration& takes) : id_(id), takes_(takes) {}
  void start(Context& context) override { context.schedule(kStart, 0, {}); }
  void handle(const Event& event, Context& context) override {
    const auto end = std::chrono::steady_clock::now() + takes_;
    while (std::chrono::steady_clock::now() < end) {
    }
    if (event.key.sender == id_) {
      context.schedule(context.now() + kTick, 0, {});
      context.send((id_ + 1) % kProcesses, context.now(), context.now() + kDelay, 1, {});
    }
  }
  template <class Packer>
  void pack(Packer&) {}

 private:
  ProcessId id_;
  const Duration& takes_;
};

/// Clocks on the first ranks of all.
class Clocks {
 public:
  explicit Clocks(int working) : kernel_(make(working)) { kernel_.start(); }
  Kernel& kernel() { return kernel_; }
  /// So many ranks work from now on.
  void deal(int working) {
    kernel_.repartition(
        ranks(working), [this](ProcessId id) { return std::make_unique<Clock>(id, takes); },
        channels());
  }
  Duration takes{0}; ///< an event, in wall time

 private:
  static std::vector<int> ranks(int working) {
    std::vector<int> rank_of;
    for (ProcessId id = 0; id < kProcesses; ++id) {
      rank_of.push_back(static_cast<int>(id) % working);
    }
    return rank_of;
  }
  static ChannelSet channels() {
    ChannelSet set;
    for (ProcessId id = 0; id < kProcesses; ++id) {
      set.channels.push_back(constant_channel(id, (id + 1) % kProcesses, kDelay));
    }
    return set;
  }
  Kernel make(int working) {
    ProcessSet processes{ranks(working), {}, [](ProcessId id) { return fmt::format("c{}", id); }};
    for (ProcessId id = 0; id < kProcesses; ++id) {
      if (processes.ranks[id] == rank_in(MPI_COMM_WORLD)) {
        processes.own.push_back(std::make_unique<Clock>(id, takes));
      }
    }
    return {MPI_COMM_WORLD, std::move(processes), channels(), rows_};
  }
  bench::NoRows rows_;
  Kernel kernel_;
};

/// While one rank works the others hold no processor.
void check_sleep() {
  Clocks clocks(1);
  clocks.takes = milliseconds(2);
  const double before_s = processor_s();
  clocks.kernel().advance(kStart + 10 * kTick);
  const double used_s = processor_s() - before_s;
  const RunStatistics statistics = clocks.kernel().finish(kStart + 10 * kTick);
  const bool works = rank_in(MPI_COMM_WORLD) == 0;
  all_or_none(MPI_COMM_WORLD, [&] {
    require(statistics.events_s >= 10 * kProcesses * 0.002, "the events took no time");
    require(works ? statistics.asleep_s == 0.0 : statistics.asleep_s > 0.9 * statistics.events_s,
            "who slept");
    require(works || used_s < 0.1 * statistics.asleep_s, "a rank used a processor in its sleep");
  });
}

/// A rank that sleeps hears of a halt, and is heard when it wishes one.
void check_wishes() {
  const int last = size_of(MPI_COMM_WORLD) - 1;
  Clocks clocks(std::max(1, last));
  clocks.takes = milliseconds(1);
  const Time end = kStart + 1000 * kTick; // some half minute of work
  const Halt halt = clocks.kernel().advance(
      end, [last](const Progress&) { return rank_in(MPI_COMM_WORLD) == last ? 5 : 0; });
  // The rank that works may wish too.
  clocks.takes = Duration{0};
  const Halt second = clocks.kernel().advance(
      end, [](const Progress&) { return rank_in(MPI_COMM_WORLD) == 0 ? 3 : 0; });
  const Halt third =
      clocks.kernel().advance(second.at + 5 * kTick, [](const Progress&) { return 0; });
  all_or_none(MPI_COMM_WORLD, [&] {
    require(halt.wish == 5 && halt.at < end, "a wish in the sleep is not heard");
    require(second.wish == 3 && second.at >= halt.at && second.at < end, "a second wish");
    require(third.wish == 0 && third.at == second.at + 5 * kTick, "a wish from nowhere");
  });
}

/// The number of ranks that work changes, and what they did is counted once.
void check_counts() {
  const int ranks = size_of(MPI_COMM_WORLD);
  Clocks clocks(ranks);
  Time until = kStart;
  std::uint64_t events = 0;
  for (const int working : {1, ranks, std::max(1, ranks - 1), 1, ranks}) {
    clocks.deal(working);
    until += 10 * kTick;
    bool grows = true;
    clocks.kernel().advance(until, [&](const Progress& progress) {
      grows = grows && progress.events >= events;
      return 0;
    });
    grows = grows && clocks.kernel().progress().events >= events;
    events = clocks.kernel().progress().events;
    all_or_none(MPI_COMM_WORLD, [&] {
      require(grows, "what was handled is forgotten");
      require(rank_in(MPI_COMM_WORLD) >= working || clocks.kernel().progress().ranks == working,
              "the number of ranks that work");
    });
  }
  const RunStatistics statistics = clocks.kernel().finish(until);
  const std::uint64_t handled = sum_of_all(MPI_COMM_WORLD, statistics.events);
  // A tick of each process every 10 ms from the start on, and the message that follows it.
  const auto expected = std::uint64_t{50} * 2 * kProcesses;
  all_or_none(MPI_COMM_WORLD, [&] {
    require(handled == expected, fmt::format("{} events, not {}", handled, expected).c_str());
  });
}

} // namespace

int main(int argc, char** argv) {
  return main_on_ranks(argc, argv, [] {
    check_sleep();
    check_wishes();
    check_counts();
  });
}
