#pragma once

#include "access/area_config.hpp"
#include "base/calendar.hpp"
#include "base/fields.hpp"
#include "ground/processing_config.hpp"
#include "ground/station_config.hpp"
#include "link/atmosphere/atmosphere_config.hpp"
#include "link/ground_antenna_config.hpp"
#include "link/optical/optical_station_config.hpp"
#include "link/optical/optical_terminal_config.hpp"
#include "link/propagation_config.hpp"
#include "link/weather/cloud_config.hpp"
#include "mission/agreement_config.hpp"
#include "mission/campaign_config.hpp"
#include "mission/operations_config.hpp"
#include "mission/organisation_config.hpp"
#include "mission/reader_config.hpp"
#include "mission/services/dish_config.hpp"
#include "mission/services/service_config.hpp"
#include "mission/services/site_config.hpp"
#include "network/fibre_config.hpp"
#include "onboard/satellite_config.hpp"
#include "orbit/earth/earth.hpp"
#include "scenario/constellations.hpp"
#include "spacecraft/content/content_config.hpp"
#include "spacecraft/crosslink_config.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "compute/computer_config.hpp"
#include "compute/model_config.hpp"
#include "compute/pipeline_config.hpp"

namespace urker::scenario {

/// What is there whoever looks: the Earth's rotation, the weather, and what is to be seen.
struct EnvironmentConfig {
  orbit::EarthOrientationModel earth_orientation = orbit::EarthOrientationModel::standard;
  std::string earth_orientation_file; ///< below the scenario's folder
  /// What that file holds, as `load_scenario` reads it; null: the table that ships with Urker.
  std::shared_ptr<const orbit::EarthOrientationTable> earth_orientation_table;
  link::CloudConfig clouds;
  spacecraft::ContentConfigs contents;
  spacecraft::EmitterConfigs emitters;
  link::PropagationConfig propagation;
};
void describe(FieldVisitor& v, EnvironmentConfig& c);

/// What the result file holds besides what happened.
struct ResultsConfig {
  double ephemeris_step_s = 60.0; ///< of the table `ephemeris`; nothing else depends on it
};
void describe(FieldVisitor& v, ResultsConfig& c);

/// Descriptions that satellites and stations start from with `type:`, by name. They need not be
/// complete.
struct TypeSections {
  std::map<std::string, compute::ComputerConfig> computers;
  std::map<std::string, compute::DeviceConfig> devices;
  std::map<std::string, compute::PipelineConfig> pipelines;
  std::map<std::string, spacecraft::ImagerConfig> imagers;
  std::map<std::string, spacecraft::PowerConfig> power_systems;
  std::map<std::string, spacecraft::ThrusterConfig> thrusters;
  std::map<std::string, link::RadioConfig> radios;
  std::map<std::string, link::GroundAntennaConfig> report_antennas;
  std::map<std::string, link::OpticalTerminalConfig> optical_terminals;
  std::map<std::string, link::OpticalStationConfig> telescopes;
  std::map<std::string, link::AtmosphereConfig> atmospheres;
  std::map<std::string, mission::DishConfig> dishes;
  std::map<std::string, spacecraft::PayloadConfig> payloads;
  std::map<std::string, spacecraft::ReceiverConfig> receivers;
};

/// Assets that a scenario may pick with `from:`.
struct Catalog {
  std::map<std::string, onboard::SatelliteConfig> satellites;
  std::map<std::string, ground::StationConfig> stations;
};
void describe(FieldVisitor& v, Catalog& c);

/// A whole scenario: plain data, complete and checked.
struct Scenario {
  std::int64_t version = 1; ///< key `urker`
  std::string name;
  std::string title;
  std::string question;
  CalendarTime start;
  double duration_s = 0.0;
  std::int64_t seed = 1;
  EnvironmentConfig environment;
  access::CoverageConfig coverage;
  network::FibreConfig fibre;
  TypeSections types;
  Catalog catalog;
  std::map<std::string, mission::OrganisationConfig> organisations;
  std::map<std::string, compute::ModelConfig> models; ///< learned
  std::map<std::string, onboard::SatelliteConfig> satellites;
  std::map<std::string, spacecraft::CrosslinkConfig> crosslinks;
  std::map<std::string, ConstellationConfig> constellations; ///< empty: they are in `satellites`
  std::map<std::string, ground::StationConfig> stations;
  std::map<std::string, mission::OperationsConfig> operations;
  std::map<std::string, ground::ProcessingCentreConfig> processing;
  std::map<std::string, mission::ReaderConfig> readers;
  std::map<std::string, access::AreaConfig> areas;
  std::map<std::string, mission::CampaignConfig> campaigns;
  std::map<std::string, mission::AgreementConfig> agreements;
  std::map<std::string, mission::ServiceSiteConfig> sites; ///< of services
  std::map<std::string, mission::ServiceConfig> services;
  ResultsConfig results;
};
void describe(FieldVisitor& v, Scenario& c);
/// The constellations among them.
[[nodiscard]] Patterns patterns_of(const Scenario& c);

} // namespace urker::scenario

template <>
struct urker::EnumNames<urker::orbit::EarthOrientationModel> {
  static constexpr std::array<std::string_view, 2> names{"standard", "gmst"};
};
