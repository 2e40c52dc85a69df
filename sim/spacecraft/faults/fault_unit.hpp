#pragma once

#include "orbit/trajectory.hpp"
#include "spacecraft/faults/fault_config.hpp"
#include "spacecraft/faults/redundant_group.hpp"
#include "spacecraft/faults/upset_source.hpp"
#include "spacecraft/subsystem.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace urker::spacecraft {

struct FaultSetup {
  std::string satellite;
  FaultConfigs faults;
  std::optional<UpsetSource> upsets; ///< none: no radiation
  std::uint64_t seed = 0;
  access::Window orbit; ///< in which there is one
  Epoch epoch;
};

/// Failures of a satellite's components, and upsets of its devices: stops and slows units, keeps
/// the log of what happened, and what was lost because of it.
class FaultUnit final : public Subsystem {
 public:
  explicit FaultUnit(FaultSetup setup);

  void start(const BusView& bus) override;
  [[nodiscard]] Time next_event() const override;
  void handle(const BusView& bus) override;
  /// Of scrubbing and watchdogs, and of latch-ups until they are cleared.
  [[nodiscard]] UnitKind unit() const override { return UnitKind::bus; }
  [[nodiscard]] double load_w() const override;
  [[nodiscard]] PowerParts power_parts() const override {
    return {part(FaultTarget::array), part(FaultTarget::battery)};
  }
  void finish(const BusView& bus) override;
  void save(Writer& writer) const override { writer(*this); }
  void restore(Reader& reader) override { reader(*this); }
  static void declare_tables(RowSink& rows);

  template <class Packer>
  void pack(Packer& p) {
    for (Service& service : services_) {
      p(service);
    }
    for (RedundantGroup& group : groups_) {
      p(group); // as many as are configured
    }
    for (std::int64_t& count : felt_) {
      p(count);
    }
    p(down_until_, shorted_until_, pending_, next_block_, map_, harmless_, failures_, sequence_);
  }

 private:
  /// What of a target serves, and since when not all of it does.
  struct Service {
    double part = 1.0;
    Time since = kNotYet;
    UnitLoss before;
    template <class Packer>
    void pack(Packer& p) {
      p(part, since, before);
    }
  };

  [[nodiscard]] double part(FaultTarget target) const {
    return services_[static_cast<std::size_t>(target)].part;
  }
  void handle_groups(const BusView& bus);
  void handle_upsets(const BusView& bus);
  void strike_pending(const BusView& bus);
  void strike(const Upset& upset, const BusView& bus);
  /// Finds what serves now, and tells the units.
  void update(const BusView& bus);
  [[nodiscard]] double current_part(FaultTarget target, Time now) const;
  void emit(std::string_view unit, double part, std::string_view name, std::int64_t component,
            std::string_view event, std::string_view cause, const BusView& bus);
  /// That the service is full again, or that the run ends.
  void emit_end(FaultTarget target, std::string_view event, const BusView& bus);

  FaultSetup setup_;
  std::vector<std::string> names_;
  std::vector<FaultConfig> configs_;
  double load_w_ = 0.0;               ///< of scrubbing and watchdogs
  std::array<double, kUnits> pace_{}; ///< that scrubbing leaves
  std::array<Service, kFaultTargets> services_{};
  std::vector<RedundantGroup> groups_;
  std::vector<Time> down_until_;    ///< by device
  std::vector<Time> shorted_until_; ///< likewise: kStart where no latch-up draws power
  std::vector<Upset> pending_;      ///< of the block, the next one last
  std::int64_t next_block_ = 0;
  UpsetMap map_;
  std::vector<std::int64_t> harmless_; ///< by device
  std::array<std::int64_t, 4> felt_{}; ///< by effect
  std::int64_t failures_ = 0;
  std::int64_t sequence_ = 0;
};

} // namespace urker::spacecraft
