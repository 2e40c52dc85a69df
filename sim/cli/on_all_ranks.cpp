#include "cli/on_all_ranks.hpp"

#include "base/error.hpp"
#include "cli/instruction_set_option.hpp"
#include "des/mpi.hpp"

#include <fmt/format.h>
#include <mpi.h>

#include <cstdio>
#include <exception>

namespace urker::cli {

namespace {

void agree_on_instruction_set(const std::string& name) {
  des::all_or_none(MPI_COMM_WORLD, [&] { use_instruction_set(name); });
  const int least = des::least_of_all(MPI_COMM_WORLD, static_cast<int>(simd::active()));
  simd::use(static_cast<simd::InstructionSet>(least));
}

} // namespace

int on_all_ranks(const std::string& instruction_set, const std::function<void()>& work) {
  int argc = 0;
  char** argv = nullptr;
  const des::MpiSession mpi(argc, argv);
  const int rank = des::rank_in(MPI_COMM_WORLD);
  try {
    agree_on_instruction_set(instruction_set);
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
