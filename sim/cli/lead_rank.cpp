#include "cli/lead_rank.hpp"

#include "base/pack.hpp"
#include "des/mpi.hpp"

#include <mpi.h>

#include <optional>
#include <string>

namespace urker::cli {
namespace {

/// What the others have to know of it.
struct End {
  std::optional<int> cause; ///< of an error
  std::string message;
  std::optional<Time> stopped;
  std::string stopped_utc;
  template <class Packer>
  void pack(Packer& p) {
    p(cause, message, stopped, stopped_utc);
  }
};

void tell(const End& end) {
  des::send_to_others(MPI_COMM_WORLD, pack(end));
}

} // namespace

run::RunSummary lead(const std::function<run::RunSummary()>& work) {
  if (des::rank_in(MPI_COMM_WORLD) == 0) {
    try {
      auto summary = work();
      tell({{}, {}, summary.stopped, summary.stopped_utc});
      return summary;
    } catch (const des::AgreedError& error) { // by the one rank that there was
      tell({static_cast<int>(error.cause()), error.what(), {}, {}});
      throw;
    }
  }
  const auto end = unpack<End>(des::receive_bytes_asleep(MPI_COMM_WORLD, 0));
  if (end.cause) {
    throw des::AgreedError(static_cast<Cause>(*end.cause), end.message, 0);
  }
  run::RunSummary summary;
  summary.stopped = end.stopped;
  summary.stopped_utc = end.stopped_utc;
  return summary;
}

} // namespace urker::cli
