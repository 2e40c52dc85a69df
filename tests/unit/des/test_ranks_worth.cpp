#include "des/ranks_worth.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace urker::des;

namespace {

const std::vector<RoundCost> kCosts{{2, 5e-6}, {4, 10e-6}, {8, 15e-6}, {64, 30e-6}};

} // namespace

TEST_CASE("a small run is worth one rank, a large one all", "[des][ranks]") {
  CHECK(ranks_worth({2e-3, 1e-4, 5e3, 5e3}, kCosts) == 1);
  CHECK(ranks_worth({1e3, 1.0, 1e9, 1e4}, kCosts) >= 60); // 5 % above the least
  CHECK(ranks_worth({0.0, 0.0, 0.0, 0.0}, kCosts) == 1);
  CHECK(ranks_worth({1e3, 1.0, 1e9, 1e4}, {}) == 1);
}

TEST_CASE("a heavy process limits how many ranks are worth it", "[des][ranks]") {
  CHECK(ranks_worth({100.0, 25.0, 1e8, 1e4}, kCosts) <= 5);
  CHECK(ranks_worth({100.0, 25.0, 1e8, 1e4}, kCosts) >= 4);
  CHECK(ranks_worth({100.0, 100.0, 1e8, 1e4}, kCosts) == 1);
}

TEST_CASE("more work, fewer rounds or cheaper rounds never ask for fewer ranks", "[des][ranks]") {
  for (double work_s = 1e-3; work_s < 1e3; work_s *= 3.0) {
    const Workload workload{work_s, 0.0, work_s / 1e-6, 2000.0};
    Workload more = workload;
    more.work_s *= 2.0;
    more.events *= 2.0;
    Workload smoother = workload;
    smoother.rounds /= 2.0;
    std::vector<RoundCost> cheaper = kCosts;
    for (RoundCost& cost : cheaper) {
      cost.round_s /= 2.0;
    }
    const int ranks = ranks_worth(workload, kCosts);
    CHECK(ranks_worth(more, kCosts) >= ranks);
    CHECK(ranks_worth(smoother, kCosts) >= ranks);
    CHECK(ranks_worth(workload, cheaper) >= ranks);
  }
}

TEST_CASE("costs of a round are interpolated", "[des][ranks]") {
  const Workload rounds_only{0.0, 0.0, 1.0, 1e6};
  CHECK(expected_s(rounds_only, kCosts, 2) == Approx(5.0));
  CHECK(expected_s(rounds_only, kCosts, 64) == Approx(30.0));
  CHECK(expected_s(rounds_only, kCosts, 16) == Approx(20.0));
  CHECK(expected_s(rounds_only, kCosts, 1) == 0.0);
  CHECK_THROWS(expected_s(rounds_only, kCosts, 65));
}

TEST_CASE("the busiest rank of a round is about as busy as the model says", "[des][ranks]") {
  std::mt19937_64 random(3);
  for (const int ranks : {2, 8, 64}) {
    for (const double mean : {10.0, 100.0, 2000.0}) {
      std::poisson_distribution<int> events(mean);
      double busiest = 0.0;
      constexpr int kRounds = 400;
      for (int round = 0; round < kRounds; ++round) {
        int most = 0;
        for (int rank = 0; rank < ranks; ++rank) {
          most = std::max(most, events(random));
        }
        busiest += most;
      }
      const Workload workload{mean * ranks * kRounds, 0.0, mean * ranks * kRounds, kRounds};
      INFO("ranks " << ranks << ", mean " << mean);
      CHECK(expected_s(workload, {{2, 0.0}, {64, 0.0}}, ranks) == Approx(busiest).epsilon(0.2));
    }
  }
}
