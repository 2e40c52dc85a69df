#include "cli/on_all_ranks.hpp"

#include "base/error.hpp"
#include "des/mpi.hpp"

#include <fmt/format.h>
#include <mpi.h>

#include <cstdio>
#include <exception>

namespace urker::cli {

int on_all_ranks(const std::function<void()>& work) {
  int argc = 0;
  char** argv = nullptr;
  const des::MpiSession mpi(argc, argv);
  const int rank = des::rank_in(MPI_COMM_WORLD);
  try {
    work();
    return 0;
  } catch (const des::AgreedError& e) {
    if (rank == 0) {
      fmt::print(stderr, "{}\n", e.what());
    }
    return e.exit_code();
  } catch (const Error& e) {
    fmt::print(stderr, "urker: rank {}: {}\n", rank, e.what());
    mpi.abort(e.exit_code());
  } catch (const std::exception& e) {
    fmt::print(stderr, "urker: rank {}: internal error: {}\n", rank, e.what());
    mpi.abort(static_cast<int>(Cause::internal));
  }
}

} // namespace urker::cli
