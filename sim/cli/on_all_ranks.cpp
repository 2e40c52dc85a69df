#include "cli/on_all_ranks.hpp"

#include "cli/failure.hpp"
#include "cli/instruction_set_option.hpp"
#include "cli/say.hpp"
#include "des/mpi.hpp"
#include "des/watchdog.hpp"

#include <mpi.h>

#include <csignal>
#include <exception>
#include <optional>
#include <unistd.h>

namespace urker::cli {

namespace {

void agree_on_instruction_set(const std::string& name) {
  des::all_or_none(MPI_COMM_WORLD, [&] { use_instruction_set(name); });
  const int least = des::least_of_all(MPI_COMM_WORLD, static_cast<int>(simd::active()));
  simd::use(static_cast<simd::InstructionSet>(least));
}

/// MPI belongs to the thread that works, so the process just goes; the launcher ends the others.
[[noreturn]] void end_for_stuck_rank(const std::string& message) {
  say("urker: {}", message);
  ::_exit(static_cast<int>(Cause::unavailable));
}

void say_agreed(const des::AgreedError& error) {
  // What is wrong with an input is wrong on every rank; other causes are one rank's own.
  const bool own = error.cause() == Cause::internal || error.cause() == Cause::unavailable ||
                   error.cause() == Cause::cannot_write;
  if (own && des::size_of(MPI_COMM_WORLD) > 1) {
    say("urker: rank {}: {}", error.rank(), error.what());
  } else {
    say("{}", error.what());
  }
}

} // namespace

int on_all_ranks(const std::string& instruction_set, const std::function<void()>& work,
                 Duration patience) {
  // A run of hours does not end because somebody closed the pipe that it reports to.
  std::signal(SIGPIPE, SIG_IGN);
  int argc = 0;
  char** argv = nullptr;
  const des::MpiSession mpi(argc, argv);
  const int rank = des::rank_in(MPI_COMM_WORLD);
  std::optional<des::Watchdog> watchdog;
  try {
    if (patience < Duration::max()) {
      watchdog.emplace(MPI_COMM_WORLD, patience, end_for_stuck_rank);
    }
    agree_on_instruction_set(instruction_set);
    work();
    return 0;
  } catch (const des::AgreedError& e) {
    if (rank == 0) {
      say_agreed(e);
    }
    return e.exit_code();
  } catch (...) {
    const Error error = caught_error();
    say("urker: rank {}: {}", rank, error.what());
    mpi.abort(error.exit_code());
  }
}

} // namespace urker::cli
