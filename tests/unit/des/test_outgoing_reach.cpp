#include "des/outgoing_reach.hpp"

#include <catch2/catch.hpp>

#include <map>

#include "random_network.hpp"

using namespace urker;
using namespace urker::des;

namespace {

constexpr std::size_t kUnbounded = 1'000'000;

/// Processes with events to handle and messages on their way, dealt to ranks.
struct Scene {
  Scene(unsigned seed, ProcessId processes) {
    RandomNetwork random(seed);
    ranks = static_cast<int>(2 + random.below(3));
    for (ProcessId i = 0; i < processes; ++i) {
      rank_of.push_back(static_cast<int>(random.below(ranks)));
      for (std::int64_t k = random.below(3); k > 0; --k) {
        queued.push_back({at(random.below(kHorizon)), i, 0, i, static_cast<std::uint32_t>(k)});
      }
      if (random.below(6) == 0) {
        on_the_way.push_back({at(random.below(kHorizon)), i, 1, 0, 0});
      }
    }
    channels = random.channels(processes);
    for (const Channel& channel : channels) { // as PromisedChannel keeps them
      not_before.push_back(random.below(3) == 0 ? at(random.below(kHorizon)) : kStart);
      (void)channel;
    }
  }

  [[nodiscard]] Time arrival(std::size_t channel, Time t) const {
    return t == kNever ? kNever
                       : channels[channel].earliest_arrival(std::max(t, not_before[channel]));
  }
  /// Earliest arrivals at each rank from others, by relaxation: of what `begins` at the processes,
  /// along the channels that `may` be used.
  template <class May>
  [[nodiscard]] std::vector<Time> exact(const std::vector<EventKey>& begins, const May& may) const {
    std::vector<Time> earliest(rank_of.size(), kNever);
    for (const EventKey& event : begins) {
      earliest[event.receiver] = std::min(earliest[event.receiver], event.time);
    }
    std::vector<Time> inputs(static_cast<std::size_t>(ranks), kNever);
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t c = 0; c < channels.size(); ++c) {
        const int to = rank_of[channels[c].to];
        const Time at = arrival(c, earliest[channels[c].from]);
        if (!may(rank_of[channels[c].from], to)) {
          continue;
        }
        if (to != rank_of[channels[c].from]) {
          inputs[static_cast<std::size_t>(to)] = std::min(inputs[static_cast<std::size_t>(to)], at);
        }
        if (at < earliest[channels[c].to] && may(to, to)) {
          earliest[channels[c].to] = at;
          changed = true;
        }
      }
    }
    return inputs;
  }
  [[nodiscard]] std::vector<EventKey> queued_on(int rank) const {
    std::vector<EventKey> own;
    for (const EventKey& event : queued) {
      if (rank_of[event.receiver] == rank) {
        own.push_back(event);
      }
    }
    return own;
  }

  int ranks = 0;
  std::vector<int> rank_of;
  std::vector<Channel> channels;
  std::vector<Time> not_before;
  std::vector<EventKey> queued, on_the_way;
};

/// One rank of a scene, as the kernel has it.
class Rank {
 public:
  Rank(const Scene& scene, int rank, QueueKind kind) : rank_(rank), queue_(kind) {
    ChannelSet own;
    std::vector<Time> not_before;
    for (std::size_t c = 0; c < scene.channels.size(); ++c) {
      if (scene.rank_of[scene.channels[c].from] == rank) {
        own.channels.push_back(scene.channels[c]);
        not_before.push_back(scene.not_before[c]);
      }
    }
    outgoing_ = OutgoingChannels(own, scene.rank_of, rank, scene.ranks);
    for (std::size_t c = 0; c < not_before.size(); ++c) {
      if (not_before[c] > kStart) {
        const Channel& channel = own.channels[c];
        outgoing_.promise(*outgoing_.find(outgoing_.of(channel.from), channel.to), not_before[c]);
      }
    }
    promised = outgoing_.promised_row(kStart);
    reach_ = OutgoingReach(outgoing_, scene.rank_of, rank, scene.ranks);
    for (const EventKey& event : scene.queued_on(rank)) {
      queue_.push(EventRecord::of(event));
    }
  }
  std::vector<Time> search(const Lookahead& lookahead, std::size_t budget) {
    return reach_.search(
        queue_,
        [&](std::size_t q, Time t) {
          return std::max(lookahead.earliest_arrival(rank_, static_cast<int>(q), t), promised[q]);
        },
        budget);
  }

  std::vector<Time> promised;

 private:
  int rank_;
  EventQueue queue_;
  OutgoingChannels outgoing_;
  OutgoingReach reach_;
};

/// What the ranks of a scene work out together.
std::vector<Time> inputs_in(const Scene& scene, QueueKind kind, std::size_t budget) {
  const Lookahead lookahead = lookahead_of(scene.channels, scene.rank_of, scene.ranks);
  std::vector<Time> caused, promised;
  for (int p = 0; p < scene.ranks; ++p) {
    Rank rank(scene, p, kind);
    const std::vector<Time> row = rank.search(lookahead, budget);
    caused.insert(caused.end(), row.begin(), row.end());
    promised.insert(promised.end(), rank.promised.begin(), rank.promised.end());
  }
  std::vector<Time> first(static_cast<std::size_t>(scene.ranks), kNever);
  for (const EventKey& message : scene.on_the_way) {
    Time& at = first[static_cast<std::size_t>(scene.rank_of[message.receiver])];
    at = std::min(at, message.time);
  }
  return inputs_of(lookahead, first, caused, promised);
}

} // namespace

TEST_CASE("the search finds when a rank's events can reach others", "[des][reach]") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    const Scene scene(seed, 12);
    const Lookahead lookahead = lookahead_of(scene.channels, scene.rank_of, scene.ranks);
    for (int p = 0; p < scene.ranks; ++p) {
      // Only what leaves p itself.
      const std::vector<Time> own =
          scene.exact(scene.queued_on(p), [p](int from, int) { return from == p; });
      for (const QueueKind kind : {QueueKind::bucket, QueueKind::heap}) {
        Rank rank(scene, p, kind);
        std::vector<Time> found;
        for (int again = 0; again < 3; ++again) { // the span that is looked at follows
          found = rank.search(lookahead, kUnbounded);
          for (std::size_t q = 0; q < own.size(); ++q) {
            REQUIRE(found[q] <= own[q]);
          }
        }
        INFO("seed " << seed << ", rank " << p);
        REQUIRE(found == own);
        for (const std::size_t budget : {std::size_t{0}, std::size_t{3}, std::size_t{10}}) {
          const std::vector<Time> bounded = rank.search(lookahead, budget);
          for (std::size_t q = 0; q < own.size(); ++q) {
            REQUIRE(bounded[q] <= own[q]);
          }
        }
      }
    }
  }
}

TEST_CASE("nothing reaches a rank before its bound, whatever was searched", "[des][reach]") {
  std::map<std::size_t, std::int64_t> short_by; // by budget, added up
  for (unsigned seed = 0; seed < 300; ++seed) {
    const Scene scene(seed, 10);
    std::vector<EventKey> begins = scene.queued;
    begins.insert(begins.end(), scene.on_the_way.begin(), scene.on_the_way.end());
    const std::vector<Time> exact = scene.exact(begins, [](int, int) { return true; });
    for (const std::size_t budget : {std::size_t{0}, std::size_t{4}, kUnbounded}) {
      const std::vector<Time> inputs = inputs_in(scene, QueueKind::bucket, budget);
      for (std::size_t q = 0; q < exact.size(); ++q) {
        INFO("seed " << seed << ", rank " << q << ", budget " << budget);
        REQUIRE(inputs[q] <= exact[q]);
        if (exact[q] != kNever) {
          short_by[budget] += (exact[q] - inputs[q]).count();
        }
      }
    }
  }
  CHECK(short_by[4] < short_by[0]);
  CHECK(short_by[kUnbounded] < short_by[4]);
}
