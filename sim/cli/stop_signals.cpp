#include "cli/stop_signals.hpp"

#include "base/error.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <string_view>
#include <unistd.h>

namespace urker::cli {

namespace {

constexpr std::array kSignals{SIGUSR1, SIGUSR2, SIGTERM, SIGINT, SIGHUP};

/// What the handler needs. It may run on any thread, at any instruction.
std::atomic<bool> g_deferred{false};
std::atomic<bool> g_muted{false};
std::atomic<std::int64_t> g_first_ns{0}; ///< monotonic instant of the first request; 0: none yet
static_assert(std::atomic<bool>::is_always_lock_free &&
              std::atomic<std::int64_t>::is_always_lock_free);

std::array<struct sigaction, kSignals.size()> g_former;

std::int64_t now_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

[[noreturn]] void end_now() {
  const std::string_view text =
      g_deferred ? "urker: stopped\n" : "urker: stopped before it had made any progress\n";
  if (!g_muted) {
    [[maybe_unused]] const ssize_t told = ::write(STDERR_FILENO, text.data(), text.size());
  }
  ::_exit(static_cast<int>(Cause::stopped));
}

extern "C" void take_request(int /*signal*/) {
  constexpr std::int64_t kEcho_ns = 1'000'000'000;
  const int former_errno = errno;
  const std::int64_t now = now_ns();
  std::int64_t first = 0;
  const bool is_first = g_first_ns.compare_exchange_strong(first, now);
  if (!g_deferred || (!is_first && now - first > kEcho_ns)) {
    end_now();
  }
  errno = former_errno;
}

} // namespace

StopSignals::StopSignals() {
  g_deferred = false;
  g_muted = false;
  g_first_ns = 0;
  struct sigaction action {};
  action.sa_handler = take_request;
  action.sa_flags = SA_RESTART;
  ::sigfillset(&action.sa_mask);
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    ::sigaction(kSignals[i], nullptr, &g_former[i]);
    if (g_former[i].sa_handler != SIG_IGN) { // a shell's background jobs are to ignore SIGINT
      ::sigaction(kSignals[i], &action, nullptr);
    }
  }
}

StopSignals::~StopSignals() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    ::sigaction(kSignals[i], &g_former[i], nullptr);
  }
}

void StopSignals::mute() {
  g_muted = true;
}

void StopSignals::defer(bool deferred) {
  g_deferred = deferred;
}

bool StopSignals::asked() const {
  return g_first_ns != 0;
}

} // namespace urker::cli
