#pragma once

#include "spacecraft/propulsion/strategy.hpp"

namespace urker::spacecraft {

/// No burns for a time.
class Phase final : public Strategy {
 public:
  Phase(const PhaseConfig& config, Time begin)
      : config_(config), end_(begin + round_seconds(config.duration_s)) {}
  [[nodiscard]] Answer ask(const Look& now) override;
  [[nodiscard]] bool imaging() const override { return config_.imaging; }

 private:
  PhaseConfig config_;
  Time end_;
};

/// To another altitude.
class Raise final : public Strategy {
 public:
  explicit Raise(const RaiseConfig& config) : config_(config) {}
  [[nodiscard]] Answer ask(const Look& now) override;

 private:
  RaiseConfig config_;
  bool begun_ = false;
};

/// Against drag.
class Keep final : public Strategy {
 public:
  Keep(const KeepConfig& config, Time begin);
  [[nodiscard]] Answer ask(const Look& now) override;

 private:
  KeepConfig config_;
  Time end_;
  bool raising_ = false;
  int times_ = 0;
};

} // namespace urker::spacecraft
