#include "des/graph_cut.hpp"
#include "des/partition.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>
#include <numeric>
#include <random>

using namespace urker;
using namespace urker::des;

namespace {

constexpr Time kEnd{std::chrono::hours(1)};
const std::vector<Coupling> kUncoupled;

/// Two rings of four, {0, 2, 4, 6} and {1, 3, 5, 7}, and one weak link between them.
std::vector<Coupling> two_rings() {
  std::vector<Channel> channels;
  for (ProcessId i = 0; i < 8; ++i) {
    channels.push_back(constant_channel(i, (i + 2) % 8, std::chrono::milliseconds(2)));
  }
  channels.push_back({0, 1, {{kStart, kStart + std::chrono::minutes(5), std::chrono::seconds(1)}}});
  return couplings_of(channels, kStart, kEnd);
}

double heaviest(const std::vector<int>& rank_of, const std::vector<double>& weights, int ranks) {
  std::vector<double> load(static_cast<std::size_t>(ranks), 0.0);
  for (std::size_t i = 0; i < rank_of.size(); ++i) {
    load.at(static_cast<std::size_t>(rank_of[i])) += weights[i];
  }
  return *std::max_element(load.begin(), load.end());
}

double strength_cut(const std::vector<int>& rank_of, const std::vector<Coupling>& couplings) {
  double sum = 0.0;
  for (const Coupling& one : couplings) {
    sum += rank_of[one.a] == rank_of[one.b] ? 0.0 : one.strength;
  }
  return sum;
}

/// Processes of weights that differ, in `groups` strongly coupled groups.
struct RandomGraph {
  RandomGraph(unsigned seed, std::size_t processes, std::size_t groups) {
    std::mt19937_64 random(seed);
    const auto below = [&random](std::size_t limit) { return random() % limit; };
    for (std::size_t i = 0; i < processes; ++i) {
      weights.push_back(below(5) == 0 ? 0.0 : static_cast<double>(1 + below(4)));
      for (std::size_t k = below(6); k > 0; --k) {
        const std::size_t j = below(processes);
        const double strength = i % groups == j % groups ? 100.0 : 1.0;
        couplings.push_back({static_cast<ProcessId>(i), static_cast<ProcessId>(j), strength});
      }
    }
  }
  std::vector<double> weights;
  std::vector<Coupling> couplings;
};

} // namespace

TEST_CASE("a coupling counts the rounds of a channel in the horizon", "[des][partition]") {
  const auto at = [](int seconds) { return kStart + std::chrono::seconds(seconds); };
  const std::vector<Channel> channels{
      {3, 7, {{at(0), at(10), std::chrono::seconds(1)}, {at(20), at(40), std::chrono::seconds(5)}}},
      {7, 3, {{at(0), at(10), std::chrono::seconds(1)}}}};
  CHECK(strength_of(channels[0], at(0), at(100)) == Approx(10.0 + 4.0));
  CHECK(strength_of(channels[0], at(5), at(30)) == Approx(5.0 + 2.0));
  CHECK(strength_of(channels[0], at(50), at(60)) == 0.0);
  CHECK(strength_of(constant_channel(0, 1, std::chrono::seconds(2)), at(10), at(20)) == 5.0);
  const std::vector<Coupling> late = couplings_of(channels, at(15), at(100));
  REQUIRE(late.size() == 1);
  CHECK(late[0].a == 3);
  CHECK(late[0].b == 7);
  CHECK(late[0].strength == Approx(4.0));
}

TEST_CASE("coupled processes share a rank", "[des][partition]") {
  const std::vector<double> weights(8, 1.0);
  const std::vector<int> rank_of = partition(weights, two_rings(), 2);
  for (std::size_t i = 2; i < 8; ++i) {
    CHECK(rank_of[i] == rank_of[i % 2]);
  }
  CHECK(rank_of[0] != rank_of[1]);
}

TEST_CASE("ranks get about equal weights", "[des][partition]") {
  std::vector<double> weights;
  for (int i = 0; i < 60; ++i) {
    weights.push_back(1.0 + i % 5);
  }
  for (int ranks = 1; ranks <= 5; ++ranks) {
    CHECK(heaviest(partition(weights, kUncoupled, ranks), weights, ranks) <= 1.1 * 180.0 / ranks);
  }
}

TEST_CASE("a process heavier than a rank's share has a rank to itself", "[des][partition]") {
  std::vector<double> weights(21, 1.0);
  weights[4] = 1000.0;
  weights[9] = 30.0;
  std::vector<Coupling> star;
  for (ProcessId i = 0; i < 21; ++i) {
    star.push_back({4, i, 1.0});
  }
  const std::vector<int> rank_of = partition(weights, star, 4);
  CHECK(heaviest(rank_of, weights, 4) <= 1000.0);
  CHECK(std::count(rank_of.begin(), rank_of.end(), rank_of[4]) == 1);
}

TEST_CASE("every process gets a rank, whatever their numbers", "[des][partition]") {
  const std::vector<double> weights(3, 2.0);
  const std::vector<int> many = partition(weights, kUncoupled, 7);
  CHECK(std::all_of(many.begin(), many.end(), [](int rank) { return rank >= 0 && rank < 7; }));
  CHECK(many[0] != many[1]);
  CHECK(many[1] != many[2]);
  CHECK(partition(weights, kUncoupled, 1) == std::vector<int>{0, 0, 0});
  CHECK(partition(std::vector<double>{}, kUncoupled, 4).empty());
}

TEST_CASE("processes without measured work are spread too", "[des][partition]") {
  const std::vector<double> none(40, 0.0);
  CHECK(heaviest(partition(none, kUncoupled, 4), std::vector<double>(40, 1.0), 4) <= 11.0);
  std::vector<double> few(1000, 0.0);
  few[0] = few[1] = 1e-9; // seconds
  const std::vector<int> rank_of = partition(few, kUncoupled, 2);
  CHECK(rank_of[0] != rank_of[1]);
  const auto beside = std::count(rank_of.begin(), rank_of.end(), 0);
  CHECK(beside > 300);
  CHECK(beside < 700);
}

TEST_CASE("odd graphs are cut all the same", "[des][partition]") {
  for (unsigned seed = 0; seed < 80; ++seed) {
    const std::size_t processes = 1 + seed % 40;
    const RandomGraph graph(seed, processes, 1 + seed % 3);
    for (const int ranks : {2, 3, 5, 8, 13, 64}) {
      INFO("seed " << seed << ", ranks " << ranks);
      const std::vector<int> rank_of = partition(graph.weights, graph.couplings, ranks);
      REQUIRE(rank_of.size() == processes);
      REQUIRE(*std::min_element(rank_of.begin(), rank_of.end()) >= 0);
      REQUIRE(*std::max_element(rank_of.begin(), rank_of.end()) < ranks);
      REQUIRE(rank_of == partition(graph.weights, graph.couplings, ranks));
      const double sum = std::accumulate(graph.weights.begin(), graph.weights.end(), 0.0);
      REQUIRE(heaviest(rank_of, graph.weights, ranks) <= 1.1 * sum / ranks + 5.0);
    }
  }
}

TEST_CASE("groups are found", "[des][partition]") {
  for (unsigned seed = 0; seed < 5; ++seed) {
    const RandomGraph graph(seed, 200, 4);
    std::vector<int> groups;
    for (int i = 0; i < 200; ++i) {
      groups.push_back(i % 4);
    }
    const std::vector<int> rank_of = partition(graph.weights, graph.couplings, 4);
    CHECK(strength_cut(rank_of, graph.couplings) < 1.3 * strength_cut(groups, graph.couplings));
  }
}

TEST_CASE("processes stay where they are unless a move pays", "[des][partition]") {
  for (unsigned seed = 0; seed < 5; ++seed) {
    INFO("seed " << seed);
    const RandomGraph graph(seed, 60, 3);
    const std::vector<int> once = partition(graph.weights, graph.couplings, 3);
    REQUIRE(partition(graph.weights, graph.couplings, 3, once) == once);

    // The work shifts a little: few processes follow.
    std::vector<double> later = graph.weights;
    for (std::size_t i = 0; i < later.size(); i += 7) {
      later[i] *= 1.5;
    }
    const std::vector<int> twice = partition(later, graph.couplings, 3, once);
    int moved = 0;
    for (std::size_t i = 0; i < twice.size(); ++i) {
      moved += twice[i] == once[i] ? 0 : 1;
    }
    CHECK(moved <= 20);
    // A partition that cuts the groups is left, but its ranks keep what they can.
    std::vector<int> bad;
    for (std::size_t i = 0; i < once.size(); ++i) {
      bad.push_back(static_cast<int>(i / 20));
    }
    const double cut =
        strength_cut(partition(graph.weights, graph.couplings, 3, bad), graph.couplings);
    CHECK(cut <= strength_cut(once, graph.couplings) / 0.95 + 1e-9);
  }
}

TEST_CASE("fewer ranks than before, and more", "[des][partition]") {
  const RandomGraph graph(5, 60, 3);
  const std::vector<int> six = partition(graph.weights, graph.couplings, 6);
  const std::vector<int> two = partition(graph.weights, graph.couplings, 2, six);
  CHECK(*std::max_element(two.begin(), two.end()) == 1);
  CHECK(two[0] >= 0);
  const double sum = std::accumulate(graph.weights.begin(), graph.weights.end(), 0.0);
  CHECK(heaviest(partition(graph.weights, graph.couplings, 6, two), graph.weights, 6) <=
        1.2 * sum / 6);
}

TEST_CASE("cutting a graph leaves the handlers of signals alone", "[des][partition]") {
  struct sigaction before {};
  before.sa_handler = [](int) {};
  before.sa_flags = SA_RESTART;
  struct sigaction old {};
  sigaction(SIGTERM, &before, &old);
  const std::vector<double> weights(30, 1.0);
  (void)cut_graph(weights, {}, 3, 0);
  struct sigaction after {};
  sigaction(SIGTERM, &old, &after);
  CHECK(after.sa_handler == before.sa_handler);
  CHECK((after.sa_flags & SA_RESTART) != 0);
  CHECK((after.sa_flags & static_cast<int>(SA_RESETHAND)) == 0);
}
