#pragma once

#include "run/progress.hpp"

#include <chrono>
#include <cstdio>
#include <functional>
#include <string>

namespace urker::cli {

/// `12.5 % (6 h of 2 d), 12 min left, 1.23 M events/s in 5321 rounds, efficiency 83 %`
[[nodiscard]] std::string progress_text(const run::ProgressFigures& figures);

/// `[#         ] ` and what `progress_text` gives, cut at `width` columns.
[[nodiscard]] std::string progress_bar(const run::ProgressFigures& figures, std::size_t width);

/// Shows how far a run is: on a terminal a bar that is drawn over the last one, elsewhere a plain
/// line every ten seconds.
class ProgressLine {
 public:
  using Clock = std::chrono::steady_clock;
  explicit ProgressLine(std::FILE* to, std::function<Clock::time_point()> now = Clock::now);
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  void show(const run::ProgressFigures& figures);
  /// Takes the bar away, so that other lines may follow.
  void clear();

 private:
  [[nodiscard]] std::size_t columns() const;
  std::FILE* to_;
  std::function<Clock::time_point()> now_;
  Clock::time_point last_line_;
  bool terminal_;
  bool drawn_ = false;
};

} // namespace urker::cli
