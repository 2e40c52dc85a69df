#pragma once

#include "base/fields.hpp"
#include "link/modulation_config.hpp"
#include "mission/services/dish_config.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace urker::mission {

/// A dish that sends a service up, as it is heard off its axis.
struct UplinkDishConfig {
  double diameter_m = 0.0;
  double efficiency = 0.65;
  double cross_polarisation_db = 30.0; ///< below its own polarisation
  link::SideLobes side_lobes = link::SideLobes::s580;
};
void describe(FieldVisitor& v, UplinkDishConfig& c);

/// Where a service is sent up from.
struct UplinkConfig {
  std::string site;
  double greatest_eirp_dbw = 0.0;       ///< up to which power control makes up for rain
  std::optional<UplinkDishConfig> dish; ///< none: nobody else hears it
};
void describe(FieldVisitor& v, UplinkConfig& c);

/// Sites that receive a service with the same dish.
struct ReceiverConfig {
  std::vector<std::string> sites;
  DishConfig dish;
};
void describe(FieldVisitor& v, ReceiverConfig& c);

/// A broadcast or VSAT service: one carrier of a transponder, and who receives it.
struct ServiceConfig {
  std::string name;
  std::string satellite;
  std::string transponder;
  link::ModulationConfig modulation;
  std::optional<double> centre_hz;   ///< of the downlink
  std::optional<double> power_share; ///< of the transponder's
  double implementation_loss_db = 1.0;
  double required_availability = 0.997; ///< of the year
  std::optional<UplinkConfig> uplink;
  std::map<std::string, ReceiverConfig> receivers;
};
void describe(FieldVisitor& v, ServiceConfig& c);

} // namespace urker::mission
