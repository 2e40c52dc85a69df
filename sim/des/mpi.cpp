#include "des/mpi.hpp"

#include "des/nap.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <new>
#include <thread>

namespace urker::des {

namespace {

bool mpi_runs() {
  int started = 0;
  MPI_Initialized(&started);
  return started != 0;
}

/// Bytes of rank i within the piece that starts at `offset`.
int piece_length(std::uint64_t total, std::uint64_t offset, std::uint64_t share) {
  return static_cast<int>(total > offset ? std::min(total - offset, share) : 0);
}

/// Gathers on `root`, or on all ranks if there is none.
std::vector<Bytes> collect(MPI_Comm communicator, const Bytes& bytes, std::optional<int> root,
                           std::size_t piece_bytes) {
  const int ranks = size_of(communicator);
  if (ranks == 1) {
    return {bytes};
  }
  const auto count = static_cast<std::size_t>(ranks);
  const std::uint64_t length = bytes.size();
  std::vector<std::uint64_t> lengths(count);
  MPI_Allgather(&length, 1, MPI_UINT64_T, lengths.data(), 1, MPI_UINT64_T, communicator);
  const bool receives = !root || rank_in(communicator) == *root;
  std::vector<Bytes> all(receives ? count : 0);
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].reserve(lengths[i]);
  }
  const std::uint64_t share = std::max<std::uint64_t>(1, piece_bytes / count);
  const std::uint64_t longest = *std::max_element(lengths.begin(), lengths.end());
  Bytes buffer;
  std::vector<int> lengths_now(count);
  std::vector<int> positions(count);
  for (std::uint64_t offset = 0; offset < longest; offset += share) {
    int total = 0;
    for (std::size_t i = 0; i < count; ++i) {
      lengths_now[i] = piece_length(lengths[i], offset, share);
      positions[i] = total;
      total += lengths_now[i];
    }
    buffer.resize(receives ? static_cast<std::size_t>(total) : 0);
    const std::byte* own = bytes.data() + std::min(offset, length);
    const int own_length = piece_length(length, offset, share);
    if (root) {
      MPI_Gatherv(own, own_length, MPI_BYTE, buffer.data(), lengths_now.data(), positions.data(),
                  MPI_BYTE, *root, communicator);
    } else {
      MPI_Allgatherv(own, own_length, MPI_BYTE, buffer.data(), lengths_now.data(), positions.data(),
                     MPI_BYTE, communicator);
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto first = buffer.begin() + positions[i];
      all[i].insert(all[i].end(), first, first + lengths_now[i]);
    }
  }
  return all;
}

} // namespace

int rank_in(MPI_Comm communicator) {
  int rank = 0;
  if (mpi_runs()) {
    MPI_Comm_rank(communicator, &rank);
  }
  return rank;
}

int size_of(MPI_Comm communicator) {
  int size = 1;
  if (mpi_runs()) {
    MPI_Comm_size(communicator, &size);
  }
  return size;
}

int least_of_all(MPI_Comm communicator, int value) {
  int least = value;
  if (mpi_runs()) {
    MPI_Allreduce(&value, &least, 1, MPI_INT, MPI_MIN, communicator);
  }
  return least;
}

std::uint64_t sum_of_all(MPI_Comm communicator, std::uint64_t value) {
  std::uint64_t sum = value;
  if (mpi_runs()) {
    MPI_Allreduce(&value, &sum, 1, MPI_UINT64_T, MPI_SUM, communicator);
  }
  return sum;
}

std::uint64_t sum_below(MPI_Comm communicator, std::uint64_t value) {
  std::uint64_t sum = 0;
  if (mpi_runs()) {
    MPI_Exscan(&value, &sum, 1, MPI_UINT64_T, MPI_SUM, communicator);
  }
  return rank_in(communicator) == 0 ? 0 : sum; // rank 0's is undefined
}

MpiSession::MpiSession(int& argc, char**& argv) : exceptions_(std::uncaught_exceptions()) {
  // Alone, without mpirun, Open MPI would start a daemon, which takes a quarter of a second and a
  // place to write; it is of use only to programs that start others.
  ::setenv("OMPI_MCA_ess_singleton_isolated", "1", 0);
  MPI_Init(&argc, &argv);
}

MpiSession::~MpiSession() {
  if (std::uncaught_exceptions() > exceptions_) {
    abort(static_cast<int>(Cause::internal));
  }
  MPI_Finalize();
}

void MpiSession::abort(int exit_code) const {
  MPI_Abort(MPI_COMM_WORLD, exit_code);
  std::_Exit(exit_code); // MPI_Abort is not declared to stay away
}

void agree_on_error(MPI_Comm communicator, const std::optional<Error>& error) {
  const int ranks = size_of(communicator);
  int failed = error ? rank_in(communicator) : ranks;
  if (ranks > 1) {
    MPI_Allreduce(MPI_IN_PLACE, &failed, 1, MPI_INT, MPI_MIN, communicator);
  }
  if (failed == ranks) {
    return;
  }
  Writer writer;
  if (error) {
    writer(error->cause(), std::string(error->what()));
  }
  const Bytes text = broadcast_bytes(communicator, writer.take(), failed);
  Cause cause{};
  std::string message;
  Reader reader(text);
  reader(cause, message);
  throw AgreedError(cause, message, failed);
}

Bytes broadcast_bytes(MPI_Comm communicator, Bytes bytes, int root, std::size_t piece_bytes) {
  if (size_of(communicator) == 1) {
    return bytes;
  }
  std::uint64_t length = bytes.size();
  MPI_Bcast(&length, 1, MPI_UINT64_T, root, communicator);
  bytes.resize(length);
  for (std::uint64_t offset = 0; offset < length; offset += piece_bytes) {
    MPI_Bcast(bytes.data() + offset, piece_length(length, offset, piece_bytes), MPI_BYTE, root,
              communicator);
  }
  return bytes;
}

std::vector<Bytes> gather_bytes(MPI_Comm communicator, const Bytes& bytes, int root,
                                std::size_t piece_bytes) {
  return collect(communicator, bytes, root, piece_bytes);
}

std::vector<Bytes> allgather_bytes(MPI_Comm communicator, const Bytes& bytes,
                                   std::size_t piece_bytes) {
  return collect(communicator, bytes, std::nullopt, piece_bytes);
}

std::vector<Bytes> alltoall_bytes(MPI_Comm communicator, const std::vector<Bytes>& to,
                                  std::size_t piece_bytes) {
  const auto ranks = static_cast<std::size_t>(size_of(communicator));
  require(to.size() == ranks, "bytes for another number of ranks");
  if (ranks == 1) {
    return to;
  }
  constexpr int kTag = 2;
  std::vector<std::uint64_t> outgoing, incoming(ranks);
  for (const Bytes& bytes : to) {
    outgoing.push_back(bytes.size());
  }
  MPI_Alltoall(outgoing.data(), 1, MPI_UINT64_T, incoming.data(), 1, MPI_UINT64_T, communicator);
  std::vector<Bytes> from(ranks);
  std::vector<MPI_Request> requests;
  for (std::size_t peer = 0; peer < ranks; ++peer) {
    from[peer].resize(incoming[peer]);
    for_pieces(from[peer].size(), piece_bytes, [&](std::size_t offset, int length) {
      MPI_Irecv(from[peer].data() + offset, length, MPI_BYTE, static_cast<int>(peer), kTag,
                communicator, &requests.emplace_back(MPI_REQUEST_NULL));
    });
  }
  for (std::size_t peer = 0; peer < ranks; ++peer) {
    for_pieces(to[peer].size(), piece_bytes, [&](std::size_t offset, int length) {
      MPI_Isend(to[peer].data() + offset, length, MPI_BYTE, static_cast<int>(peer), kTag,
                communicator, &requests.emplace_back(MPI_REQUEST_NULL));
    });
  }
  MPI_Waitall(static_cast<int>(requests.size()), requests.data(), MPI_STATUSES_IGNORE);
  return from;
}

namespace detail {

std::optional<Error> error_of(const std::function<void()>& action) {
  try {
    action();
    return std::nullopt;
  } catch (const Error& e) {
    return e;
  } catch (const std::bad_alloc&) {
    return Error(Cause::unavailable, "out of memory");
  } catch (const std::exception& e) {
    return Error(Cause::internal, e.what());
  }
}

} // namespace detail

namespace {
/// Far from those of the kernel.
constexpr int kPieceTag = 20000;
} // namespace

void send_bytes(MPI_Comm communicator, int to, const Bytes& bytes) {
  require(bytes.size() <= kPieceBytes, "a piece is too long for one message");
  MPI_Send(bytes.data(), static_cast<int>(bytes.size()), MPI_BYTE, to, kPieceTag, communicator);
}

void send_to_others(MPI_Comm communicator, const Bytes& bytes) {
  for (int rank = 1; rank < size_of(communicator); ++rank) {
    send_bytes(communicator, rank, bytes);
  }
}

Bytes receive_bytes(MPI_Comm communicator, int from) {
  MPI_Status status;
  MPI_Probe(from, kPieceTag, communicator, &status);
  int size = 0;
  MPI_Get_count(&status, MPI_BYTE, &size);
  Bytes bytes(static_cast<std::size_t>(size));
  MPI_Recv(bytes.data(), size, MPI_BYTE, from, kPieceTag, communicator, MPI_STATUS_IGNORE);
  return bytes;
}

Bytes receive_bytes_asleep(MPI_Comm communicator, int from) {
  const auto began = std::chrono::steady_clock::now();
  for (int arrived = 0;;) {
    MPI_Iprobe(from, kPieceTag, communicator, &arrived, MPI_STATUS_IGNORE);
    if (arrived != 0) {
      return receive_bytes(communicator, from);
    }
    std::this_thread::sleep_for(nap(std::chrono::steady_clock::now() - began));
  }
}

} // namespace urker::des
