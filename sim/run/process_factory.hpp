#pragma once

#include "access/contact_plan.hpp"
#include "des/process.hpp"
#include "link/cloud_field.hpp"
#include "mission/satellite_desk.hpp"
#include "mission/sharing_rules.hpp"
#include "run/cast.hpp"
#include "run/world.hpp"

#include <memory>
#include <string>
#include <vector>

namespace urker::run {

/// Makes the processes of a run: hands each what it may know, and nothing of the others.
class ProcessFactory {
 public:
  /// All three must outlive the factory, not the processes.
  ProcessFactory(const World& world, const Cast& cast, const access::ContactPlan& plan);

  /// The process of that number.
  [[nodiscard]] std::unique_ptr<des::Process> make(des::ProcessId id) const;

 private:
  [[nodiscard]] std::unique_ptr<des::Process> make_satellite(std::uint32_t index) const;
  [[nodiscard]] std::unique_ptr<des::Process> make_station(std::uint32_t index) const;
  [[nodiscard]] std::unique_ptr<des::Process> make_operations(const GroundSite& site) const;
  [[nodiscard]] std::unique_ptr<des::Process> make_processing(const GroundSite& site) const;
  [[nodiscard]] std::unique_ptr<des::Process> make_reader(const GroundSite& site) const;

  /// What an imager's planner believes of it.
  [[nodiscard]] mission::PlannedSatellite planned_satellite(const Imager& imager) const;
  [[nodiscard]] std::vector<access::StationContact> contacts(std::uint32_t satellite,
                                                             std::uint32_t station) const;

  const World& world_;
  const Cast& cast_;
  const access::ContactPlan& plan_;
  std::shared_ptr<const link::CloudField> clouds_;
  std::shared_ptr<const mission::SharingRules> rules_;
};

} // namespace urker::run
