#include "base/error.hpp"
#include "run/duration_text.hpp"
#include "run/oversight.hpp"

#include <catch2/catch.hpp>

using namespace urker;
using namespace urker::run;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;

namespace {

std::string refusal(const std::string& duration) {
  try {
    static_cast<void>(parse_duration(duration));
  } catch (const Error& error) {
    CHECK(error.cause() == Cause::usage);
    return error.what();
  }
  return "no error";
}

/// An oversight whose clock and requests the test holds.
struct Watched {
  OversightRules rules;
  OversightRules::Clock::time_point now = OversightRules::Clock::time_point(1000h);
  bool asked = false;

  Watched() { rules.program_start = now; }
  Oversight oversight(bool reads_clock = true) {
    return {rules, reads_clock, [this] { return asked; }, [this] { return now; }};
  }
};

} // namespace

TEST_CASE("A duration is numbers with units of time", "[oversight]") {
  CHECK(parse_duration("10min") == 10min);
  CHECK(parse_duration(" 10 min ") == 10min);
  CHECK(parse_duration("23h30min") == 23h + 30min);
  CHECK(parse_duration("1 d 2h 3 min 4.5s") == 26h + 3min + 4500ms);
  CHECK(parse_duration("1e3s") == 1000s);
  CHECK(parse_duration("0.25h") == 15min);
  for (const char* wrong :
       {"", " ", "10", "min", "10 km", "10min5", "10:30", "h10", "10 minutes"}) {
    CAPTURE(wrong);
    CHECK_THAT(refusal(wrong), Contains("is no duration"));
  }
  for (const char* wrong : {"0s", "-5min", "1e30 d"}) {
    CAPTURE(wrong);
    CHECK_THAT(refusal(wrong), Contains("out of range"));
  }
}

TEST_CASE("Instants of checkpoints are sorted, and within the run", "[oversight]") {
  const Epoch epoch({.year = 2026, .month = 8, .day = 22});
  const Time end = kStart + 24h;
  const auto instants = [&](std::initializer_list<const char*> texts) {
    std::vector<AskedInstant> asked;
    for (const char* text : texts) {
      asked.push_back(parse_instant(text));
    }
    return saving_instants(asked, epoch, end);
  };
  CHECK(instants({"7h", "2026-08-22T06:00:00Z", "6h", "2026-08-22T00:00:00.000000001Z"}) ==
        std::vector{kStart + 1ns, kStart + 6h, kStart + 7h});
  for (const char* wrong : {"24h", "2026-08-22T00:00:00Z", "2026-08-21T23:59:59Z", "100000 d"}) {
    CAPTURE(wrong);
    CHECK_THROWS_WITH(instants({wrong}), Contains("not within the run"));
  }
  CHECK_THROWS_WITH(parse_instant("2026-02-30T00:00:00Z"), Contains("is no instant"));
}

TEST_CASE("A run is saved when enough wall time has passed since the last time", "[oversight]") {
  Watched run;
  run.rules.save_every = 10min;
  Oversight oversight = run.oversight();
  CHECK(oversight.wish() == Wish::go_on);
  run.now += 10min - 1ns;
  CHECK(oversight.wish() == Wish::go_on);
  run.now += 1ns;
  CHECK(oversight.wish() == Wish::save);
  run.now += 30s; // until the ranks agree, and for the checkpoint
  CHECK(oversight.wish() == Wish::save);
  oversight.saved(20s);
  CHECK(oversight.wish() == Wish::go_on);
  run.now += 10min;
  CHECK(oversight.wish() == Wish::save);
}

TEST_CASE("A run that is never to be saved is not", "[oversight]") {
  Watched run;
  run.rules.save_every = Duration::max();
  const Oversight oversight = run.oversight();
  run.now += 10000h;
  CHECK(oversight.wish() == Wish::go_on);
}

TEST_CASE("A run stops early enough before its deadline for a checkpoint", "[oversight]") {
  Watched run;
  run.rules.save_every = Duration::max();
  run.rules.deadline = run.now + 10h;
  Oversight oversight = run.oversight();
  SECTION("never measured: three minutes") {
    run.now = run.rules.deadline - 3min - 1ns;
    CHECK(oversight.wish() == Wish::go_on);
    run.now += 1ns;
    CHECK(oversight.wish() == Wish::stop);
  }
  SECTION("measured: a minute and twice the longest") {
    oversight.saved(15s);
    oversight.saved(5s);
    run.now = run.rules.deadline - 90s - 1ns;
    CHECK(oversight.wish() == Wish::go_on);
    run.now += 1ns;
    CHECK(oversight.wish() == Wish::stop);
  }
}

TEST_CASE("A short run keeps a twentieth of its time for its end", "[oversight]") {
  Watched run;
  run.rules.deadline = run.now + 100s;
  const Oversight oversight = run.oversight();
  run.now += 94s;
  CHECK(oversight.wish() == Wish::go_on);
  run.now += 1s;
  CHECK(oversight.wish() == Wish::stop);
}

TEST_CASE("Of a run without progress the clock is blamed if it stopped it", "[oversight]") {
  Watched run;
  run.rules.deadline = run.now + 100s;
  const Oversight oversight = run.oversight();
  run.now += 90s;
  CHECK(oversight.on_no_progress(80.0, false) ==
        "but it made no progress: it was asked to stop when it had only planned, for 80 s");
  run.now += 6s;
  CHECK(oversight.on_no_progress(86.0, true) ==
        "but it made no progress, nor did the run before it: when it had planned, for 86 s, no "
        "more of its wall time of 100 s was left than a checkpoint may need; give it more");
}

TEST_CASE("Any rank hears a request to stop, one reads the clock", "[oversight]") {
  Watched run;
  run.rules.deadline = run.now + 1h;
  const Oversight oversight = run.oversight(false);
  run.now += 2h;
  CHECK(oversight.wish() == Wish::go_on);
  run.asked = true;
  CHECK(oversight.wish() == Wish::stop);
  CHECK(run.oversight().wish() == Wish::stop);
}
