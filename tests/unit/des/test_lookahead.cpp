#include "des/lookahead.hpp"

#include <catch2/catch.hpp>

#include "random_network.hpp"

using namespace urker;
using namespace urker::des;

namespace {

/// The definition, without any cleverness: tries every departure within the horizon.
Time tried_arrival(const std::vector<Channel>& channels, Time t) {
  Time best = kNever;
  for (const Channel& channel : channels) {
    for (const ChannelWindow& window : channel.windows) {
      const Time last = std::min(window.close, at(kHorizon + 200));
      for (Time departure = std::max(t, window.open); departure <= last; departure += Duration{1}) {
        best = std::min(best, departure + window.least_delay);
      }
    }
  }
  return best;
}

} // namespace

TEST_CASE("the envelope is the least of its channels at every instant", "[des][lookahead]") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    RandomNetwork random(seed);
    std::vector<Channel> channels;
    std::vector<ChannelWindow> windows;
    for (std::int64_t i = random.below(4); i >= 0; --i) {
      channels.push_back(random.channel(0, 1));
      windows.insert(windows.end(), channels.back().windows.begin(), channels.back().windows.end());
    }
    const ArrivalEnvelope envelope(windows);
    for (std::int64_t t = 0; t < kHorizon + 40; ++t) {
      INFO("seed " << seed << ", t " << t);
      REQUIRE(envelope(at(t)) == tried_arrival(channels, at(t)));
      Time least = kNever;
      for (const Channel& channel : channels) {
        least = std::min(least, channel.earliest_arrival(at(t)));
        REQUIRE(ArrivalEnvelope::of_channel(channel.windows)(at(t)) ==
                channel.earliest_arrival(at(t)));
      }
      REQUIRE(least == envelope(at(t)));
    }
  }
}

TEST_CASE("an envelope does not overflow", "[des][lookahead]") {
  CHECK(ArrivalEnvelope{}(kStart) == kNever);
  CHECK(ArrivalEnvelope{}(kNever) == kNever);
  const ArrivalEnvelope open({{kStart, kNever, Duration{5}}});
  CHECK(open(kNever - Duration{2}) == kNever);
  CHECK(open(kNever) == kNever);
  const ArrivalEnvelope late({{kNever - Duration{3}, kNever - Duration{1}, Duration{5}}});
  CHECK(late(kStart) == kNever);
  CHECK(ArrivalEnvelope::of_channel({})(kStart) == kNever);
  const std::vector<ChannelWindow> last{{kNever - Duration{3}, kNever, Duration{5}}};
  CHECK(ArrivalEnvelope::of_channel(last)(kStart) == kNever);
}

TEST_CASE("earliest inputs solve the equations of the bound", "[des][lookahead]") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    RandomNetwork random(seed);
    const int ranks = static_cast<int>(2 + random.below(4));
    const ProcessId processes = 8;
    std::vector<int> rank_of;
    for (ProcessId i = 0; i < processes; ++i) {
      rank_of.push_back(static_cast<int>(random.below(ranks)));
    }
    const std::vector<Channel> channels = random.channels(processes);
    const Lookahead lookahead = lookahead_of(channels, rank_of, ranks);
    const auto count = static_cast<std::size_t>(ranks);
    std::vector<Time> next;
    for (int p = 0; p < ranks; ++p) {
      next.push_back(random.below(4) == 0 ? kNever : at(random.below(kHorizon)));
    }
    std::vector<Time> promised(count * count, kStart);
    for (Time& bound : promised) {
      bound = random.below(2) == 0 ? kStart : at(random.below(2 * kHorizon));
    }
    std::vector<Time> caused(count * count, kNever);
    for (Time& bound : caused) {
      bound = random.below(2) == 0 ? kNever : at(random.below(2 * kHorizon));
    }

    // Relaxed until nothing changes, from the direct evaluation of every channel.
    std::vector<Time> inputs(count, kNever);
    for (std::size_t i = 0; i < caused.size(); ++i) {
      if (i / count != i % count) {
        inputs[i % count] = std::min(inputs[i % count], caused[i]);
      }
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (const Channel& channel : channels) {
        const auto p = static_cast<std::size_t>(rank_of[channel.from]);
        const auto q = static_cast<std::size_t>(rank_of[channel.to]);
        const Time bound = std::min(next[p], inputs[p]);
        const Time arrival = std::max(channel.earliest_arrival(bound), promised[p * count + q]);
        if (p != q && arrival < inputs[q]) {
          inputs[q] = arrival;
          changed = true;
        }
      }
    }
    INFO("seed " << seed);
    REQUIRE(inputs_of(lookahead, next, caused, promised) == inputs);
  }
}

TEST_CASE("one number a pair bounds what every channel's promise allows", "[des][lookahead]") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    RandomNetwork random(seed);
    std::vector<Channel> channels;
    for (int i = 0; i < 3; ++i) {
      channels.push_back(random.channel(0, 1));
    }
    std::vector<PromisedChannel> promised;
    for (const Channel& channel : channels) {
      promised.emplace_back(channel, at(random.below(kHorizon)));
    }
    const Time bound = at(random.below(kHorizon / 2));
    const auto least = [](const auto& all, Time t) {
      Time earliest = kNever;
      for (const auto& one : all) {
        earliest = std::min(earliest, one.earliest_arrival(t));
      }
      return earliest;
    };
    for (Time t = bound; t < at(2 * kHorizon); t += Duration{1}) {
      REQUIRE(least(promised, t) >= std::max(least(channels, t), least(promised, bound)));
    }
  }
}

TEST_CASE("a rank that nobody can reach is never held up", "[des][lookahead]") {
  const std::vector<Channel> channels{constant_channel(0, 1, Duration{10})};
  const Lookahead lookahead = lookahead_of(channels, {0, 1}, 3);
  const std::vector<Time> none(9, kStart);
  const std::vector<Time> next{at(5), at(7), at(1)};
  const std::vector<Time> nothing(9, kNever);
  CHECK(inputs_of(lookahead, next, nothing, none) == std::vector<Time>{kNever, at(15), kNever});
  CHECK(lookahead.earliest_arrival(0, 1, at(5)) == at(15));
  CHECK(lookahead.earliest_arrival(1, 0, at(5)) == kNever);
}

TEST_CASE("a rank waits for the echo of its own message", "[des][lookahead]") {
  const std::vector<Channel> channels{constant_channel(0, 1, Duration{10}),
                                      constant_channel(1, 0, Duration{3})};
  const Lookahead lookahead = lookahead_of(channels, {0, 1}, 2);
  const std::vector<Time> none(4, kStart);
  // On its way to rank 0, or in its queue.
  CHECK(inputs_of(lookahead, std::vector<Time>{at(5), kNever}, std::vector<Time>(4, kNever),
                  none) == std::vector<Time>{at(18), at(15)});
  CHECK(inputs_of(lookahead, std::vector<Time>(2, kNever),
                  std::vector<Time>{kNever, at(15), kNever, kNever},
                  none) == std::vector<Time>{at(18), at(15)});
}
