#include "cli/oversight_options.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace urker;
using namespace urker::cli;
using namespace std::chrono_literals;

namespace {

run::OversightRules rules_of(std::vector<std::string> arguments) {
  CLI::App program;
  OversightOptions options;
  options.add_to(program);
  program.parse(std::move(arguments)); // from the last to the first
  return options.rules();
}

} // namespace

TEST_CASE("A run is saved every ten minutes, if nothing else is asked for") {
  ::unsetenv("SLURM_JOB_END_TIME");
  const auto rules = rules_of({});
  CHECK(rules.save_every == 10min);
  CHECK(rules.save_at.empty());
  CHECK(rules.deadline == run::OversightRules::Clock::time_point::max());
  CHECK(rules_of({"never", "--checkpoint-every"}).save_every == Duration::max());
}

TEST_CASE("Instants of checkpoints add up") {
  const auto rules = rules_of({"2026-08-22T06:00:00Z", "--checkpoint-at", "6h", "--checkpoint-at"});
  CHECK(rules.save_at == std::vector<run::AskedInstant>{
                             6h, CalendarTime{.year = 2026, .month = 8, .day = 22, .hour = 6}});
}

TEST_CASE("The earlier of two ends counts") {
  const auto later = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now() + 1h);
  ::setenv("SLURM_JOB_END_TIME", std::to_string(later).c_str(), 1);
  const auto left = [](const run::OversightRules& rules) {
    return to_seconds(rules.deadline - run::OversightRules::Clock::now());
  };
  CHECK(left(rules_of({})) == Approx(3600.0).margin(5.0));
  CHECK(left(rules_of({"2h", "--max-walltime"})) == Approx(3600.0).margin(5.0));
  CHECK(left(rules_of({"30 min", "--max-walltime"})) == Approx(1800.0).margin(5.0));
  ::unsetenv("SLURM_JOB_END_TIME");
}

TEST_CASE("An end of a job that makes no sense is none") {
  const std::chrono::system_clock::time_point now(1'000'000s);
  CHECK(time_left("1000060", now) == 60s);
  for (const char* text : {"1000000", "999999", "", "soon", "1000060 s", "9223372036854775807",
                           "99999999999999999999"}) {
    CAPTURE(text);
    CHECK_FALSE(time_left(text, now));
  }
  CHECK_FALSE(time_left(nullptr, now));
}
