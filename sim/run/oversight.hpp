#pragma once

#include "base/calendar.hpp"
#include "time/epoch.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace urker::run {

/// What the kernel's Watch tells; the greatest of all ranks' wishes counts.
enum class Wish : int {
  go_on = 0,
  save = 1, ///< a checkpoint, then go on
  stop = 2, ///< a checkpoint, then the end, resumable
};

/// An instant of the simulation as a command line has it: since the start, or in UTC.
using AskedInstant = std::variant<Duration, CalendarTime>;

/// Reads `6h` or `2026-08-22T06:00:00Z`. Throws `Error{usage}`.
[[nodiscard]] AskedInstant parse_instant(std::string_view text);

/// What a run is asked for when it begins. None of it changes a result.
struct OversightRules {
  using Clock = std::chrono::steady_clock;
  Duration save_every = std::chrono::minutes(10); ///< of wall time; Duration::max(): never
  std::vector<AskedInstant> save_at;              ///< in simulated time
  Clock::time_point program_start = Clock::now();
  Clock::time_point deadline = Clock::time_point::max(); ///< the program must have ended
};

/// In order of time, each once. Throws `Error{usage}` for what is not within the run that begins at
/// the epoch, and `Error{invalid_input}` as `Epoch::at` does.
[[nodiscard]] std::vector<Time> saving_instants(const std::vector<AskedInstant>& asked,
                                                const Epoch& epoch, Time end);

/// Tells, when asked, whether a run is to be saved or stopped: by the wall clock, which only one
/// rank reads, and by requests from outside, which any rank may hear.
///
/// A stop comes early enough before the deadline for a checkpoint: by a twentieth of the whole time
/// (at most a minute, three as long as no checkpoint has been measured), and twice the longest
/// checkpoint so far.
class Oversight {
 public:
  using Clock = OversightRules::Clock;
  /// `stop_asked` tells whether somebody asked for a stop.
  Oversight(const OversightRules& rules, bool reads_clock, std::function<bool()> stop_asked,
            std::function<Clock::time_point()> now = Clock::now);
  [[nodiscard]] Wish wish() const;
  /// What to say of a run that is stopped where it began, or was taken up, after it had planned for
  /// so long. `again`: the run before it went no further.
  [[nodiscard]] std::string on_no_progress(double planning_s, bool again) const;
  /// A checkpoint that took so long is complete; until the next `save_every` counts from now.
  void saved(Duration took);

 private:
  [[nodiscard]] bool is_late() const;
  [[nodiscard]] Duration needed_to_stop() const;
  Duration save_every_;
  Duration whole_; ///< of the wall time that the program has
  Clock::time_point deadline_;
  bool reads_clock_;
  std::function<bool()> stop_asked_;
  std::function<Clock::time_point()> now_;
  Clock::time_point last_saved_;
  Duration longest_saving_{};
};

} // namespace urker::run
