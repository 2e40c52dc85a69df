#include "cli/on_all_ranks.hpp"
#include "cli/verbs.hpp"
#include "des/mpi.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <span>
#include <sys/resource.h>

#include "bench/dealing.hpp"
#include "bench/phold.hpp"
#include "bench/qnet.hpp"

namespace urker::cli {
namespace {

struct Options {
  std::string queue = "bucket", partition = "block";
  std::uint32_t processes = 65536, each = 1;
  double remote = 0.25, lookahead_s = 0.1, mean_s = 1.0, end_s = 30.0;
  std::uint32_t stations = 64, jobs = 4;
  std::int64_t period_ms = 40, end_ms = 2000;
  std::uint64_t seed = 1;
};

des::QueueKind queue_of(const Options& options) {
  return options.queue == "heap" ? des::QueueKind::heap : des::QueueKind::bucket;
}

/// Collective: the ranks' greatest resident sizes so far, added up.
double peak_memory_mib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto kib = static_cast<std::uint64_t>(usage.ru_maxrss);
  return static_cast<double>(des::sum_of_all(MPI_COMM_WORLD, kib)) / 1024.0;
}

void phold(const Options& options) {
  const bench::PholdModel model{options.processes,
                                options.each,
                                options.remote,
                                round_seconds(options.lookahead_s),
                                round_seconds(options.mean_s),
                                kStart + round_seconds(options.end_s),
                                options.seed};
  if (model.lookahead > model.mean_delay) {
    throw Error(Cause::usage, "urker bench phold: --lookahead is above --mean");
  }
  const bench::Stage whole{
      model.end, bench::deal(model.processes, des::size_of(MPI_COMM_WORLD), bench::Dealing::block)};
  const auto result =
      bench::run_phold(MPI_COMM_WORLD, model, std::span(&whole, 1), queue_of(options));
  const double memory_mib = peak_memory_mib();
  if (des::rank_in(MPI_COMM_WORLD) == 0) {
    fmt::print("events={} wall_s={:.3f} rate={:.4g} rounds={} peak_mib={:.1f} digest={:016x} "
               "setup_s={:.3f}\n",
               result.events, result.wall_s, static_cast<double>(result.events) / result.wall_s,
               result.rounds, memory_mib, result.digest, result.setup_s);
  }
}

void qnet(const Options& options) {
  namespace model = bench::qnet;
  const model::Parameters net{options.stations, options.jobs,
                              std::chrono::milliseconds(options.period_ms),
                              kStart + std::chrono::milliseconds(options.end_ms), options.seed};
  const auto which = std::find(bench::kDealings.begin(), bench::kDealings.end(), options.partition);
  const bench::Stage whole{
      net.end, bench::deal(net.stations, des::size_of(MPI_COMM_WORLD),
                           static_cast<bench::Dealing>(which - bench::kDealings.begin()))};
  des::RunStatistics statistics;
  const auto outcome =
      model::run_qnet(MPI_COMM_WORLD, net, std::span(&whole, 1), queue_of(options), statistics);
  const double memory_mib = peak_memory_mib();
  if (des::rank_in(MPI_COMM_WORLD) == 0) {
    fmt::print("N={} J={} P_ms={} T_ms={} seed={} events={} departures={} digest={:016x} "
               "wall_s={:.3f} rate={:.4g} rounds={} peak_mib={:.1f}\n",
               net.stations, net.jobs, options.period_ms, options.end_ms, net.seed, outcome.events,
               outcome.departures, outcome.digest, statistics.events_s,
               static_cast<double>(outcome.events) / statistics.events_s, statistics.rounds,
               memory_mib);
  }
}

void add_common(CLI::App& verb, Options& options) {
  verb.add_option("--seed", options.seed, "Of the draws");
  verb.add_option("--queue", options.queue, "How events are kept: bucket or heap")
      ->check(CLI::IsMember({"bucket", "heap"}));
}

} // namespace

void add_bench_phold(CLI::App& bench_verb, Action& action) {
  auto options = std::make_shared<Options>();
  auto& o = *options;
  auto* verb = bench_verb.add_subcommand(
      "phold", "The event kernel with processes that send each other one event after another "
               "(PHOLD as in ROSS); under mpirun too");
  const auto seconds =
      CLI::AsNumberWithUnit(std::map<std::string, double>{{"s", 1.0}, {"ms", 1e-3}});
  verb->add_option("--lps", o.processes, "Logical processes")->check(CLI::Range(1U, 1U << 30));
  verb->add_option("--events", o.each, "Events in flight for each of them")
      ->check(CLI::Range(1U, 1U << 20));
  verb->add_option("--remote", o.remote, "Probability that the receiver is drawn from all")
      ->check(CLI::Range(0.0, 1.0));
  verb->add_option("--lookahead", o.lookahead_s, "Least delay, in seconds (0.1 or 100ms)")
      ->transform(seconds)
      ->check(CLI::Range(1e-9, 1e9));
  verb->add_option("--mean", o.mean_s, "Mean delay, in seconds")
      ->transform(seconds)
      ->check(CLI::Range(1e-9, 1e9));
  verb->add_option("--end", o.end_s, "Simulated time, in seconds")
      ->transform(seconds)
      ->check(CLI::Range(0.0, 1e9));
  add_common(*verb, o);
  verb->callback([&action, options] {
    action = [options] { return on_all_ranks("", [options] { phold(*options); }); };
  });
}

void add_bench_qnet(CLI::App& bench_verb, Action& action) {
  auto options = std::make_shared<Options>();
  auto& o = *options;
  auto* verb = bench_verb.add_subcommand(
      "qnet", "The event kernel with a closed network of queues over links that open and close, in "
              "integers only; under mpirun too");
  verb->add_option("--stations", o.stations, "Stations, N")->check(CLI::Range(3U, 1U << 30));
  verb->add_option("--jobs", o.jobs, "Jobs at each station at the start, J");
  verb->add_option("--period-ms", o.period_ms, "Period of the links, divisible by 0.4 ms")
      ->check(CLI::Range(std::int64_t{2}, std::int64_t{1} << 40));
  verb->add_option("--end-ms", o.end_ms, "Simulated time")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{1} << 40));
  verb->add_option("--partition", o.partition, "How stations are dealt to ranks")
      ->check(CLI::IsMember({"block", "cyclic", "hash"}));
  add_common(*verb, o);
  verb->callback([&action, options] {
    action = [options] { return on_all_ranks("", [options] { qnet(*options); }); };
  });
}

} // namespace urker::cli
