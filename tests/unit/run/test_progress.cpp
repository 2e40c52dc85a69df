#include "run/progress.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace urker;
using namespace urker::run;
using namespace std::chrono_literals;

namespace {

/// A meter whose clock the test holds, and what it has shown.
struct Observed {
  ProgressMeter::Clock::time_point now{1h};
  std::vector<ProgressFigures> shown;
  ProgressMeter meter(Time end) {
    return {end, [this](const ProgressFigures& f) { shown.push_back(f); }, [this] { return now; }};
  }
};

} // namespace

TEST_CASE("Figures come at most five times a second", "[progress]") {
  Observed run;
  auto meter = run.meter(kStart + 10h);
  for (int i = 0; i <= 1000; ++i) { // a second
    meter.update({});
    run.now += 1ms;
  }
  CHECK(run.shown.size() == 5);
}

TEST_CASE("A steady run is told its pace and its end", "[progress]") {
  Observed run;
  auto meter = run.meter(kStart + 10h);
  des::Progress progress{kStart + 1h, 1'000'000, 0, 17.0, 4}; // as after a resumption
  meter.update(progress);
  for (int second = 1; second <= 20; ++second) {
    run.now += 1s;
    progress = {progress.now + 1min, progress.events + 5000, progress.rounds + 7,
                progress.handling_s + 3.0, 4};
    meter.update(progress);
  }
  const ProgressFigures& last = run.shown.back();
  CHECK(last.share() == Approx((60.0 + 20.0) / 600.0));
  CHECK(last.events_per_s == Approx(5000.0));
  CHECK(last.rounds == 140);
  REQUIRE(last.efficiency);
  CHECK(*last.efficiency == Approx(0.75));
  REQUIRE(last.left_s);
  CHECK(*last.left_s == Approx(540.0 - 20.0));
}

TEST_CASE("A count of events that falls back is no pace", "[progress]") {
  Observed run;
  auto meter = run.meter(kStart + 10h);
  meter.update({kStart + 1h, 5000, 3, 1.0, 2});
  run.now += 1s;
  meter.update({kStart + 1h, 4000, 3, 1.0, 2});
  CHECK(run.shown.back().events_per_s == 0.0);
  run.now += 1s;
  meter.update({kStart + 2h, 9000, 4, 2.0, 2});
  CHECK(run.shown.back().events_per_s == Approx(2000.0).epsilon(0.05));
}

TEST_CASE("Efficiency waits for a round, when other ranks tell theirs", "[progress]") {
  Observed run;
  auto meter = run.meter(kStart + 10h);
  des::Progress progress;
  meter.update(progress);
  for (int second = 0; second < 9; ++second) { // in one round
    run.now += 1s;
    progress.events += 100;
    meter.update(progress);
  }
  CHECK_FALSE(run.shown.back().efficiency);
  run.now += 1s;
  progress.rounds = 1;
  progress.handling_s = 15.0;
  progress.ranks = 2;
  meter.update(progress);
  CHECK(run.shown.back().efficiency == Approx(0.75));
}

TEST_CASE("What is no handling of events says nothing of its efficiency", "[progress]") {
  Observed run;
  auto meter = run.meter(kStart + 10h);
  des::Progress progress;
  for (int leg = 0; leg < 10; ++leg) {
    meter.update(progress);
    run.now += 1s;
    progress = {progress.now + 1min, progress.events + 100, progress.rounds + 1,
                progress.handling_s + 1.5, 2};
    meter.update(progress);
    run.now += 3s; // for a checkpoint
    meter.interrupted();
  }
  CHECK(run.shown.back().efficiency == Approx(0.75));
  CHECK(run.shown.back().events_per_s == Approx(25.0).epsilon(0.2));
}

TEST_CASE("One rank waits for nobody", "[progress]") {
  Observed run;
  auto meter = run.meter(kStart + 10h);
  meter.update({});
  run.now += 1s;
  meter.update({kStart + 1h, 5, 1, 1.0});
  CHECK_FALSE(run.shown.back().efficiency);
}

TEST_CASE("What was long ago does not count for the pace", "[progress]") {
  Observed run;
  auto meter = run.meter(kStart + 1000h);
  des::Progress progress;
  const auto go = [&](int seconds, std::uint64_t events_per_s) {
    for (int second = 0; second < seconds; ++second) {
      meter.update(progress);
      run.now += 1s;
      progress.events += events_per_s;
    }
    return run.shown.back().events_per_s;
  };
  CHECK(go(300, 1'000'000) == Approx(1e6));
  CHECK(go(300, 100) == Approx(100.0).margin(50.0));
  CHECK_FALSE(run.shown.back().left_s); // its simulated time stands still
}
