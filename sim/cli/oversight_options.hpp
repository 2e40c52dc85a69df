#pragma once

#include "run/oversight.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace urker::cli {

/// When a run is to be saved and when it must have ended.
class OversightOptions {
 public:
  void add_to(CLI::App& verb);
  /// Also heeds Slurm's end of the job, from the environment.
  [[nodiscard]] run::OversightRules rules() const;

 private:
  run::OversightRules asked_; ///< made when the program starts
  Duration max_walltime_ = Duration::max();
};

/// How long a job has, by Slurm's variable SLURM_JOB_END_TIME (in seconds since 1970; nullptr: not
/// set). Nothing if it is no number or is past: then it is about another job.
[[nodiscard]] std::optional<Duration> time_left(const char* job_end,
                                                std::chrono::system_clock::time_point now);

} // namespace urker::cli
