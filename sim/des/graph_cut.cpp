#include "des/graph_cut.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <metis.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <csignal>
#include <numeric>

namespace urker::des {

namespace {

/// METIS sets handlers of its own for SIGABRT and SIGTERM, and puts back others than there were
/// (they would act once). A signal to end that comes meanwhile waits.
class SignalsKept {
 public:
  SignalsKept() {
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &held, &mask_);
    sigaction(SIGTERM, nullptr, &term_);
    sigaction(SIGABRT, nullptr, &abort_);
  }
  ~SignalsKept() {
    sigaction(SIGTERM, &term_, nullptr);
    sigaction(SIGABRT, &abort_, nullptr);
    pthread_sigmask(SIG_SETMASK, &mask_, nullptr);
  }
  SignalsKept(const SignalsKept&) = delete;
  SignalsKept& operator=(const SignalsKept&) = delete;

 private:
  sigset_t mask_{};
  struct sigaction term_ {};
  struct sigaction abort_ {};
};

/// As integers whose sum METIS can hold.
class Scale {
 public:
  explicit Scale(double sum) : factor_(sum > 0.0 ? double{1 << 29} / sum : 0.0) {}
  [[nodiscard]] idx_t operator()(double value) const {
    return std::max<idx_t>(1, static_cast<idx_t>(std::lround(value * factor_)));
  }

 private:
  double factor_;
};

/// Compressed rows: the neighbours of vertex i are at [first[i], first[i + 1]).
struct Graph {
  std::vector<idx_t> weights, first, neighbours, strengths;
};

Graph graph_of(std::span<const double> weights, std::span<const Coupling> pairs) {
  Graph graph;
  const Scale weigh(std::accumulate(weights.begin(), weights.end(), 0.0));
  std::transform(weights.begin(), weights.end(), std::back_inserter(graph.weights), weigh);
  graph.first.assign(weights.size() + 1, 0);
  double strength = 0.0;
  for (const Coupling& pair : pairs) {
    ++graph.first[pair.a + 1];
    ++graph.first[pair.b + 1];
    strength += pair.strength;
  }
  std::partial_sum(graph.first.begin(), graph.first.end(), graph.first.begin());
  graph.neighbours.resize(2 * pairs.size());
  graph.strengths.resize(2 * pairs.size());
  const Scale bind(strength);
  std::vector<idx_t> next(graph.first.begin(), graph.first.end() - 1);
  const auto add = [&](ProcessId from, ProcessId to, double value) {
    const auto at = static_cast<std::size_t>(next[from]++);
    graph.neighbours[at] = static_cast<idx_t>(to);
    graph.strengths[at] = bind(value);
  };
  for (const Coupling& pair : pairs) {
    add(pair.a, pair.b, pair.strength);
    add(pair.b, pair.a, pair.strength);
  }
  return graph;
}

} // namespace

std::vector<int> cut_graph(std::span<const double> weights, std::span<const Coupling> pairs,
                           int parts, int seed) {
  std::vector<int> part_of(weights.size(), 0);
  if (static_cast<std::size_t>(parts) >= weights.size()) { // METIS cannot
    std::iota(part_of.begin(), part_of.end(), 0);
    return part_of;
  }
  if (parts == 1) {
    return part_of;
  }
  Graph graph = graph_of(weights, pairs);
  std::array<idx_t, METIS_NOPTIONS> options{};
  METIS_SetDefaultOptions(options.data());
  options[METIS_OPTION_SEED] = seed;
  options[METIS_OPTION_NCUTS] = 8;
  options[METIS_OPTION_UFACTOR] = seed % 2 == 0 ? 30 : 100; // thousandths above the mean, by cut
  auto vertices = static_cast<idx_t>(weights.size());
  idx_t constraints = 1;
  auto count = static_cast<idx_t>(parts);
  idx_t cut = 0;
  std::vector<idx_t> result(weights.size(), 0);
  const SignalsKept signals;
  const int outcome =
      METIS_PartGraphRecursive(&vertices, &constraints, graph.first.data(), graph.neighbours.data(),
                               graph.weights.data(), nullptr, graph.strengths.data(), &count,
                               nullptr, nullptr, options.data(), &cut, result.data());
  if (outcome != METIS_OK) {
    throw Error(Cause::unavailable,
                fmt::format("METIS cannot cut a graph of {} processes and {} couplings into {}: "
                            "its error {} ({})",
                            weights.size(), pairs.size(), parts, outcome,
                            outcome == METIS_ERROR_MEMORY ? "out of memory" : "internal"));
  }
  std::copy(result.begin(), result.end(), part_of.begin());
  return part_of;
}

std::string metis_version() {
  return fmt::format("{}.{}.{}", METIS_VER_MAJOR, METIS_VER_MINOR, METIS_VER_SUBMINOR);
}

} // namespace urker::des
