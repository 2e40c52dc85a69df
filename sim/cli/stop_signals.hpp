#pragma once

namespace urker::cli {

/// Takes over SIGUSR1, SIGUSR2, SIGTERM, SIGINT and SIGHUP while it lives: each asks the program to
/// stop in a way that can be resumed. Where there is nothing to be saved, and where the asker asks
/// again, the process ends at once with the exit code of `Cause::stopped`: its files are whole at
/// every moment.
///
/// What comes within a second of the first request is taken for its echo: some launchers send a
/// signal to a process and to its group. One object at a time.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals(); ///< gives the signals back to who had them
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  /// An end at once is told without words from now on: it is another process that tells it.
  void mute();
  /// Whether the next request waits for somebody to look at `asked`, or ends the process.
  void defer(bool deferred);
  [[nodiscard]] bool asked() const;
};

} // namespace urker::cli
