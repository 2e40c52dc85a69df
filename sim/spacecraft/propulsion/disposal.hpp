#pragma once

#include "spacecraft/propulsion/strategy.hpp"

namespace urker::spacecraft {

/// Lowers the perigee at the apogee, to the highest from which the orbit decays in time.
class Disposal final : public Strategy {
 public:
  explicit Disposal(const DisposalConfig& config) : config_(config) {}
  [[nodiscard]] Answer ask(const Look& now) override;

 private:
  /// That decays in time from the apogee of now; nothing if the least perigee does not.
  [[nodiscard]] std::optional<double> highest_perigee_m(const Look& now) const;
  [[nodiscard]] double lifetime_s(const Look& now, double perigee_m) const;

  DisposalConfig config_;
  std::optional<double> perigee_m_; ///< radius to reach
};

} // namespace urker::spacecraft
