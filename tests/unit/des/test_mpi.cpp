#include "des/mpi.hpp"

#include <catch2/catch.hpp>

using namespace urker;
using namespace urker::des;

// The program of the unit tests does not start MPI: everything must work as on one rank.

TEST_CASE("without MPI there is one rank", "[des][mpi]") {
  CHECK(rank_in(MPI_COMM_WORLD) == 0);
  CHECK(size_of(MPI_COMM_WORLD) == 1);
  const Bytes bytes = pack(std::string("alone"));
  CHECK(broadcast_bytes(MPI_COMM_WORLD, bytes) == bytes);
  CHECK(gather_bytes(MPI_COMM_WORLD, bytes) == std::vector<Bytes>{bytes});
  CHECK(allgather_bytes(MPI_COMM_WORLD, bytes) == std::vector<Bytes>{bytes});
}

TEST_CASE("one rank agrees with itself on an error", "[des][mpi]") {
  CHECK_NOTHROW(agree_on_error(MPI_COMM_WORLD, std::nullopt));
  try {
    agree_on_error(MPI_COMM_WORLD, Error(Cause::missing_input, "no such file"));
    FAIL("no error");
  } catch (const AgreedError& error) {
    CHECK(error.cause() == Cause::missing_input);
    CHECK(std::string(error.what()) == "no such file");
    CHECK(error.rank() == 0);
  }
}

TEST_CASE("a foreign exception becomes an internal error", "[des][mpi]") {
  CHECK_NOTHROW(all_or_none(MPI_COMM_WORLD, [] {}));
  try {
    all_or_none(MPI_COMM_WORLD, [] { throw std::length_error("too long"); });
    FAIL("no error");
  } catch (const AgreedError& error) {
    CHECK(error.cause() == Cause::internal);
    CHECK(std::string(error.what()) == "too long");
  }
}
