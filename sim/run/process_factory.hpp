#pragma once

#include "des/process.hpp"
#include "ground/station_process.hpp"
#include "link/weather/cloud_field.hpp"
#include "link/weather/cloud_gaps.hpp"
#include "mission/satellite_desk.hpp"
#include "mission/sharing_rules.hpp"
#include "run/cast.hpp"
#include "run/emitters.hpp"
#include "run/planned_downlinks.hpp"
#include "run/skies.hpp"
#include "run/world.hpp"
#include "spacecraft/content/content_field.hpp"
#include "spacecraft/satellite_process.hpp"

#include <memory>
#include <string>
#include <vector>

namespace urker::run {

/// Makes the processes of a run: hands each what it may know, and nothing of the others. Windows
/// come to them later (outlooks.hpp).
class ProcessFactory {
 public:
  /// `outlook_reach`: an outlook tells all windows that begin so soon after it. World and cast must
  /// outlive the factory, not the processes.
  ProcessFactory(const World& world, const Cast& cast, Duration outlook_reach);

  /// The process of that number.
  [[nodiscard]] std::unique_ptr<des::Process> make(des::ProcessId id) const;

 private:
  [[nodiscard]] std::unique_ptr<des::Process> make_satellite(std::uint32_t index) const;
  [[nodiscard]] std::unique_ptr<des::Process> make_station(std::uint32_t index) const;
  [[nodiscard]] std::unique_ptr<des::Process> make_operations(const GroundSite& site) const;
  [[nodiscard]] std::unique_ptr<des::Process> make_processing(const GroundSite& site) const;
  [[nodiscard]] std::unique_ptr<des::Process> make_reader(const GroundSite& site) const;

  /// Imager, data transmitters and computer.
  void add_imager(spacecraft::SatelliteSetup& setup, const Imager& imager) const;
  /// The report radio and the crosslinks of a sender.
  void add_report_links(spacecraft::SatelliteSetup& setup, std::uint32_t index) const;
  [[nodiscard]] ground::StationSatellite station_satellite(const Sender& sender,
                                                           std::uint32_t station) const;
  /// What an imager's planner believes of it.
  [[nodiscard]] mission::PlannedSatellite planned_satellite(const Imager& imager) const;

  const World& world_;
  const Cast& cast_;
  Duration outlook_reach_;
  std::shared_ptr<const link::CloudField> clouds_;
  std::shared_ptr<const link::CloudGaps> cloud_gaps_;
  std::shared_ptr<const spacecraft::ContentField> contents_; ///< null: there is nothing to see
  std::shared_ptr<const mission::SharingRules> rules_;
  std::shared_ptr<const std::vector<GroundEnd>> ends_; ///< of all stations
  std::unique_ptr<Skies> skies_;
  Emitters emitters_; ///< whose interference counts
};

} // namespace urker::run
