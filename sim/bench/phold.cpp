#include "bench/phold.hpp"

#include "des/mpi.hpp"

#include <fmt/format.h>

#include <memory>

#include "bench/no_rows.hpp"

namespace urker::bench {
namespace {

class PholdProcess final : public des::PackedProcess<PholdProcess> {
 public:
  PholdProcess(const PholdModel& model, std::uint32_t id, std::uint64_t& digest)
      : model_(model), state_(model, id), digest_(digest) {}
  void start(des::Context& context) override {
    const std::uint64_t content = 0;
    for (std::uint32_t k = 0; k < model_.events_each; ++k) {
      context.schedule(kStart + state_.delay(model_), 0, std::as_bytes(std::span(&content, 1)));
    }
  }
  void handle(const des::Event& event, des::Context& context) override {
    state_.note(event.key);
    const std::uint32_t to = state_.destination(model_);
    const Time arrival = event.key.time + state_.delay(model_);
    if (to == event.key.receiver) {
      context.schedule(arrival, 0, event.payload);
    } else {
      context.send(to, event.key.time, arrival, 0, event.payload);
    }
  }
  void finish(des::Context&) override { digest_ += state_.digest(); }
  template <class Packer>
  void pack(Packer& p) {
    p(state_);
  }

 private:
  const PholdModel& model_;
  PholdState state_;
  std::uint64_t& digest_;
};

} // namespace

PholdResult run_phold(MPI_Comm communicator, const PholdModel& model, std::span<const Stage> stages,
                      des::QueueKind queue) {
  const double began_s = MPI_Wtime();
  PholdResult result;
  NoRows rows;
  const auto statistics = run_in_stages(communicator, stages, [&](const std::vector<int>& rank_of) {
    des::ProcessSet processes;
    processes.name = [](des::ProcessId id) { return fmt::format("process.{:09}", id); };
    processes.ranks = rank_of;
    for (std::uint32_t i = 0; i < model.processes; ++i) {
      if (rank_of[i] == des::rank_in(communicator)) {
        processes.own.push_back(std::make_unique<PholdProcess>(model, i, result.digest));
      }
    }
    return des::Kernel(communicator, std::move(processes), {{}, model.lookahead}, rows,
                       {queue, false});
  });
  result.setup_s = MPI_Wtime() - began_s - statistics.events_s;
  result.wall_s = statistics.events_s;
  result.rounds = statistics.rounds;
  result.events = des::sum_of_all(communicator, statistics.events);
  result.digest = des::sum_of_all(communicator, result.digest);
  return result;
}

} // namespace urker::bench
