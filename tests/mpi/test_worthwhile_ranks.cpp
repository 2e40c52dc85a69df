#include "des/mpi.hpp"
#include "run/worthwhile_ranks.hpp"

#include "main_on_ranks.hpp"

using namespace urker;
using namespace urker::des;

namespace {

/// How far a run is; events and rounds since its start.
Progress after(std::uint64_t events, std::uint64_t rounds) {
  Progress progress;
  progress.events = events;
  progress.rounds = rounds;
  progress.ranks = size_of(MPI_COMM_WORLD);
  return progress;
}

void check() {
  const std::vector<double> little(40, 1e-4), much(40, 10.0);
  const int processors = processors_of(MPI_COMM_WORLD);
  run::WorthwhileRanks worthwhile(MPI_COMM_WORLD);
  const int at_first = worthwhile.choose(little);
  worthwhile.learn(400.0, after(1'000'000, 100));
  const int in_few_rounds = worthwhile.choose(much);
  const int still_much = worthwhile.choose(much);
  worthwhile.learn(400.0, after(2'000'000, 10'000'000'000));
  const int in_many_rounds = worthwhile.choose(much);
  worthwhile.learn(400.0, after(3'000'000, 10'000'000'100));
  const int again = worthwhile.choose(much);
  const int at_last = worthwhile.choose(little);
  all_or_none(MPI_COMM_WORLD, [&] {
    require(at_first == 1 && at_last == 1, "a little work is worth one rank");
    require(in_few_rounds == still_much && in_few_rounds == again, "the same work");
    require(in_few_rounds <= processors, "ranks that share a processor");
    require((in_few_rounds > 1) == (processors > 1), "much work is worth several ranks");
    require(in_many_rounds == 1, "rounds cost more than ranks save");
  });
}

} // namespace

/// As a run goes on, it learns how many ranks its events are worth.
int main(int argc, char** argv) {
  return main_on_ranks(argc, argv, check);
}
