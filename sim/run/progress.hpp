#pragma once

#include "des/watch.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

namespace urker::run {

/// How far a run is; of all ranks.
struct ProgressFigures {
  Duration simulated{};               ///< since the scenario's start
  Duration whole{};                   ///< the scenario's duration
  double events_per_s = 0.0;          ///< lately
  std::uint64_t rounds = 0;           ///< since the program's start
  std::optional<double> efficiency;   ///< share of wall time lately that went not into waiting for
                                      ///< other ranks; nothing where one works
  std::optional<double> left_s;       ///< wall time to the end at the present pace, if there is one
  [[nodiscard]] double share() const; ///< of the simulated time, 0 to 1
};

/// Makes figures out of what the kernel tells, a few times a second, however often it does.
class ProgressMeter {
 public:
  using Clock = std::chrono::steady_clock;
  using Show = std::function<void(const ProgressFigures&)>;
  ProgressMeter(Time end, Show show, std::function<Clock::time_point()> now = Clock::now);
  void update(const des::Progress& progress);
  /// Between the last update and the next the run did something else than events, such as saving:
  /// that counts for its pace, but says nothing of its efficiency.
  void interrupted() { interrupted_ = true; }

 private:
  /// Something and the wall time that it took; what is some half minute old hardly counts.
  struct Recent {
    double amount = 0.0;
    double wall_s = 0.0;
    void add(double more, double took_s);
    [[nodiscard]] double rate() const { return amount / wall_s; }
  };
  void take_in(const des::Progress& progress, Clock::time_point at);
  [[nodiscard]] ProgressFigures figures() const;

  Time end_;
  Show show_;
  std::function<Clock::time_point()> now_;
  std::optional<des::Progress> last_;
  Clock::time_point last_at_;
  double last_handling_s_ = 0.0; ///< at the last round that was seen, as other ranks' time is known
  Clock::time_point last_round_at_;
  bool interrupted_ = true; ///< since then, or there is no last round
  Recent simulated_s_, events_, handling_s_;
};

} // namespace urker::run
