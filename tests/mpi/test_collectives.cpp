#include "des/mpi.hpp"
#include "des/ranks_worth.hpp"

#include "main_on_ranks.hpp"

using namespace urker;
using namespace urker::des;

namespace {

/// What rank r contributes: nothing, or bytes that tell the rank and the position.
Bytes bytes_of(int rank) {
  Bytes bytes;
  for (int i = 0; i < (rank % 3) * 11; ++i) {
    bytes.push_back(static_cast<std::byte>(rank * 40 + i));
  }
  return bytes;
}

/// `piece_bytes` small, to cut every transfer in pieces as gigabytes would be.
void check_transfers(std::size_t piece_bytes) {
  const int rank = rank_in(MPI_COMM_WORLD);
  const int ranks = size_of(MPI_COMM_WORLD);
  std::vector<Bytes> expected;
  for (int i = 0; i < ranks; ++i) {
    expected.push_back(bytes_of(i));
  }
  const int root = ranks - 1;
  const auto everywhere = allgather_bytes(MPI_COMM_WORLD, bytes_of(rank), piece_bytes);
  const auto gathered = gather_bytes(MPI_COMM_WORLD, bytes_of(rank), root, piece_bytes);
  const auto sent = broadcast_bytes(MPI_COMM_WORLD, bytes_of(rank), root, piece_bytes);
  all_or_none(MPI_COMM_WORLD, [&] {
    require(everywhere == expected, "allgather_bytes");
    require(gathered == (rank == root ? expected : std::vector<Bytes>{}), "gather_bytes");
    require(sent == bytes_of(root), "broadcast_bytes");
  });
}

/// The ranks from `first` on fail, each in its own words.
void check_agreement(int first) {
  const int rank = rank_in(MPI_COMM_WORLD);
  bool agreed = false;
  try {
    all_or_none(MPI_COMM_WORLD, [&] {
      if (rank >= first) {
        throw Error(Cause::cannot_write, "rank " + std::to_string(rank));
      }
    });
  } catch (const AgreedError& error) {
    agreed = error.rank() == first && error.cause() == Cause::cannot_write &&
             error.what() == "rank " + std::to_string(first);
  }
  all_or_none(MPI_COMM_WORLD, [&] {
    require(agreed == (first < size_of(MPI_COMM_WORLD)), "all ranks throw the lowest rank's error");
  });
}

/// A lack of memory on the last rank is told as such, on all.
void check_lack_of_memory() {
  const int last = size_of(MPI_COMM_WORLD) - 1;
  bool agreed = false;
  try {
    all_or_none(MPI_COMM_WORLD, [&] {
      if (rank_in(MPI_COMM_WORLD) == last) {
        throw std::bad_alloc();
      }
    });
  } catch (const AgreedError& error) {
    agreed = error.rank() == last && error.cause() == Cause::unavailable &&
             error.what() == std::string("out of memory");
  }
  all_or_none(MPI_COMM_WORLD, [&] { require(agreed, "all ranks hear of a lack of memory"); });
}

/// All ranks know the same of what ranks cost.
void check_costs() {
  const int ranks = size_of(MPI_COMM_WORLD);
  const int processors = processors_of(MPI_COMM_WORLD);
  const auto costs = measure_rounds(MPI_COMM_WORLD, ranks);
  Writer writer;
  writer(processors);
  for (const RoundCost& cost : costs) {
    writer(cost.ranks, cost.round_s);
  }
  const Bytes own = writer.take();
  const Bytes of_root = broadcast_bytes(MPI_COMM_WORLD, own);
  all_or_none(MPI_COMM_WORLD, [&] {
    require(own == of_root, "ranks differ about what a round costs");
    require(processors >= 1 && processors <= ranks, "processors_of");
    require(costs.empty() == (ranks == 1), "measure_rounds of one rank");
    require(costs.empty() || (costs.back().ranks == ranks && costs.back().round_s > 0.0),
            "measure_rounds of all ranks");
    require(ranks < 3 || costs.front().ranks == 2, "measure_rounds of two ranks");
  });
}

/// Every rank gives as many pieces as its number says; `broken` (none: -1) gives an error instead
/// of its last, and rank 0 takes none if it is `choosy`.
void check_relay(int broken, bool choosy) {
  const int rank = rank_in(MPI_COMM_WORLD), ranks = size_of(MPI_COMM_WORLD);
  std::vector<int> taken, expected;
  for (int i = 0; i < ranks; ++i) {
    expected.insert(expected.end(), static_cast<std::size_t>(i), i);
  }
  bool agreed = false;
  try {
    relay<int>(
        MPI_COMM_WORLD,
        [&](const auto& give) {
          for (int i = 0; i < rank; ++i) {
            require(rank != broken || i + 1 < rank, "a piece is not there");
            give(rank);
          }
        },
        [&](int piece) {
          require(!choosy, "a piece is not wanted");
          taken.push_back(piece);
        });
  } catch (const AgreedError&) {
    agreed = true;
  }
  const bool fails = (choosy && ranks > 1) || (broken > 0 && broken < ranks);
  all_or_none(MPI_COMM_WORLD, [&] {
    require(agreed == fails, "all ranks hear of a relay's error");
    require(fails || rank > 0 || taken == expected, "a relay keeps the order of ranks");
  });
}

} // namespace

int main(int argc, char** argv) {
  return main_on_ranks(argc, argv, [&] {
    for (const std::size_t piece_bytes : {std::size_t{1}, std::size_t{10}, kPieceBytes}) {
      check_transfers(piece_bytes);
    }
    for (int first = 0; first <= size_of(MPI_COMM_WORLD); ++first) {
      check_agreement(first);
    }
    check_lack_of_memory();
    check_costs();
    check_relay(-1, false);
    check_relay(-1, true);
    check_relay(1, false);
    check_relay(2, false);
    const auto rank = static_cast<std::uint64_t>(rank_in(MPI_COMM_WORLD));
    const auto ranks = static_cast<std::uint64_t>(size_of(MPI_COMM_WORLD));
    const bool summed = sum_of_all(MPI_COMM_WORLD, rank) == ranks * (ranks - 1) / 2 &&
                        sum_below(MPI_COMM_WORLD, rank) == rank * (rank - (rank > 0)) / 2;
    all_or_none(MPI_COMM_WORLD, [&] { require(summed, "sums over ranks"); });
    const int last = size_of(MPI_COMM_WORLD) - 1;
    for (int lowest = 0; lowest <= last; ++lowest) { // each rank once has the least
      const int value = rank_in(MPI_COMM_WORLD) == lowest ? -3 : 5;
      const int least = least_of_all(MPI_COMM_WORLD, value);
      all_or_none(MPI_COMM_WORLD, [&] { require(least == -3, "the least over ranks"); });
    }
  });
}
