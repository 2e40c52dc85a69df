#pragma once

#include "base/error.hpp"
#include "base/pack.hpp"

#include <mpi.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace urker::des {

/// Rank and size; 0 and 1 in a program that has not started MPI.
[[nodiscard]] int rank_in(MPI_Comm communicator);
[[nodiscard]] int size_of(MPI_Comm communicator);

/// MPI for the life of `main`. The job must end if one rank fails, since the others may wait for
/// it in a collective call for ever: so a session that an exception unwinds aborts all ranks
/// instead of finalising.
///
///     int main(int argc, char** argv) {
///       MpiSession mpi(argc, argv);
///       try { ... }
///       catch (const AgreedError& e) { ...print on rank 0...; return e.exit_code(); }
///       catch (const Error& e) { ...print...; mpi.abort(e.exit_code()); }
///     }
class MpiSession {
 public:
  MpiSession(int& argc, char**& argv);
  ~MpiSession();
  MpiSession(const MpiSession&) = delete;
  MpiSession& operator=(const MpiSession&) = delete;
  /// Ends the processes of all ranks at once.
  [[noreturn]] void abort(int exit_code) const;

 private:
  int exceptions_ = 0; ///< under way when the session began
};

/// An error that all ranks of a communicator throw at the same point, so that each may end in good
/// order: no rank is left waiting.
class AgreedError : public Error {
 public:
  AgreedError(Cause cause, const std::string& message, int rank)
      : Error(cause, message), rank_(rank) {}
  /// The lowest rank that failed; the error is its own.
  [[nodiscard]] int rank() const noexcept { return rank_; }

 private:
  int rank_;
};

/// Collective. Returns if no rank has an error; else throws the AgreedError of the lowest rank that
/// has one, on all of them.
void agree_on_error(MPI_Comm communicator, const std::optional<Error>& error);

namespace detail {
/// What `action` throws, as agree_on_error wants it.
[[nodiscard]] std::optional<Error> error_of(const std::function<void()>& action);
} // namespace detail

/// One message of at most kPieceBytes; waits until it is on its way.
void send_bytes(MPI_Comm communicator, int to, const Bytes& bytes);
/// The same from rank 0 to each other one.
void send_to_others(MPI_Comm communicator, const Bytes& bytes);
/// The next one of that rank.
[[nodiscard]] Bytes receive_bytes(MPI_Comm communicator, int from);
/// The same without work for the processor meanwhile, up to 10 ms late.
[[nodiscard]] Bytes receive_bytes_asleep(MPI_Comm communicator, int from);

/// Collective: does `action` on every rank, and then either returns on all of them or throws
/// AgreedError on all of them. The action itself must not communicate.
template <class Action>
void all_or_none(MPI_Comm communicator, Action&& action) {
  agree_on_error(communicator, detail::error_of(std::forward<Action>(action)));
}

/// Collective: the least of all ranks' values, on every rank.
[[nodiscard]] int least_of_all(MPI_Comm communicator, int value);
/// Collective: the sum of all ranks' values, on every rank.
[[nodiscard]] std::uint64_t sum_of_all(MPI_Comm communicator, std::uint64_t value);
/// Collective: the sum of the values of the ranks below this one.
[[nodiscard]] std::uint64_t sum_below(MPI_Comm communicator, std::uint64_t value);

/// The most bytes that one call of MPI carries: its counts are ints.
inline constexpr std::size_t kPieceBytes = std::size_t{1} << 30;
/// Calls `transfer(offset, length)` for pieces of at most `piece_bytes`.
template <class Transfer>
void for_pieces(std::size_t length, std::size_t piece_bytes, Transfer&& transfer) {
  for (std::size_t offset = 0; offset < length; offset += piece_bytes) {
    transfer(offset, static_cast<int>(std::min(length - offset, piece_bytes)));
  }
}

/// Collective: the root's bytes on every rank. `piece_bytes` is the same on all ranks.
[[nodiscard]] Bytes broadcast_bytes(MPI_Comm communicator, Bytes bytes, int root = 0,
                                    std::size_t piece_bytes = kPieceBytes);
/// Collective: every rank's bytes, in rank order, on the root; empty elsewhere.
[[nodiscard]] std::vector<Bytes> gather_bytes(MPI_Comm communicator, const Bytes& bytes,
                                              int root = 0, std::size_t piece_bytes = kPieceBytes);
/// Collective: every rank's bytes, in rank order, on every rank.
[[nodiscard]] std::vector<Bytes> allgather_bytes(MPI_Comm communicator, const Bytes& bytes,
                                                 std::size_t piece_bytes = kPieceBytes);

/// Collective: `to` has the bytes for each rank; returns what came from each, in rank order.
[[nodiscard]] std::vector<Bytes> alltoall_bytes(MPI_Comm communicator, const std::vector<Bytes>& to,
                                                std::size_t piece_bytes = kPieceBytes);

/// Collective: what `produce` gives on each rank, in pieces of less than kPieceBytes, goes to
/// `take` on rank 0: first its own, then that of rank 1 and so on. Memory holds a piece or two.
/// Either returns on all ranks or throws AgreedError on all of them; neither function may
/// communicate.
template <class Piece>
void relay(MPI_Comm communicator,
           const std::function<void(const std::function<void(Piece)>& give)>& produce,
           const std::function<void(Piece)>& take);

template <class Piece>
void relay(MPI_Comm communicator,
           const std::function<void(const std::function<void(Piece)>& give)>& produce,
           const std::function<void(Piece)>& take) {
  std::optional<Error> error;
  if (rank_in(communicator) == 0) {
    error = detail::error_of([&] { produce(take); });
    for (int rank = 1; rank < size_of(communicator); ++rank) {
      for (Bytes bytes; bytes = receive_bytes(communicator, rank), !bytes.empty();) {
        if (!error) { // else the rest is only let through
          error = detail::error_of([&] { take(unpack<Piece>(bytes)); });
        }
      }
    }
  } else {
    error = detail::error_of(
        [&] { produce([&](const Piece& piece) { send_bytes(communicator, 0, pack(piece)); }); });
    send_bytes(communicator, 0, {}); // the end
  }
  agree_on_error(communicator, error);
}

} // namespace urker::des
