#include "cli/oversight_options.hpp"

#include "cli/duration_option.hpp"

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace urker::cli {

void OversightOptions::add_to(CLI::App& verb) {
  add_duration(verb, "--checkpoint-every", asked_.save_every,
               "Wall time between checkpoints, 10min by default (`never`: none)");
  verb.add_option_function<std::vector<std::string>>(
          "--checkpoint-at",
          [this](const std::vector<std::string>& texts) {
            for (const std::string& text : texts) {
              asked_.save_at.push_back(run::parse_instant(text));
            }
          },
          "Simulated time of a checkpoint, since the start (6h) or in UTC (2026-08-22T06:00:00Z); "
          "may be given again")
      ->type_name("TIME")
      ->allow_extra_args(false);
  add_duration(
      verb, "--max-walltime", max_walltime_,
      "Save and end with code 75 before this wall time has passed since the start; a job of "
      "Slurm knows its own end");
}

run::OversightRules OversightOptions::rules() const {
  run::OversightRules rules = asked_;
  if (max_walltime_ < Duration::max()) {
    rules.deadline = rules.program_start + max_walltime_;
  }
  const auto left = time_left(std::getenv("SLURM_JOB_END_TIME"), std::chrono::system_clock::now());
  if (left) {
    rules.deadline = std::min(rules.deadline, run::OversightRules::Clock::now() + *left);
  }
  return rules;
}

std::optional<Duration> time_left(const char* job_end, std::chrono::system_clock::time_point now) {
  if (job_end == nullptr) {
    return std::nullopt;
  }
  const std::string_view text(job_end);
  std::int64_t end_s = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), end_s);
  const auto now_s = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
  constexpr std::int64_t kCentury_s = 3'155'760'000; // some write "unlimited" as 2^32 and more
  const std::int64_t left_s = end_s - now_s.count();
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || left_s <= 0 ||
      left_s > kCentury_s) {
    return std::nullopt;
  }
  return std::chrono::seconds(left_s);
}

} // namespace urker::cli
