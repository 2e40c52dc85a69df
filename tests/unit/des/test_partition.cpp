#include "des/partition.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace urker;
using namespace urker::des;

namespace {

constexpr Time kEnd{std::chrono::hours(1)};

/// Two rings of four, {0, 2, 4, 6} and {1, 3, 5, 7}, and one weak link between them.
std::vector<Channel> two_rings() {
  std::vector<Channel> channels;
  for (ProcessId i = 0; i < 8; ++i) {
    channels.push_back(constant_channel(i, (i + 2) % 8, std::chrono::milliseconds(2)));
  }
  channels.push_back({0, 1, {{kStart, kStart + std::chrono::minutes(5), std::chrono::seconds(1)}}});
  return channels;
}

std::vector<double> loads(const std::vector<int>& rank_of, const std::vector<double>& weights,
                          int ranks) {
  std::vector<double> load(static_cast<std::size_t>(ranks), 0.0);
  for (std::size_t i = 0; i < rank_of.size(); ++i) {
    load[static_cast<std::size_t>(rank_of[i])] += weights[i];
  }
  return load;
}

} // namespace

TEST_CASE("coupled processes share a rank", "[des][partition]") {
  const std::vector<double> weights(8, 1.0);
  const std::vector<int> rank_of = partition(weights, two_rings(), 2, kEnd);
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
    const std::vector<double> load = loads(partition(weights, {}, ranks, kEnd), weights, ranks);
    CHECK(*std::max_element(load.begin(), load.end()) <= 1.1 * 180.0 / ranks);
  }
}

TEST_CASE("every process gets a rank, whatever their numbers", "[des][partition]") {
  const std::vector<double> weights(3, 2.0);
  const std::vector<int> many = partition(weights, {}, 7, kEnd);
  CHECK(std::all_of(many.begin(), many.end(), [](int rank) { return rank >= 0 && rank < 7; }));
  CHECK(many[0] != many[1]);
  CHECK(partition(weights, {}, 1, kEnd) == std::vector<int>{0, 0, 0});
  CHECK(partition({}, {}, 4, kEnd).empty());
}
