#include "base/error.hpp"
#include "cli/stop_signals.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <functional>
#include <sys/wait.h>
#include <unistd.h>

using namespace urker;
using namespace urker::cli;

namespace {

constexpr int kStopped = static_cast<int>(Cause::stopped);
constexpr int kWentOn = 1;
constexpr int kAll[] = {SIGUSR1, SIGUSR2, SIGTERM, SIGINT, SIGHUP};

/// Does `work` in a process of its own; its exit code, or minus the signal that ended it.
int end_of(const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    for (const int signal : kAll) {
      std::signal(signal, SIG_DFL); // Catch has handlers of its own
    }
    work();
    ::_exit(kWentOn);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace

TEST_CASE("A request ends a program that has nothing to save") {
  for (const int signal : kAll) {
    CHECK(end_of([signal] {
            const StopSignals signals;
            std::raise(signal);
          }) == kStopped);
  }
}

TEST_CASE("A request waits for a program that saves; its echo is none") {
  for (const int signal : kAll) {
    CHECK(end_of([signal] {
            StopSignals signals;
            signals.defer(true);
            if (signals.asked()) {
              ::_exit(2);
            }
            std::raise(signal);
            std::raise(signal);
            if (!signals.asked()) {
              ::_exit(3);
            }
          }) == kWentOn);
  }
}

TEST_CASE("A second request means now, whatever it is") {
  CHECK(end_of([] {
          StopSignals signals;
          signals.defer(true);
          std::raise(SIGUSR1);
          ::usleep(1'050'000);
          std::raise(SIGTERM);
        }) == kStopped);
}

TEST_CASE("Signals are given back") {
  for (const int signal : kAll) {
    CHECK(end_of([signal] {
            { const StopSignals signals; }
            std::raise(signal);
          }) == -signal);
  }
}

TEST_CASE("What is ignored stays ignored") {
  CHECK(end_of([] {
          std::signal(SIGINT, SIG_IGN);
          const StopSignals signals;
          std::raise(SIGINT);
        }) == kWentOn);
}
