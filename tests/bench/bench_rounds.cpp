#include "des/exchange.hpp"
#include "des/lookahead.hpp"
#include "des/mpi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string_view>

using namespace urker;
using namespace urker::des;
using std::chrono::milliseconds;

namespace {

/// Wall time of an action in microseconds: the median of some.
double median_us(int times, const std::function<void()>& action) {
  std::vector<double> all;
  for (int i = 0; i < times + 3; ++i) { // the first ones do not count
    const auto began = std::chrono::steady_clock::now();
    action();
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - began;
    if (i >= 3) {
      all.push_back(took.count());
    }
  }
  std::nth_element(all.begin(), all.begin() + times / 2, all.end());
  return all[static_cast<std::size_t>(times / 2)];
}

/// Each rank reaches `degree` others, over a link that opens every hundred minutes for ten, or is
/// always open.
Lookahead lookahead_of(int ranks, int degree, bool always) {
  std::vector<ArrivalEnvelope> all(static_cast<std::size_t>(ranks) *
                                   static_cast<std::size_t>(ranks));
  for (int p = 0; p < ranks; ++p) {
    for (int k = 0; k < degree; ++k) {
      const int q = (p + 1 + k * (ranks - 1) / degree) % ranks;
      std::vector<ChannelWindow> windows;
      const Duration delay = milliseconds(2 + (p * 7 + q * 3) % 10);
      for (int orbit = 0; orbit < 15 && !always; ++orbit) {
        const Time open = kStart + std::chrono::minutes(100 * orbit + (p + q) % 100);
        windows.push_back({open, open + std::chrono::minutes(10), delay});
      }
      if (always) {
        windows.push_back({kStart, kNever, delay});
      }
      all[static_cast<std::size_t>(p) * static_cast<std::size_t>(ranks) +
          static_cast<std::size_t>(q)] = ArrivalEnvelope(std::move(windows));
    }
  }
  return {std::move(all), ranks};
}

/// The shortest paths of a round, as every rank searches them, in microseconds: for a rank that
/// comes late, and so has to look at the most.
double paths_us(int ranks, int degree, bool always) {
  const Lookahead lookahead = lookahead_of(ranks, degree, always);
  const auto count = static_cast<std::size_t>(ranks);
  std::vector<Time> first(count), caused(count, kNever);
  const std::vector<std::int64_t> promised(count * count, 0);
  for (int p = 0; p < ranks; ++p) {
    first[static_cast<std::size_t>(p)] = kStart + milliseconds((p * 37) % 50);
    for (int q = 0; q < ranks; ++q) {
      Time& least = caused[static_cast<std::size_t>(q)];
      least =
          std::min(least, lookahead.earliest_arrival(p, q, kStart + milliseconds((p * 91) % 50)));
    }
  }
  int last = 0;
  Time latest = kStart;
  for (int q = 0; q < std::min(ranks, 200); ++q) {
    const Time input = lookahead.earliest_input(q, first, caused, {promised.data(), count});
    if (input > latest) {
      latest = input;
      last = q;
    }
  }
  return median_us(ranks > 1000 ? 20 : 200, [&] {
    const Time input = lookahead.earliest_input(last, first, caused, {promised.data(), count});
    require(input == latest, "a search that ends otherwise the second time");
  });
}

void send_to_neighbours(Exchange& exchange, int messages) {
  for (int k = 1; k <= std::min(4, exchange.ranks() - 1); ++k) {
    const int to = (exchange.rank() + k) % exchange.ranks();
    for (int i = 0; i < messages; ++i) {
      exchange.post(to, EventRecord::of({kStart, 0, 0, 0, static_cast<std::uint32_t>(i)}), {});
    }
  }
}

/// The parts of a round under mpirun; and a reduction of as many numbers as there are ranks, which
/// would do instead of the announcement.
void measure_round() {
  Exchange exchange(MPI_COMM_WORLD);
  const auto count = static_cast<std::size_t>(exchange.ranks());
  const std::vector<Time> caused(count, kNever), promised(count, kStart);
  const ClockNews news{kNever, caused, promised};
  Announcement own;
  own.clocks = {&news, 1};
  constexpr int kTimes = 200;
  const auto drop = [](const EventRecord&, Payload) {};
  const auto round = [&](int messages) {
    send_to_neighbours(exchange, messages);
    (void)exchange.announce(own);
    exchange.deliver(drop);
  };
  const double announce_us = median_us(kTimes, [&] { (void)exchange.announce(own); });
  const double empty_us = median_us(kTimes, [&] { round(0); });
  const double ten_us = median_us(kTimes, [&] { round(10); });
  const double thousand_us = median_us(kTimes, [&] { round(1000); });
  std::vector<std::int64_t> mine(3 * count + 5), least(mine.size());
  const double reduce_us = median_us(kTimes, [&] {
    MPI_Allreduce(mine.data(), least.data(), static_cast<int>(mine.size()), MPI_INT64_T, MPI_MIN,
                  MPI_COMM_WORLD);
  });
  const double searched_us = paths_us(exchange.ranks(), exchange.ranks() - 1, true);
  if (exchange.rank() == 0) {
    fmt::print("round ranks={} announce_us={:.1f} empty_us={:.1f} messages_4x10_us={:.1f} "
               "messages_4x1000_us={:.1f} paths_us={:.2f} reduce_us={:.1f}\n",
               exchange.ranks(), announce_us, empty_us, ten_us, thousand_us, searched_us,
               reduce_us);
  }
}

} // namespace

/// bench_rounds: what the parts of a round cost on these ranks.
/// bench_rounds RANKS DEGREE open|sparse: the shortest paths of a round on so many ranks, by one
/// process.
int main(int argc, char** argv) {
  MpiSession mpi(argc, argv);
  try {
    if (argc == 4) {
      const std::string_view links = argv[3];
      fmt::print("paths ranks={} degree={} links={} us={:.1f}\n", argv[1], argv[2], links,
                 paths_us(std::atoi(argv[1]), std::atoi(argv[2]), links == "open"));
    } else {
      measure_round();
    }
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    mpi.abort(error.exit_code());
  }
  return 0;
}
