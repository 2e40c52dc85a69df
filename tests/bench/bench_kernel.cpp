#include "des/kernel.hpp"
#include "des/mpi.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <queue>
#include <tuple>

using namespace urker;
using namespace urker::des;

namespace {

constexpr double kRemoteProbability = 0.25;
constexpr Duration kLookahead = std::chrono::milliseconds(100);
constexpr Duration kMeanDelay = std::chrono::seconds(1);
constexpr std::uint64_t kSeed = 1;

struct Phold {
  std::uint32_t processes;
  std::uint32_t events_each; ///< in flight, per process
  Time end;
};

constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

/// The model, shared by the kernel and the bare loop: they differ only in what moves the events.
class Hopper {
 public:
  explicit Hopper(std::uint32_t id) : id_(id), random_(mix(kSeed ^ id)) {}
  Duration delay() {
    const double exponential = -std::log1p(-uniform());
    const auto rest = static_cast<double>((kMeanDelay - kLookahead).count());
    return kLookahead + Duration{static_cast<std::int64_t>(exponential * rest)};
  }
  std::uint32_t destination(std::uint32_t processes) {
    return uniform() <= kRemoteProbability ? static_cast<std::uint32_t>(uniform() * processes)
                                           : id_;
  }
  void note(Time time, std::uint32_t sender, std::uint64_t number) {
    const auto t = static_cast<std::uint64_t>(time.time_since_epoch().count());
    digest_ = mix(digest_ ^ mix(t) ^ (std::uint64_t{sender} << 32 | number));
    ++handled_;
  }
  [[nodiscard]] std::uint64_t digest() const { return mix(digest_ ^ mix(id_) ^ handled_); }

 private:
  double uniform() { return static_cast<double>(mix(random_++) >> 11) * 0x1p-53; }
  std::uint32_t id_;
  std::uint64_t random_;
  std::uint64_t digest_ = 0;
  std::uint64_t handled_ = 0;
};

struct Result {
  std::uint64_t events = 0;
  std::uint64_t digest = 0;
  double seconds = 0.0;
};

class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

Result bare(const Phold& model) {
  struct Item {
    Time time;
    std::uint32_t receiver;
    std::uint32_t sender;
    std::uint64_t number;
    std::uint64_t payload;
    bool operator>(const Item& other) const {
      return std::tie(time, receiver, sender, number) >
             std::tie(other.time, other.receiver, other.sender, other.number);
    }
  };
  std::vector<Hopper> hoppers;
  std::vector<std::uint64_t> sent(model.processes, 0);
  std::priority_queue<Item, std::vector<Item>, std::greater<>> queue;
  for (std::uint32_t i = 0; i < model.processes; ++i) {
    hoppers.emplace_back(i);
    for (std::uint32_t k = 0; k < model.events_each; ++k) {
      queue.push({kStart + hoppers[i].delay(), i, i, sent[i]++, 0});
    }
  }
  Result result;
  const Stopwatch stopwatch;
  while (queue.top().time < model.end) {
    const Item item = queue.top();
    queue.pop();
    Hopper& hopper = hoppers[item.receiver];
    hopper.note(item.time, item.sender, item.number);
    const std::uint32_t to = hopper.destination(model.processes);
    queue.push(
        {item.time + hopper.delay(), to, item.receiver, sent[item.receiver]++, item.payload});
    ++result.events;
  }
  result.seconds = stopwatch.seconds();
  for (const Hopper& hopper : hoppers) {
    result.digest += hopper.digest();
  }
  return result;
}

class PholdProcess final : public Process {
 public:
  PholdProcess(const Phold& model, std::uint32_t id, std::uint64_t& digest)
      : model_(model), hopper_(id), digest_(digest) {}
  void start(Context& context) override {
    for (std::uint32_t k = 0; k < model_.events_each; ++k) {
      context.schedule(kStart + hopper_.delay(), 0, pack(std::uint64_t{0}));
    }
  }
  void handle(const Event& event, Context& context) override {
    hopper_.note(event.key.time, event.key.sender, event.key.number);
    const std::uint32_t to = hopper_.destination(model_.processes);
    const Time arrival = context.now() + hopper_.delay();
    if (to == context.self()) {
      context.schedule(arrival, 0, event.payload);
    } else {
      context.send(to, context.now(), arrival, 0, event.payload);
    }
  }
  void finish(Context&) override { digest_ += hopper_.digest(); }

 private:
  const Phold& model_;
  Hopper hopper_;
  std::uint64_t& digest_;
};

class NoRows final : public RowSink {
  void declare_table(const TableInfo&, const Columns&) override {}
  void emit_row(const TableInfo&, const Columns&) override {}
};

Result through_kernel(const Phold& model, std::uint64_t& rounds) {
  const auto ranks = static_cast<std::uint64_t>(size_of(MPI_COMM_WORLD));
  Result result;
  std::vector<ProcessEntry> entries;
  std::vector<Channel> channels;
  for (std::uint32_t i = 0; i < model.processes; ++i) {
    const int rank = static_cast<int>(i * ranks / model.processes);
    auto process = rank == rank_in(MPI_COMM_WORLD)
                       ? std::make_unique<PholdProcess>(model, i, result.digest)
                       : nullptr;
    entries.push_back({fmt::format("process.{:09}", i), rank, std::move(process)});
    for (std::uint32_t j = 0; j < model.processes; ++j) {
      if (i != j) {
        channels.push_back(constant_channel(i, j, kLookahead));
      }
    }
  }
  NoRows rows;
  Kernel kernel(MPI_COMM_WORLD, std::move(entries), std::move(channels), rows);
  MPI_Barrier(MPI_COMM_WORLD);
  const Stopwatch stopwatch;
  const RunStatistics statistics = kernel.run(model.end);
  MPI_Barrier(MPI_COMM_WORLD);
  result.seconds = stopwatch.seconds();
  result.events = statistics.events;
  rounds = statistics.rounds;
  for (std::uint64_t* sum : {&result.events, &result.digest}) {
    MPI_Allreduce(MPI_IN_PLACE, sum, 1, MPI_UINT64_T, MPI_SUM, MPI_COMM_WORLD);
  }
  return result;
}

void run(const Phold& model) {
  const bool first = rank_in(MPI_COMM_WORLD) == 0;
  const Result loop = first ? bare(model) : Result{};
  std::uint64_t rounds = 0;
  const Result kernel = through_kernel(model, rounds);
  all_or_none(MPI_COMM_WORLD, [&] {
    require(!first || (kernel.events == loop.events && kernel.digest == loop.digest),
            "the kernel and the bare loop differ");
  });
  if (first) {
    const double events = static_cast<double>(loop.events);
    fmt::print("phold processes={} in_flight={} ranks={} events={} rounds={} digest={:016x} "
               "kernel_events_per_s={:.3g} bare_events_per_s={:.3g} ratio={:.2f}\n",
               model.processes, std::uint64_t{model.processes} * model.events_each,
               size_of(MPI_COMM_WORLD), loop.events, rounds, loop.digest, events / kernel.seconds,
               events / loop.seconds, loop.seconds / kernel.seconds);
  }
}

} // namespace

/// bench_kernel [processes events_each end_s]: PHOLD (a quarter of the events go to a process at
/// random, with delays of 0.1 s and an exponential of mean 0.9 s) through the kernel, and by a
/// bare std::priority_queue. Every two processes are joined by a channel.
int main(int argc, char** argv) {
  MpiSession mpi(argc, argv);
  const auto argument = [argc, argv](int i, long otherwise) {
    return i < argc ? std::strtol(argv[i], nullptr, 10) : otherwise;
  };
  try {
    run({static_cast<std::uint32_t>(argument(1, 512)), static_cast<std::uint32_t>(argument(2, 8)),
         kStart + std::chrono::seconds(argument(3, 500))});
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    mpi.abort(error.exit_code());
  }
  return 0;
}
