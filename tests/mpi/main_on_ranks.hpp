#pragma once

#include "base/error.hpp"
#include "des/mpi.hpp"

#include <cstdio>

/// The body of a test program's main: what all ranks threw is told once, what one threw ends all.
template <class Work>
int main_on_ranks(int argc, char** argv, const Work& work) {
  urker::des::MpiSession mpi(argc, argv);
  try {
    work();
  } catch (const urker::des::AgreedError& error) {
    if (urker::des::rank_in(MPI_COMM_WORLD) == 0) {
      std::fprintf(stderr, "rank %d: %s\n", error.rank(), error.what());
    }
    return error.exit_code();
  } catch (const urker::Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    mpi.abort(error.exit_code());
  }
  return 0;
}
