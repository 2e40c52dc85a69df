// Writes and digests sample results for the tests beside it.
//
//     results_sample write FILE        one rank's rows
//     results_sample digest FILE
//     results_sample compare FOLDER    rows spread over the ranks of mpirun against one rank's rows

#include "des/mpi.hpp"
#include "results/digest.hpp"
#include "results/run_folder.hpp"

#include <cstdio>
#include <string_view>

#include "sample.hpp"

using namespace urker;
using namespace urker::results;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kRows = 1200;

TableSet rows_of(int rank, int ranks) {
  TableSet set;
  set.declare<SampleRow>();
  set.declare<EmptyRow>();
  for (std::int64_t i = kRows - 1; i >= 0; --i) {
    if (i % ranks == rank) {
      SampleRow row = sample_row(i);
      if (i % 100 == 0) { // did not happen
        row.aos_ns = std::numeric_limits<std::int64_t>::min();
      }
      set.emit(row);
    }
  }
  return set;
}

void write(const fs::path& path, const TableSet& merged, int ranks) {
  Provenance provenance = sample_provenance();
  provenance.run.ranks = ranks;
  RunFolder::prepare(path, provenance.scenario).publish(merged, provenance);
}

int compare(const fs::path& folder, int& argc, char**& argv) {
  const des::MpiSession mpi(argc, argv);
  const int rank = des::rank_in(MPI_COMM_WORLD);
  const int ranks = des::size_of(MPI_COMM_WORLD);
  const auto packed = des::gather_bytes(MPI_COMM_WORLD, rows_of(rank, ranks).pack());
  if (rank != 0) {
    return 0;
  }
  const fs::path spread = folder / ("spread_" + std::to_string(ranks) + ".h5");
  const fs::path alone = folder / ("alone_" + std::to_string(ranks) + ".h5");
  write(spread, TableSet::merge(packed), ranks);
  write(alone, TableSet::merge({rows_of(0, 1)}), 1);
  const bool same = digest(spread) == digest(alone);
  std::printf("%d ranks: %s\n", ranks, same ? "the same" : "different");
  return same ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
  const std::string_view verb = argc == 3 ? argv[1] : "";
  try {
    if (verb == "write") {
      write(argv[2], TableSet::merge({rows_of(0, 1)}), 1);
      return 0;
    }
    if (verb == "digest") {
      std::puts(digest(argv[2]).c_str());
      return 0;
    }
    if (verb == "compare") {
      return compare(argv[2], argc, argv);
    }
    std::fputs("usage: results_sample write|digest FILE | compare FOLDER\n", stderr);
    return 64;
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return error.exit_code();
  }
}
