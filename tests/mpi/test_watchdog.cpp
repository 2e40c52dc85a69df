#include "des/mpi.hpp"
#include "des/watchdog.hpp"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <string>
#include <string_view>
#include <unistd.h>

using namespace urker;
using namespace std::chrono_literals;

namespace {

[[noreturn]] void tell_and_end(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  ::_exit(1);
}

void compute_for(std::chrono::milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (std::chrono::steady_clock::now() < end) {
  }
}

} // namespace

/// test_watchdog stop | compute: rank 1 is stopped, or takes its time, while the others wait for
/// it.
int main(int argc, char** argv) {
  const std::string_view how = argc > 1 ? argv[1] : "";
  const des::MpiSession mpi(argc, argv);
  const des::Watchdog watchdog(MPI_COMM_WORLD, 500ms, tell_and_end);
  if (des::rank_in(MPI_COMM_WORLD) == 1) {
    if (how == "stop") {
      std::raise(SIGSTOP);
    }
    compute_for(1500ms);
  }
  MPI_Barrier(MPI_COMM_WORLD);
  if (des::rank_in(MPI_COMM_WORLD) == 0) {
    std::puts("the end is reached");
  }
  return 0;
}
