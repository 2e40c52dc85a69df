#include "des/watchdog.hpp"

#include "base/host.hpp"
#include "base/pack.hpp"
#include "des/mpi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <fstream>
#include <sstream>
#include <unistd.h>
#include <utility>

namespace urker::des {

namespace {

/// Where a process number means the same process: one boot of one machine, one name space.
std::string machine_key() {
  std::string boot;
  std::ifstream("/proc/sys/kernel/random/boot_id") >> boot;
  std::array<char, 64> space{};
  const ssize_t size = ::readlink("/proc/self/ns/pid", space.data(), space.size());
  return boot + std::string(space.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
}

struct MainThread {
  char state = '?'; ///< as in proc(5): T stopped, D in the kernel, Z and X dead
  std::string used; ///< processor time in user and system mode
};

MainThread main_thread_of(int process) {
  std::ifstream file(fmt::format("/proc/{0}/task/{0}/stat", process));
  std::string text;
  std::getline(file, text);
  MainThread thread;
  const auto name_end = text.rfind(')'); // a name may hold blanks and parentheses
  if (name_end == std::string::npos) {
    return thread;
  }
  std::istringstream fields(text.substr(name_end + 1));
  std::string word;
  constexpr int kSkipped = 10; // up to majflt and cmajflt
  fields >> thread.state;
  for (int i = 0; i < kSkipped; ++i) {
    fields >> word;
  }
  std::string system;
  fields >> thread.used >> system;
  thread.used += ' ' + system;
  return thread;
}

} // namespace

Watchdog::Watchdog(MPI_Comm communicator, Duration limit, Alarm alarm)
    : rank_(rank_in(communicator)), alarm_(std::move(alarm)) {
  constexpr int kLooks = 10;
  pause_ = std::min<Duration>(limit / kLooks, std::chrono::seconds(10));
  limit_looks_ = static_cast<int>(std::min(std::ceil(to_seconds(limit) / to_seconds(pause_)), 1e9));
  const std::string here = machine_key();
  int rank = 0;
  for (const Bytes& bytes : allgather_bytes(communicator, pack(std::pair(::getpid(), here)))) {
    const auto [process, machine] = unpack<std::pair<pid_t, std::string>>(bytes);
    if (machine == here) {
      watched_.push_back({rank, process, {}, 0});
    }
    ++rank;
  }
  if (watched_.size() > 1) {
    sigset_t all;
    sigset_t former;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &former); // signals are for the thread that works
    thread_ = std::thread([this] { watch(); });
    ::pthread_sigmask(SIG_SETMASK, &former, nullptr);
  }
}

Watchdog::~Watchdog() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  end_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
}

void Watchdog::watch() {
  std::unique_lock lock(mutex_);
  while (!end_.wait_for(lock, pause_, [this] { return ended_; })) {
    look();
  }
}

void Watchdog::look() {
  std::vector<const Watched*> stuck;
  int speaker = -1; // the lowest rank that can still speak
  for (Watched& one : watched_) {
    MainThread now = main_thread_of(one.process);
    const bool stands = (now.state == 'T' || now.state == 'D') && now.used == one.used;
    one.still = stands ? one.still + 1 : 0;
    one.used = std::move(now.used);
    if (now.state != 'T' && speaker < 0) {
      speaker = one.rank;
    }
    if (one.still == limit_looks_) {
      stuck.push_back(&one);
    }
  }
  if (!stuck.empty() && speaker == rank_) {
    std::string message;
    for (const Watched* one : stuck) {
      message +=
          fmt::format("rank {} (process {} on {}) has stood still for {:.3g} s: it is stopped, "
                      "or waits for a disk; ",
                      one->rank, one->process, host_name(), to_seconds(pause_) * limit_looks_);
    }
    alarm_(message + "the run ends");
  }
}

} // namespace urker::des
