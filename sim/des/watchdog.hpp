#pragma once

#include "time/time.hpp"

#include <mpi.h>

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace urker::des {

/// Notices that a rank stands still, for which the others would wait for ever: its process is
/// stopped (by SIGSTOP), or hangs in the kernel, as on a disk that does not answer. A rank that
/// computes, however long, is never meant, nor is one in a debugger.
///
/// Each rank watches, from a thread of its own and without MPI, those on its machine; a machine
/// that is lost as a whole is the launcher's business. While all of them are suspended together no
/// time counts.
class Watchdog {
 public:
  /// Told once, on the watching thread of one rank, in words that name rank, process and machine.
  using Alarm = std::function<void(const std::string& message)>;
  /// Collective. Watches until its end; `limit` is the time that a rank may stand still.
  Watchdog(MPI_Comm communicator, Duration limit, Alarm alarm);
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

 private:
  /// A rank on this machine.
  struct Watched {
    int rank = 0;
    int process = 0;
    std::string used; ///< processor time of its main thread when last looked at
    int still = 0;    ///< looks in a row at which it stood still
  };
  void watch();
  void look();

  int rank_;
  std::vector<Watched> watched_;
  Duration pause_; ///< between two looks
  int limit_looks_;
  Alarm alarm_;
  bool ended_ = false; ///< guarded
  std::mutex mutex_;
  std::condition_variable end_;
  std::thread thread_;
};

} // namespace urker::des
