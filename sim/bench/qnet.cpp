#include "bench/qnet.hpp"

#include "des/mpi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <set>

#include "bench/draws.hpp"
#include "bench/no_rows.hpp"

namespace urker::bench::qnet {

using namespace des;
using std::chrono::microseconds;

namespace {

constexpr std::uint32_t kCompletion = 0;
constexpr std::uint32_t kArrival = 1;

std::uint64_t key_of_link(std::uint32_t a, std::uint32_t b) {
  return std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
}

class Station final : public PackedProcess<Station> {
 public:
  Station(const Parameters& net, std::uint32_t id, const std::vector<const Channel*>& links,
          Outcome& outcome)
      : net_(net), id_(id), links_(links), outcome_(outcome) {}

  void start(Context& context) override {
    for (std::uint32_t job = 0; job < net_.jobs; ++job) {
      context.schedule(kStart, kArrival, urker::pack(std::uint64_t{id_} * net_.jobs + job));
    }
  }

  void handle(const Event& event, Context& context) override {
    const auto job = unpack<std::uint64_t>(event.payload);
    const auto time = static_cast<std::uint64_t>(context.now().time_since_epoch().count());
    digest_ = mix(digest_ ^ mix(time) ^ mix(2 * job + event.key.kind));
    ++handled_;
    if (event.key.kind == kArrival) {
      queue_.push_back(job);
    } else {
      busy_ = false;
      forward(job, context);
    }
    if (!busy_ && !queue_.empty()) {
      serve(context);
    }
  }

  void undelivered(const Event& event, Context&) override {
    outcome_.under_way += event.key.kind == kArrival ? 1 : 0;
  }

  void finish(Context&) override {
    outcome_.events += handled_;
    outcome_.departures += departures_;
    outcome_.waiting += queue_.size();
    outcome_.in_service += busy_ ? 1 : 0;
    outcome_.digest += mix(digest_ ^ mix(id_) ^ mix(handled_) ^ mix(queue_.size()));
  }

  template <class Packer>
  void pack(Packer& p) {
    p(queue_, busy_, services_, departures_, handled_, digest_);
  }

 private:
  void serve(Context& context) {
    const std::uint64_t job = queue_.front();
    queue_.pop_front();
    busy_ = true;
    const std::uint64_t v = draw(net_.seed, 3, id_, services_++);
    const auto steps = static_cast<std::int64_t>(v % 16 == 0 ? 0 : 1 + (v >> 8) % 20);
    context.schedule(context.now() + microseconds(100) * steps, kCompletion, urker::pack(job));
  }

  void forward(std::uint64_t job, Context& context) {
    const std::uint32_t to = neighbour(net_, id_, draw(net_.seed, 4, id_, departures_++) % 4);
    const Channel& link = **std::find_if(links_.begin(), links_.end(),
                                         [to](const Channel* c) { return c->to == to; });
    const auto window =
        std::partition_point(link.windows.begin(), link.windows.end(),
                             [&](const ChannelWindow& w) { return w.close < context.now(); });
    const Time departure = std::max(context.now(), window->open);
    context.send(to, departure, departure + window->least_delay, kArrival, urker::pack(job));
  }

  const Parameters& net_;
  std::uint32_t id_;
  const std::vector<const Channel*>& links_;
  Outcome& outcome_;
  std::deque<std::uint64_t> queue_;
  bool busy_ = false;
  std::uint64_t services_ = 0;
  std::uint64_t departures_ = 0;
  std::uint64_t handled_ = 0;
  std::uint64_t digest_ = 0;
};

Channel link_between(const Parameters& net, std::uint32_t from, std::uint32_t to) {
  const std::uint64_t key = key_of_link(from, to);
  const Duration delay =
      microseconds(1000 + 250 * static_cast<std::int64_t>(draw(net.seed, 1, key, 0) % 32));
  const auto phases = static_cast<std::uint64_t>(net.period / microseconds(100));
  const Duration phase =
      microseconds(100 * static_cast<std::int64_t>(draw(net.seed, 2, key, 0) % phases));
  Channel channel{from, to, {}};
  for (Time open = kStart - phase; open <= net.end + net.period; open += net.period) {
    const Time close = open + net.period / 4 - Duration{1};
    if (close >= kStart) {
      channel.windows.push_back({std::max(open, kStart), close, delay});
    }
  }
  return channel;
}

} // namespace

std::uint32_t neighbour(const Parameters& net, std::uint32_t station, std::uint64_t which) {
  const std::uint32_t far = net.stations / 7 + 2;
  const std::array<std::uint32_t, 4> steps{1, net.stations - 1, far, net.stations - far};
  return (station + steps.at(which)) % net.stations;
}

std::vector<Channel> channels(const Parameters& net) {
  std::vector<Channel> all;
  for (std::uint32_t i = 0; i < net.stations; ++i) {
    std::set<std::uint32_t> neighbours;
    for (std::uint64_t which = 0; which < 4; ++which) {
      neighbours.insert(neighbour(net, i, which));
    }
    for (const std::uint32_t j : neighbours) {
      all.push_back(link_between(net, i, j));
    }
  }
  return all;
}

Outcome run_qnet(MPI_Comm communicator, const Parameters& net, std::span<const Stage> stages,
                 QueueKind queue, RunStatistics& statistics) {
  const std::vector<Channel> all = channels(net);
  std::vector<std::vector<const Channel*>> links(net.stations);
  for (const Channel& channel : all) {
    links[channel.from].push_back(&channel);
  }
  Outcome own;
  NoRows rows;
  statistics = run_in_stages(communicator, stages, [&](const std::vector<int>& rank_of) {
    ProcessSet processes{
        rank_of, {}, [](ProcessId id) { return fmt::format("station.{:09}", id); }};
    for (std::uint32_t i = 0; i < net.stations; ++i) {
      if (rank_of[i] == rank_in(communicator)) {
        processes.own.push_back(std::make_unique<Station>(net, i, links[i], own));
      }
    }
    return Kernel(communicator, std::move(processes), {all, Duration{0}}, rows, {queue, false});
  });
  std::array<std::uint64_t, 6> sums{own.events,  own.departures, own.digest,
                                    own.waiting, own.in_service, own.under_way};
  MPI_Allreduce(MPI_IN_PLACE, sums.data(), static_cast<int>(sums.size()), MPI_UINT64_T, MPI_SUM,
                communicator);
  return {sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]};
}

} // namespace urker::bench::qnet
