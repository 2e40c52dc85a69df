#pragma once

#include "base/random.hpp"
#include "spacecraft/faults/fault_config.hpp"
#include "time/epoch.hpp"
#include "time/time.hpp"

#include <cstdint>
#include <optional>

namespace urker::spacecraft {

/// When a component fails: lives drawn by component and count of lives, whatever else happens.
class ComponentLife {
 public:
  /// `at`: instant of the failure that the configuration states, if it does.
  ComponentLife(const FaultConfig& config, std::optional<Time> at, const RandomKey& key);

  /// End of a life that begins at `from` with an age; lives of a component are counted from 0.
  /// kNever where it does not end.
  [[nodiscard]] Time end(std::int64_t component, std::int64_t life, Time from, double age_s) const;
  /// Whether a restart brings it back after that life.
  [[nodiscard]] bool is_repaired(std::int64_t component, std::int64_t life) const;

 private:
  enum class Draw : std::uint64_t { life, repair };
  [[nodiscard]] double uniform(std::int64_t component, std::int64_t life, Draw draw) const;

  FaultConfig config_;
  std::optional<Time> at_;
  RandomKey key_;
};

} // namespace urker::spacecraft
