#pragma once

#include "des/kernel.hpp"

#include <cmath>
#include <cstdint>
#include <span>

#include "bench/draws.hpp"
#include "bench/stages.hpp"

/// PHOLD, the common measure of parallel event kernels (Fujimoto 1990; the variant of ROSS): each
/// event makes one more, at its own process or at one drawn evenly from all, after a delay of the
/// lookahead and an exponential rest.
namespace urker::bench {

struct PholdModel {
  std::uint32_t processes = 65536;
  std::uint32_t events_each = 1; ///< in flight, per process
  double remote = 0.25;          ///< probability of a draw from all
  Duration lookahead = std::chrono::milliseconds(100);
  Duration mean_delay = std::chrono::seconds(1); ///< lookahead included
  Time end = kStart + std::chrono::seconds(30);
  std::uint64_t seed = 1;
};

/// What a process of the model decides, whatever moves its events.
class PholdState {
 public:
  PholdState(const PholdModel& model, std::uint32_t id)
      : id_(id), random_(mix(mix(model.seed) ^ id)) {}
  [[nodiscard]] Duration delay(const PholdModel& model) {
    const auto rest = static_cast<double>((model.mean_delay - model.lookahead).count());
    return model.lookahead + Duration{static_cast<std::int64_t>(-std::log(1.0 - uniform()) * rest)};
  }
  [[nodiscard]] std::uint32_t destination(const PholdModel& model) {
    return uniform() <= model.remote ? static_cast<std::uint32_t>(uniform() * model.processes)
                                     : id_;
  }
  void note(const des::EventKey& key) {
    const auto time = static_cast<std::uint64_t>(key.time.time_since_epoch().count());
    digest_ = mix(digest_ ^ mix(time) ^ (std::uint64_t{key.sender} << 32 | key.number));
    ++handled_;
  }
  template <class Packer>
  void pack(Packer& p) {
    p(random_, digest_, handled_);
  }
  [[nodiscard]] std::uint64_t digest() const { return mix(digest_ ^ mix(id_) ^ handled_); }

 private:
  [[nodiscard]] double uniform() { return static_cast<double>(mix(random_++) >> 11) * 0x1p-53; }
  std::uint32_t id_;
  std::uint64_t random_;
  std::uint64_t digest_ = 0;
  std::uint64_t handled_ = 0;
};

struct PholdResult {
  std::uint64_t events = 0; ///< on all ranks
  std::uint64_t digest = 0; ///< the same for any number of ranks
  std::uint64_t rounds = 0;
  double setup_s = 0.0; ///< wall, up to the first event
  double wall_s = 0.0;  ///< of the events
};

/// Collective: through the kernel; the last stage ends at the model's end.
[[nodiscard]] PholdResult run_phold(MPI_Comm communicator, const PholdModel& model,
                                    std::span<const Stage> stages, des::QueueKind queue);

} // namespace urker::bench
