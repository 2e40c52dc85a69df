#include "des/kernel.hpp"
#include "des/mpi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "bench/draws.hpp"
#include "bench/no_rows.hpp"
#include "main_on_ranks.hpp"
#include "partitions.hpp"

using namespace urker;
using namespace urker::bench;
using namespace urker::des;
using std::chrono::milliseconds;

namespace {

constexpr ProcessId kProcesses = 24;
constexpr Time kEnd{std::chrono::seconds(60)};
constexpr std::uint32_t kBooked = 0;  ///< own event: a booked departure is due
constexpr std::uint32_t kBooking = 1; ///< a message that left at its booked time
constexpr std::uint32_t kReply = 2;   ///< a message that answers another

struct Model {
  std::uint64_t seed;
  bool promises;     ///< tell the kernel about the bookings
  bool slow = false; ///< tell it that every third process is slow
};

Duration drawn_delay(const Model& model, std::uint64_t purpose, std::uint64_t k,
                     std::int64_t most_ms) {
  return milliseconds(1 + static_cast<std::int64_t>(draw(model.seed, purpose, 0, k) %
                                                    static_cast<unsigned>(most_ms)));
}

/// To three others over windows that open at random, and to one more over a slow cable.
std::vector<Channel> channels_of(const Model& model) {
  std::vector<Channel> all;
  for (ProcessId from = 0; from < kProcesses; ++from) {
    for (std::uint64_t link = 0; link < 3; ++link) {
      const std::uint64_t base = (std::uint64_t{from} * 3 + link) << 32;
      Channel channel{from, (from + static_cast<ProcessId>(1 + 5 * link)) % kProcesses, {}};
      std::uint64_t k = base;
      for (Time open = kStart; open < 2 * kEnd.time_since_epoch() + kStart;) {
        open += drawn_delay(model, 1, ++k, 4000);
        const Time close = open + drawn_delay(model, 2, k, 2000);
        channel.windows.push_back({open, close, drawn_delay(model, 3, k, 30)});
        open = close + Duration{1};
      }
      all.push_back(std::move(channel));
    }
    all.push_back(constant_channel(from, (from + 3) % kProcesses, milliseconds(400)));
  }
  return all;
}

/// Books a departure on each of its links, promises to keep quiet till then, and answers some of
/// what it receives over the cable.
class Correspondent final : public PackedProcess<Correspondent> {
 public:
  Correspondent(const Model& model, ProcessId id, std::vector<const Channel*> links,
                std::uint64_t& digest)
      : model_(model), id_(id), links_(std::move(links)), digest_of_all_(digest) {}

  void start(Context& context) override {
    for (std::uint32_t link = 0; link < links_.size(); ++link) {
      book(link, context);
    }
  }
  void handle(const Event& event, Context& context) override {
    note(event, 0);
    const auto content = unpack<std::uint64_t>(event.payload);
    if (event.key.kind == kBooked) {
      const Channel& link = *links_[content];
      const Duration least = link.open_at(context.now())->least_delay;
      context.send(link.to, context.now(), context.now() + least + random(50), kBooking,
                   urker::pack(digest_));
      book(static_cast<std::uint32_t>(content), context);
    } else if (content % 4 == 0) {
      const Time departure = context.now() + random(200);
      context.send((id_ + 3) % kProcesses, departure, departure + milliseconds(400) + random(100),
                   kReply, urker::pack(digest_));
    }
  }
  void undelivered(const Event& event, Context&) override { note(event, 1); }
  void finish(Context&) override { digest_of_all_ += mix(digest_ ^ mix(id_)); }
  template <class Packer>
  void pack(Packer& p) {
    p(digest_, drawn_);
  }

 private:
  Duration random(std::int64_t most_ms) { return drawn_delay(model_, 10 + id_, drawn_++, most_ms); }
  void note(const Event& event, std::uint64_t undelivered) {
    const EventKey& key = event.key;
    digest_ = mix(digest_ ^ mix(static_cast<std::uint64_t>(key.time.time_since_epoch().count())) ^
                  mix(key.kind + 8 * undelivered) ^ mix(key.sender) ^ mix(key.number) ^
                  unpack<std::uint64_t>(event.payload));
  }
  void book(std::uint32_t link, Context& context) {
    const Time wanted = context.now() + random(6000);
    const auto& windows = links_[link]->windows;
    const auto window = std::find_if(windows.begin(), windows.end(),
                                     [&](const ChannelWindow& w) { return w.close >= wanted; });
    const Time booked = window == windows.end() ? kNever : std::max(wanted, window->open);
    if (model_.promises) {
      context.promise(links_[link]->to, booked);
    }
    context.schedule(booked, kBooked, urker::pack(std::uint64_t{link}));
  }

  const Model& model_;
  ProcessId id_;
  std::vector<const Channel*> links_; ///< those with windows
  std::uint64_t& digest_of_all_;
  std::uint64_t digest_ = 0;
  std::uint64_t drawn_ = 0;
};

struct Run {
  std::uint64_t digest = 0;
  RunStatistics statistics;
};

/// Plays the model; at some instants the run is dealt anew or, since one rank wishes so, halts.
Run run(MPI_Comm communicator, const Model& model, const std::vector<int>& rank_of,
        const std::vector<int>& then = {}) {
  const std::vector<Channel> all = channels_of(model);
  Run result;
  ProcessSet processes{
      rank_of, {}, [](ProcessId id) { return fmt::format("correspondent.{:03}", id); }};
  const auto make = [&](ProcessId id) {
    std::vector<const Channel*> links;
    for (const Channel& channel : all) {
      if (channel.from == id && channel.windows.size() > 1) {
        links.push_back(&channel);
      }
    }
    return std::make_unique<Correspondent>(model, id, std::move(links), result.digest);
  };
  for (ProcessId id = 0; id < kProcesses; ++id) {
    if (rank_of[id] == rank_in(communicator)) {
      processes.own.push_back(make(id));
    }
  }
  NoRows rows;
  KernelOptions options;
  if (model.slow) {
    options.slow = [](ProcessId id) { return id % 3 == 0; };
  }
  Kernel kernel(communicator, std::move(processes), {all, Duration{0}}, rows, options);
  kernel.start();
  if (!then.empty()) {
    std::uint64_t asked = 0; // the last rank has had enough when it was asked twenty times
    const bool asks = rank_in(communicator) + 1 == size_of(communicator);
    const Halt halt =
        kernel.advance(kEnd, [&](const Progress&) { return asks && ++asked >= 20 ? 7 : 0; });
    require(halt.wish == 7 && halt.at < kEnd, "a wish to halt is not heard");
    kernel.repartition(then, make, {all, Duration{0}});
    const Duration left = kEnd - halt.at;
    require(kernel.advance(halt.at + left / 3).wish == 0, "a wish from nowhere");
    kernel.repartition(std::vector<int>(kProcesses, 0), make, {all, Duration{0}});
    kernel.advance(halt.at + left / 2); // the other ranks sleep
    kernel.set_channels({all, Duration{0}});
    kernel.advance(halt.at + left / 3 * 2);
    kernel.repartition(rank_of, make, {all, Duration{0}});
  }
  kernel.advance(kEnd);
  result.statistics = kernel.finish(kEnd);
  MPI_Allreduce(MPI_IN_PLACE, &result.digest, 1, MPI_UINT64_T, MPI_SUM, communicator);
  return result;
}

void compare(std::uint64_t seed) {
  const int ranks = size_of(MPI_COMM_WORLD);
  const std::vector<int> alone(kProcesses, 0);
  const Run reference = run(MPI_COMM_SELF, {seed, false}, alone);
  for (const Partition& partition :
       partitions(kProcesses, ranks, channels_of({seed, false}), kEnd)) {
    const Run silent = run(MPI_COMM_WORLD, {seed, false}, partition.rank_of);
    const Run promised = run(MPI_COMM_WORLD, {seed, true}, partition.rank_of);
    const Run moved = run(MPI_COMM_WORLD, {seed, true}, partition.rank_of,
                          deal(kProcesses, std::max(1, ranks - 1), Dealing::hash));
    const Run slow = run(MPI_COMM_WORLD, {seed, true, true}, partition.rank_of);
    if (rank_in(MPI_COMM_WORLD) == 0) {
      fmt::print("seed={} ranks={} partition={} digest={:016x} rounds={} with_promises={}\n", seed,
                 ranks, partition.name, promised.digest, silent.statistics.rounds,
                 promised.statistics.rounds);
    }
    all_or_none(MPI_COMM_WORLD, [&] {
      require(silent.digest == reference.digest, "the digest depends on the ranks");
      require(promised.digest == reference.digest, "the digest depends on promises");
      require(moved.digest == reference.digest, "the digest depends on halts and moves");
      require(slow.digest == reference.digest, "the digest depends on who is slow");
      require(ranks == 1 || slow.statistics.rounds > promised.statistics.rounds,
              "the events of slow processes begin no rounds");
      require(ranks == 1 || promised.statistics.rounds < silent.statistics.rounds,
              "promises save no round");
    });
  }
}

} // namespace

/// Processes that book and promise at random: the same results on any number of ranks, with the
/// promises and without, in fewer rounds with them.
int main(int argc, char** argv) {
  return main_on_ranks(argc, argv, [&] {
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
      compare(seed);
    }
  });
}
